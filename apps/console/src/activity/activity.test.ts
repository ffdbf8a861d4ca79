/** The feed of events: each once, in order, whatever the line did. */
import type { AccountEvent, EventPayload } from '@faultline/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Activity, NO_ACTIVITY, subjectOf, withEvent } from './activity.ts';

const at = '2026-11-21T08:00:00Z';
const event = (seq: number): AccountEvent => ({
  seq,
  type: 'STOP_OUT',
  at,
  payload: { positionId: 1, symbol: 'EURUSD' },
});
const account: EventPayload<'RESYNC'>['account'] = {
  accountId: 1,
  accountNumber: 'FL-000001',
  currency: 'USD',
  leverage: 100,
  marginMode: 'HEDGING',
  balance: 0,
  credit: 0,
  equity: 0,
  margin: 0,
  freeMargin: 0,
  marginLevel: null,
  unrealizedPL: 0,
  realizedPL: 0,
  openPositions: 0,
  stale: false,
};
const resync = (seq: number): AccountEvent => ({
  seq,
  type: 'RESYNC',
  at,
  payload: { account, positions: [], orders: [] },
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
    const first = fed([resync(7), event(8)]);
    expect(first.events.map(({ seq }) => seq)).toEqual([8]);
    const later = withEvent(first, resync(900));
    expect(later).toMatchObject({ lastSeq: 900, gaps: 0 });
    expect(later.events[0]?.type).toBe('RESYNC');
  });

  it('shows news without a number among the others, and no figures that change with every price', () => {
    const payload = { lp: 'YOFX', connected: false };
    const news: AccountEvent = { type: 'CONNECTION_STATE', at, payload };
    const figures = { equity: 1, margin: 0, freeMargin: 1, marginLevel: null, unrealizedPL: 0 };
    const tick: AccountEvent = {
      type: 'ACCOUNT_TICK',
      at,
      payload: { ...figures, stale: false },
    };
    const { events, lastSeq, gaps } = fed([event(1), news, tick, event(2)]);
    expect(events).toEqual([event(2), news, event(1)]);
    expect({ lastSeq, gaps }).toEqual({ lastSeq: 2, gaps: 0 });
  });
});

describe('what an event speaks of', () => {
  it('finds the order with its refusal', () => {
    const reject = { code: 'ORDER_REJECTED', details: { reason: 'LP_REJECT' } };
    const payload: EventPayload<'ORDER_REJECTED'> = {
      orderId: 'ORD-1',
      symbol: 'EURUSD',
      side: 'BUY',
      type: 'MARKET',
      status: 'REJECTED',
      volume: 0.1,
      filledVolume: 0,
      avgFillPrice: null,
      limitPrice: null,
      triggerPrice: null,
      sl: null,
      tp: null,
      tif: 'IOC',
      source: 'CLIENT',
      clientOrderId: null,
      positionId: null,
      reject,
      version: 2,
    };
    expect(subjectOf({ seq: 1, type: 'ORDER_REJECTED', at, payload })).toMatchObject({
      id: 'ORD-1',
      side: 'BUY',
      volume: 0.1,
      reject,
    });
  });

  it('says nothing of an event that is newer than this page, and does not fail on it', () => {
    const newer = { seq: 1, type: 'COUPON_PAID', at, payload: null } as unknown as AccountEvent;
    const [shown] = fed([newer]).events;
    expect(shown && subjectOf(shown)).toMatchObject({ id: null, symbol: null, reject: null });
  });
});
