/** What an operator is told before the numbers of a session are set by hand. */
import { describe, expect, it } from 'vitest';
import { FIX44 } from '../dictionary/fix44.ts';
import { planReset } from './number-reset.ts';
import { SessionDesk } from './testing/session-desk.ts';

const ORDER = '11=O1|38=1000|40=1|54=1|55=EURUSD|60=20260102-03:04:05.000|';

/** Logon(A), an order, its status asked for, another order: numbers 1 to 4. */
const { stored } = new SessionDesk()
  .loggedOn()
  .sends('D', ORDER)
  .sends('H', '11=O1|54=1|55=EURUSD|')
  .sends('D', ORDER.replace('O1', 'O2'));
const evidence = { sent: stored, reported: new Set(['O1']), dictionary: FIX44 };
const before = { nextOut: 5, nextIn: 9 };

describe('a reset by hand', () => {
  it('back to an outgoing number loses everything that could have been resent', () => {
    const plan = planReset(before, { nextOut: 2 }, evidence);
    expect(plan.after).toEqual({ nextOut: 2, nextIn: 9 });
    expect(plan.lost).toEqual([
      { seq: 2, msgType: 'D', clOrdId: 'O1' },
      { seq: 3, msgType: 'H', clOrdId: 'O1' },
      { seq: 4, msgType: 'D', clOrdId: 'O2' },
    ]);
  });

  it('forward to an outgoing number loses nothing', () => {
    expect(planReset(before, { nextOut: 50 }, evidence).lost).toEqual([]);
  });

  it('forward to an incoming number skips what was never received', () => {
    const { incoming } = planReset(before, { nextIn: 12 }, evidence);
    expect(incoming).toEqual({ kind: 'skipped', fromSeq: 9, toSeq: 11 });
  });

  it('back to an incoming number lets messages come again', () => {
    const { incoming } = planReset(before, { nextIn: 1 }, evidence);
    expect(incoming).toEqual({ kind: 'repeated', fromSeq: 1, toSeq: 8 });
  });

  it('names the orders of which nothing was heard, whatever it changes', () => {
    const plan = planReset(before, {}, evidence);
    expect(plan).toMatchObject({ after: before, incoming: null, inDoubt: ['O2'] });
  });

  it.each([0, -1, 1.5, Number.NaN])('is refused for %s', (nextOut) => {
    expect(() => planReset(before, { nextOut }, evidence)).toThrow(RangeError);
  });
});
