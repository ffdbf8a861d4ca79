/** What a caller who places or closes an order is told, and what then is true. */
import { decimalOf, refuse } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ann, ben, callBy, openDesk } from '../testing/desk.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => desk.close());

const buy = { symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
const A_BOOK = { ...buy, accountId: 1 };
const B_BOOK = { ...buy, accountId: 2 };

const place = async (order: Parameters<Desk['orders']['placeMarket']>[0], caller = ann) => {
  const { call, meta } = callBy(caller);
  const answer = await desk.orders.placeMarket(order, call);
  return { ...answer, meta: meta() };
};

describe('an order in our own book', () => {
  it('is filled at the ask in the commit that takes it, and its commission is booked', async () => {
    const { order, position, deal } = await place(B_BOOK);
    expect(order).toMatchObject({ status: 'FILLED', book: 'B', id: 'ORD-1' });
    expect(position).toMatchObject({ id: 1, entryPrice: { unscaled: 109_504n, scale: 5 } });
    expect(deal).toMatchObject({ commission: { unscaled: 35n, scale: 2 } });
    const { account, positions } = await desk.store.read({ accountId: 2 });
    expect(account?.balance).toBe(1_000_000n - 35n);
    expect(positions).toHaveLength(1);
    expect(desk.lp.submitted).toEqual([]);
  });

  it('realises its profit when it is closed, and cannot be closed twice', async () => {
    await place(B_BOOK);
    desk.quote({ bid: 109_754n, ask: 109_762n });
    const closed = await desk.positions.close({ positionId: 1 }, callBy(ann).call);
    expect(closed.position).toMatchObject({ status: 'CLOSED', realizedPL: decimalOf(25) });
    const { account } = await desk.store.read({ accountId: 2 });
    expect(account?.balance).toBe(1_000_000n + 2_500n - 70n);
    await expect(desk.positions.close({ positionId: 1 }, callBy(ann).call)).rejects.toMatchObject({
      code: 'POSITION_ALREADY_CLOSED',
      details: { positionId: 1 },
    });
  });

  it('closes in parts', async () => {
    await place(B_BOOK);
    const part = await desk.positions.close(
      { positionId: 1, volume: decimalOf(0.04) },
      callBy(ann).call,
    );
    expect(part.position).toMatchObject({ status: 'OPEN', volume: decimalOf(0.06) });
  });
});

describe('an order for a provider', () => {
  it('is on disk before it is sent, in units of the base currency', async () => {
    desk.fillsAt(1.09505);
    const { order, position } = await place(A_BOOK);
    expect(desk.lp.submitted).toMatchObject([
      { orderId: 'ORD-1', lps: ['YOFX'], qty: { unscaled: 100_000_000n, scale: 4 } },
    ]);
    expect(order).toMatchObject({ status: 'FILLED', lp: 'YOFX' });
    expect(position).toMatchObject({ entryPrice: { unscaled: 109_505n, scale: 5 } });
    expect(await desk.store.outbox()).toEqual([]);
  });

  it('ends with the provider’s reason, and its margin is free again', async () => {
    desk.lp.behaviour = ({ orderId }) => {
      const reject = refuse('ORDER_REJECTED', { orderId, lp: 'YOFX', reason: 'LP_LIMIT' });
      setImmediate(() => void desk.report({ orderId, kind: 'REJECT', reject }));
      return { kind: 'taken' };
    };
    await expect(place(A_BOOK)).rejects.toMatchObject({
      code: 'ORDER_REJECTED',
      outcome: 'NOT_APPLIED',
      details: { reason: 'LP_LIMIT' },
    });
    expect((await desk.store.read({ accountId: 1 })).orders).toEqual([]);
  });

  it('ends without a trace at the provider when the LP service refuses to send it', async () => {
    desk.lp.behaviour = () => ({
      kind: 'refused',
      refusal: refuse('LP_NOT_CONNECTED', { lp: 'YOFX', lastConnected: null }),
    });
    await expect(place(A_BOOK)).rejects.toMatchObject({ code: 'LP_NOT_CONNECTED' });
    const { order } = await desk.store.read({ orderId: 'ORD-1' });
    expect(order).toMatchObject({ status: 'REJECTED', reservedMargin: 0n });
    expect(await desk.store.outbox()).toEqual([]);
  });

  it.each([
    [refuse('LP_NOT_FOUND', { lp: 'YOFX' }), 'LP_NOT_CONNECTED'],
    [refuse('ORDER_EXPIRED', { expiresAt: '2026-01-19T12:00:00Z' }), 'LP_NOT_CONNECTED'],
    [refuse('INVALID_SYMBOL', { symbol: 'EURUSD', availableSymbols: [] }), 'ORDER_REJECTED'],
  ])('ends by a refusal that is no word of a provider’s: %o', async (refusal, code) => {
    desk.lp.behaviour = () => ({ kind: 'refused', refusal });
    await expect(place(A_BOOK)).rejects.toMatchObject({ code, outcome: 'NOT_APPLIED' });
    const { order } = await desk.store.read({ orderId: 'ORD-1' });
    expect(order).toMatchObject({ status: 'REJECTED', reservedMargin: 0n });
    expect(await desk.store.outbox()).toEqual([]);
  });

  it('leaves the key free when nobody could be reached, so that the same command can be tried again', async () => {
    const key = { idempotencyKey: 'key-0000009' };
    const refusal = refuse('LP_NOT_CONNECTED', { lp: 'YOFX', lastConnected: null });
    desk.lp.behaviour = () => ({ kind: 'refused', refusal });
    await expect(place({ ...A_BOOK, ...key })).rejects.toMatchObject({ code: 'LP_NOT_CONNECTED' });
    desk.fillsAt(1.09505);
    const { order, meta } = await place({ ...A_BOOK, ...key });
    expect(order).toMatchObject({ id: 'ORD-2', status: 'FILLED' });
    expect(meta.replayed).toBeUndefined();
  });

  it('is in doubt when no answer comes, keeps its margin, and a late fill is honoured', async () => {
    await expect(place(A_BOOK)).rejects.toMatchObject({
      code: 'LP_TIMEOUT',
      outcome: 'UNKNOWN',
      details: { orderId: 'ORD-1', lp: 'YOFX', symbol: 'EURUSD', outcome: 'UNKNOWN' },
    });
    await desk.report({ orderId: 'ORD-1', kind: 'IN_DOUBT' });
    const { orders } = await desk.store.read({ accountId: 1 });
    expect(orders).toMatchObject([{ status: 'IN_DOUBT', reservedMargin: 10_985n }]);
    const qty = decimalOf(10_000);
    const price = decimalOf(1.0951);
    await desk.report({ orderId: 'ORD-1', kind: 'FILL', execId: 'E1', qty, price });
    const after = await desk.store.read({ accountId: 1 });
    expect(after.orders).toEqual([]);
    expect(after.positions).toMatchObject([{ openPrice: 109_510n, volume: 1_000n }]);
  });

  it('is tried again while nobody can say whether the LP service has it', async () => {
    let calls = 0;
    desk.lp.behaviour = () => ({ kind: (calls += 1) === 1 ? 'unreachable' : 'taken' });
    await expect(place(A_BOOK)).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
    expect(desk.lp.submitted.map(({ orderId }) => orderId)).toEqual(['ORD-1', 'ORD-1']);
    expect(await desk.store.outbox()).toEqual([]);
  });

  it('locks the position that it closes until it is done', async () => {
    desk.fillsAt(1.09504);
    await place(A_BOOK);
    desk.lp.behaviour = () => ({ kind: 'taken' });
    const { call } = callBy(ann);
    const first = desk.positions.close({ positionId: 1 }, call);
    await expect(desk.positions.close({ positionId: 1 }, call)).rejects.toMatchObject({
      code: 'POSITION_LOCKED',
      details: { positionId: 1, lockOrderId: 'ORD-2' },
    });
    const reject = refuse('PRICE_CHANGED', { symbol: 'EURUSD' });
    await desk.report({ orderId: 'ORD-2', kind: 'REJECT', reject });
    await expect(first).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
      details: { symbol: 'EURUSD', requestedPrice: 1.09496, digits: 5 },
    });
    const { position } = await desk.store.read({ positionId: 1 });
    expect(position).toMatchObject({ status: 'OPEN', lockOrderId: null });
  });
});

