/** The feed of events: each once, in order, whatever the line did. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountEvent, type Activity, NO_ACTIVITY, subjectOf, withEvent } from './activity.ts';

const event = (seq: number, type = 'ORDER_FILLED'): AccountEvent => ({
  seq,
  type,
  at: '2026-11-21T08:00:00Z',
  payload: {},
});
const fed = (events: readonly AccountEvent[]): Activity => events.reduce(withEvent, NO_ACTIVITY);

describe('the activity feed', () => {
  it('shows every event once, the newest first, however often each is delivered in a row', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 60 }), (times) => {
        const delivered = times.flatMap((count, index) =>
          Array.from({ length: count }, () => event(index + 1)),
        );
        const { events, gaps } = fed(delivered);
        expect(gaps).toBe(0);
        expect(events.map(({ seq }) => seq)).toEqual(times.map((_, i) => times.length - i));
      }),
    );
  });

  it('counts numbers that never came', () => {
    expect(fed([event(1), event(4)])).toMatchObject({ lastSeq: 4, gaps: 2 });
  });

  it('begins at a RESYNC without showing it, and shows a later one without calling it a gap', () => {
    const first = fed([event(7, 'RESYNC'), event(8)]);
    expect(first.events.map(({ seq }) => seq)).toEqual([8]);
    const later = withEvent(first, event(900, 'RESYNC'));
    expect(later).toMatchObject({ lastSeq: 900, gaps: 0 });
    expect(later.events[0]?.type).toBe('RESYNC');
  });

  it('leaves out what is in no journal', () => {
    const { seq: _, ...tick } = event(1, 'ACCOUNT_TICK');
    expect(fed([tick])).toBe(NO_ACTIVITY);
  });
});

describe('what an event speaks of', () => {
  it('finds the refusal of an order, wherever it stands', () => {
    const reject = { code: 'ORDER_REJECTED', details: { reason: 'LP_REJECT' } };
    expect(subjectOf({ id: 'ORD-1', symbol: 'EURUSD', reject }).reject).toEqual(reject);
    expect(subjectOf(reject).reject).toEqual(reject);
  });

  it('never fails on anything that JSON can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(() => subjectOf(payload)).not.toThrow();
      }),
    );
  });
});
