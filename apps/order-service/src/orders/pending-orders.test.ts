/** Orders that rest: placed, changed, cancelled, woken by a price, ended by the clock. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ann, ben, callBy, openDesk } from '../testing/desk.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => desk.close());

const buy = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
const at = { price: decimalOf(1.09) };
const limit = async (
  order: Partial<Parameters<Desk['orders']['placeLimit']>[0]> = {},
  caller = ann,
) => desk.orders.placeLimit({ ...buy, ...at, ...order }, callBy(caller).call);
const moveTo = async (bid: bigint, ask = bid + 8n): Promise<void> => {
  desk.quote({ bid, ask });
  await desk.settled();
};
const statusesOf = async (orderId: string) =>
  (await desk.store.statesOf(orderId)).map(({ status }) => status);

describe('a limit order', () => {
  it('rests without tying up margin, and is the caller’s by its key', async () => {
    const call = callBy(ann);
    const placed = await desk.orders.placeLimit(
      { ...buy, ...at, idempotencyKey: 'key-0001' },
      call.call,
    );
    expect(placed).toMatchObject({ id: 'ORD-1', status: 'PENDING', limitPrice: decimalOf(1.09) });
    const again = await desk.orders.placeLimit(
      { ...buy, ...at, idempotencyKey: 'key-0001' },
      callBy(ann).call,
    );
    expect(again).toEqual(placed);
    const { orders } = await desk.store.read({ accountId: 2 });
    expect(orders).toMatchObject([{ reservedMargin: 0n, status: 'PENDING' }]);
    const found = await desk.orders.get({ idempotencyKey: 'key-0001' }, callBy(ann).call);
    expect(found.order.id).toBe('ORD-1');
  });

  it('fills at the market, once, when the ask comes down to it', async () => {
    const { id } = await limit();
    await moveTo(108_993n);
    expect(await statusesOf(id)).toEqual(['PENDING']);
    await moveTo(108_990n);
    expect(await statusesOf(id)).toEqual(['PENDING', 'TRIGGERED', 'FILLED']);
    await moveTo(108_980n);
    const { positions } = await desk.store.read({ accountId: 2 });
    expect(positions).toMatchObject([{ openPrice: 108_998n, volume: 1_000n }]);
  });

  it('does not wake on a price that is too old to trade on', async () => {
    const { id } = await limit();
    desk.clock.nowMs += 60_000;
    desk.quote({ bid: 108_000n, ask: 108_008n, receivedAtMs: desk.clock.nowMs - 30_000 });
    await desk.settled();
    expect(await statusesOf(id)).toEqual(['PENDING']);
  });

  it('is rejected with its numbers when it wakes and the margin is gone', async () => {
    const { id } = await limit({ volume: decimalOf(8) });
    await desk.orders.placeMarket({ ...buy, volume: decimalOf(8) }, callBy(ann).call);
    await moveTo(108_980n);
    const { order } = await desk.store.read({ orderId: id });
    expect(order).toMatchObject({ status: 'REJECTED', reject: { code: 'MARGIN_INSUFFICIENT' } });
    const events = await desk.store.eventsAfter(2, 0, 100);
    expect(events.find(({ type }) => type === 'ORDER_REJECTED')?.payload).toMatchObject({
      orderId: id,
      reject: { code: 'MARGIN_INSUFFICIENT', details: { volume: 8, currency: 'USD' } },
    });
  });

  it('goes to its provider when its account is on the A-book', async () => {
    desk.fillsAt(1.0899);
    const { id } = await limit({ accountId: 1 });
    await moveTo(108_990n);
    await expect
      .poll(async () => statusesOf(id))
      .toEqual(['PENDING', 'TRIGGERED', 'ROUTED', 'FILLED']);
    expect(desk.lp.submitted).toMatchObject([{ orderId: id, lps: ['YOFX'] }]);
  });

  it('is refused on the wrong side of the market and rests nowhere', async () => {
    await expect(limit({ price: decimalOf(1.2) })).rejects.toMatchObject({
      code: 'INVALID_PRICE',
      details: { reason: 'WRONG_SIDE' },
    });
    expect((await desk.store.read({ accountId: 2 })).orders).toEqual([]);
  });
});

describe('a stop order', () => {
  it('wakes when the ask rises to it and fills at the market', async () => {
    const stop = { ...buy, triggerPrice: decimalOf(1.1) };
    const { id } = await desk.orders.placeStop(stop, callBy(ann).call);
    await moveTo(110_010n);
    expect(await statusesOf(id)).toEqual(['PENDING', 'TRIGGERED', 'FILLED']);
    const { positions } = await desk.store.read({ accountId: 2 });
    expect(positions).toMatchObject([{ openPrice: 110_018n }]);
  });

  it('with a limit rests again until the market comes back to its limit', async () => {
    const stop = { ...buy, triggerPrice: decimalOf(1.1), limitPrice: decimalOf(1.1) };
    const { id } = await desk.orders.placeStopLimit(stop, callBy(ann).call);
    await moveTo(110_100n);
    expect(await statusesOf(id)).toEqual(['PENDING', 'TRIGGERED', 'PENDING']);
    await moveTo(109_990n);
    expect((await statusesOf(id)).at(-1)).toBe('FILLED');
  });
});

describe('a pending order', () => {
  it('ends at its time, and takes no time in force that contradicts itself', async () => {
    const expiresAt = desk.clock.nowMs + 5_000;
    const { id } = await limit({ tif: 'GTD', expiresAt });
    desk.clock.nowMs += 5_000;
    await expect
      .poll(async () => statusesOf(id), { timeout: 5_000 })
      .toEqual(['PENDING', 'EXPIRED']);
    await expect(limit({ tif: 'GTD' })).rejects.toMatchObject({ code: 'MISSING_PARAMETER' });
    await expect(limit({ tif: 'DAY', expiresAt })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
    await expect(limit({ expiresAt: desk.clock.nowMs - 1 })).rejects.toMatchObject({
      code: 'ORDER_EXPIRED',
    });
  });

  it('is changed at the version that the caller saw, and by nobody else', async () => {
    const { id } = await limit();
    const change = { orderId: id, price: decimalOf(1.08), version: 1 };
    const changed = await desk.orders.modify(change, callBy(ann).call);
    expect(changed).toMatchObject({ limitPrice: decimalOf(1.08), version: 2 });
    await expect(desk.orders.modify(change, callBy(ann).call)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
    const foreign = desk.orders.modify({ orderId: id }, callBy(ben).call);
    await expect(foreign).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
      details: { orderId: id },
    });
  });

  it('is cancelled once; a second time says what it is', async () => {
    const { id } = await limit();
    const cancelled = await desk.orders.cancel({ orderId: id }, callBy(ann).call);
    expect(cancelled).toMatchObject({ status: 'CANCELLED' });
    await expect(desk.orders.cancel({ orderId: id }, callBy(ann).call)).rejects.toMatchObject({
      code: 'ORDER_NOT_PENDING',
      details: { orderId: id, status: 'CANCELLED' },
    });
    await moveTo(108_000n);
    expect((await desk.store.read({ accountId: 2 })).positions).toEqual([]);
  });

  it('is cancelled with all the others of its symbol in one go', async () => {
    const placed = [await limit(), await limit(), await limit()];
    const answer = await desk.orders.cancelAll(
      { accountId: 2, symbol: 'EURUSD' },
      callBy(ann).call,
    );
    expect(answer).toEqual({ cancelled: placed.map(({ id }) => id), failed: [] });
  });
});