describe('an idempotency key', () => {
  const key = { idempotencyKey: 'key-0000001' };

  it('brings back the first answer, to the letter, and makes no second order', async () => {
    desk.fillsAt(1.09505);
    const first = await place({ ...A_BOOK, ...key });
    desk.quote({ bid: 1n, ask: 2n });
    const again = await place({ ...A_BOOK, volume: decimalOf(0.1), ...key });
    expect(again).toEqual({ ...first, meta: { ...key, replayed: true } });
    expect(desk.lp.submitted).toHaveLength(1);
  });

  it('brings back a refusal too: a new decision needs a new key', async () => {
    const tooMuch = { ...B_BOOK, volume: decimalOf(50), ...key };
    await expect(place(tooMuch)).rejects.toMatchObject({ code: 'MARGIN_INSUFFICIENT' });
    const { account } = await desk.store.read({ accountId: 2 });
    const rich = { ...account!, balance: 10_000_000_000n };
    const changes = { atMs: 0, accounts: [rich] };
    await desk.store.commit({}, () => ({ answer: null, changes }));
    await expect(place(tooMuch)).rejects.toMatchObject({ code: 'MARGIN_INSUFFICIENT' });
  });

  it('is refused for another command', async () => {
    await place({ ...B_BOOK, ...key });
    await expect(place({ ...B_BOOK, side: 'SELL', ...key })).rejects.toMatchObject({
      code: 'DUPLICATE_REQUEST',
      details: { reason: 'KEY_REUSED', orderId: 'ORD-1' },
    });
  });

  it('joins an order that is still in doubt, and learns its end', async () => {
    await expect(place({ ...A_BOOK, ...key })).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
    const joined = place({ ...A_BOOK, ...key });
    const qty = decimalOf(10_000);
    const fill = { kind: 'FILL', execId: 'E1', qty, price: decimalOf(1.095) } as const;
    await desk.report({ orderId: 'ORD-1', ...fill });
    expect(await joined).toMatchObject({ order: { id: 'ORD-1', status: 'FILLED' } });
    expect(desk.lp.submitted).toHaveLength(1);
  });

  it('of another user is another key', async () => {
    await place({ ...B_BOOK, ...key });
    desk.fillsAt(1.09505);
    const { order } = await place({ ...buy, accountId: 3, ...key }, ben);
    expect(order.id).toBe('ORD-2');
  });

  it('is made for a caller who sends none, and named in the answer', async () => {
    const { meta } = await place(B_BOOK);
    expect(meta.idempotencyKey).toMatch(/^key_[0-9A-Z]{26}$/);
  });
});

