/** A caller whose time is up: before the commit nothing has happened, after it the order is told as in doubt. */
import { decimalOf, fail } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ann, callBy, openDesk } from '../testing/desk.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => desk.close());

const order = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
const details = { reason: 'too late', estimatedRestore: null, kind: 'OVERLOADED' } as const;
const tooLate = () => fail('SERVICE_UNAVAILABLE', details);

describe('a deadline', () => {
  it('that passes before the commit leaves no order, no margin and no memory of its key', async () => {
    const signal = AbortSignal.abort(tooLate());
    const keyed = { ...order, idempotencyKey: 'the-same-key' };
    const before = await desk.store.read({ accountId: 1 });
    await expect(desk.orders.placeMarket(keyed, callBy(ann, signal).call)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
    });
    expect(desk.lp.submitted).toEqual([]);
    expect((await desk.store.read({ accountId: 1 })).account).toEqual(before.account);
    // The same key is free for the next try.
    desk.fillsAt(1.09504);
    const { call, meta } = callBy(ann);
    expect((await desk.orders.placeMarket(keyed, call)).order.status).toBe('FILLED');
    expect(meta().replayed).toBeUndefined();
  });

  it('that passes while a provider has the order says that it is in doubt, not that it failed', async () => {
    const deadline = new AbortController();
    setTimeout(() => deadline.abort(tooLate()), 30);
    await expect(
      desk.orders.placeMarket(order, callBy(ann, deadline.signal).call),
    ).rejects.toMatchObject({ code: 'LP_TIMEOUT', outcome: 'UNKNOWN' });
    expect(desk.lp.submitted).toHaveLength(1);
  });

  it('is not what a caller means who merely hangs up: a command that arrived is carried out', async () => {
    desk.fillsAt(1.09504);
    const { call } = callBy(ann, AbortSignal.abort());
    await expect(desk.orders.placeMarket(order, call)).rejects.toMatchObject({
      code: 'LP_TIMEOUT',
    });
    expect(desk.lp.submitted).toHaveLength(1);
  });
});