describe('an order’s own name', () => {
  it('is unique in its account for ever', async () => {
    await place({ ...B_BOOK, clientOrderId: 'mine-1' });
    await expect(place({ ...B_BOOK, clientOrderId: 'mine-1' })).rejects.toMatchObject({
      code: 'DUPLICATE_REQUEST',
      details: { reason: 'CLIENT_ORDER_ID', orderId: 'ORD-1' },
    });
  });
});

describe('who may', () => {
  it('not trade on somebody else’s account, which looks like none at all', async () => {
    const foreign = place({ ...buy, accountId: 3 });
    await expect(foreign).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      details: { accountId: 3 },
    });
    await expect(place({ ...buy, accountId: 999 })).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      details: { accountId: 999 },
    });
  });

  it('not close somebody else’s position, which looks like none at all', async () => {
    await place(B_BOOK);
    const { call } = callBy(ben);
    await expect(desk.positions.close({ positionId: 1 }, call)).rejects.toMatchObject({
      code: 'POSITION_NOT_FOUND',
    });
  });
});

describe('many orders at once', () => {
  it('are accepted exactly as far as the margin reaches', async () => {
    // 1 lot ties up 1,095.00 and 3.50 of commission; the spread costs 8.00 of equity: nine fit into 10,000.00.
    const orders = Array.from({ length: 50 }, () => place({ ...B_BOOK, volume: decimalOf(1) }));
    const ended = await Promise.allSettled(orders);
    const accepted = ended.filter(({ status }) => status === 'fulfilled');
    const refused = ended.filter(
      (end) => end.status === 'rejected' && end.reason.code === 'MARGIN_INSUFFICIENT',
    );
    expect([accepted.length, refused.length]).toEqual([9, 41]);
    expect((await desk.store.read({ accountId: 2 })).positions).toHaveLength(9);
  });
});
