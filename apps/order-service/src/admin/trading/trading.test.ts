/** What the house may do with its clients' orders and positions, and what it must prove. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../../testing/broker-desk.ts';
import { ann, ben } from '../../testing/desk.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.closeSoundly());

const buy = { symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
const evidence = 'Mail of the provider, ticket 4711';

/** ORD-1 went out and no answer came. */
const doubt = async () => {
  const placed = desk.orders.placeMarket(
    { ...buy, accountId: 1, idempotencyKey: 'key-doubt-1' },
    by(ann),
  );
  await expect(placed).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
  await desk.report({ orderId: 'ORD-1', kind: 'IN_DOUBT' });
};
const again = async () =>
  desk.orders.placeMarket({ ...buy, accountId: 1, idempotencyKey: 'key-doubt-1' }, by(ann));

describe('an order in doubt', () => {
  const filled = {
    orderId: 'ORD-1',
    as: 'FILLED',
    price: decimalOf(1.0951),
    volume: decimalOf(0.1),
    execId: 'E-77',
    evidence,
  } as const;

  it('is booked as filled on evidence, and its caller’s key tells so', async () => {
    await doubt();
    expect(await desk.admin.orders.resolve(filled, by(adm))).toMatchObject({ status: 'FILLED' });
    const { positions } = await desk.store.read({ accountId: 1 });
    expect(positions).toMatchObject([{ openPrice: 109_510n, volume: 1_000n }]);
    expect(await again()).toMatchObject({ order: { id: 'ORD-1', status: 'FILLED' } });
    expect(await desk.lastAudit()).toMatchObject({
      action: 'admin.orders.resolve',
      target: 'order:ORD-1',
      before: { status: 'IN_DOUBT' },
      after: { status: 'FILLED' },
      reason: evidence,
    });
  });

  it('is not booked again when the provider’s own report comes after all', async () => {
    await doubt();
    await desk.admin.orders.resolve(filled, by(adm));
    const qty = decimalOf(10_000);
    const fill = { orderId: 'ORD-1', kind: 'FILL', execId: 'E-77', qty } as const;
    await desk.report({ ...fill, price: decimalOf(1.0951) });
    expect((await desk.store.read({ accountId: 1 })).positions).toHaveLength(1);
    expect((await desk.store.read({ orderId: 'ORD-1' })).order?.filledVolume).toBe(1_000n);
  });

  it('filled in part keeps that part and nothing else', async () => {
    await doubt();
    const part = { ...filled, volume: decimalOf(0.04) };
    expect(await desk.admin.orders.resolve(part, by(adm))).toMatchObject({
      status: 'CANCELLED',
      filledVolume: decimalOf(0.04),
    });
    const { orders, positions } = await desk.store.read({ accountId: 1 });
    expect([orders.length, positions.map(({ volume }) => volume)]).toEqual([0, [400n]]);
    expect(await desk.store.statesOf('ORD-1')).toMatchObject([
      { status: 'ROUTED' },
      { status: 'IN_DOUBT' },
      { status: 'PARTIALLY_FILLED' },
      { status: 'CANCELLED' },
    ]);
  });

  it('that was never executed frees its margin', async () => {
    await doubt();
    const wish = { orderId: 'ORD-1', as: 'NOT_APPLIED', evidence } as const;
    expect(await desk.admin.orders.resolve(wish, by(adm))).toMatchObject({ status: 'REJECTED' });
    expect((await desk.store.read({ accountId: 1 })).orders).toEqual([]);
    await expect(again()).rejects.toMatchObject({
      code: 'ORDER_REJECTED',
      details: { lpText: 'Found not to have been executed' },
    });
  });

  it('wakes whoever still waits for it', async () => {
    const placed = desk.orders.placeMarket({ ...buy, accountId: 1 }, by(ann));
    await desk.report({ orderId: 'ORD-1', kind: 'IN_DOUBT' });
    await expect(placed).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
    const waiting = desk.commands.waiters.wait('ORD-1', {
      timeoutMs: 5_000,
      signal: new AbortController().signal,
    });
    await desk.admin.orders.resolve(filled, by(adm));
    expect(await waiting).toMatchObject({ orderId: 'ORD-1', refusal: null });
  });

  it.each([
    ['half an execution', { price: undefined, execId: undefined }, 'MISSING_PARAMETER'],
    ['more than its volume', { volume: decimalOf(0.2) }, 'INVALID_REQUEST'],
    ['a price below zero', { price: decimalOf(-1) }, 'INVALID_REQUEST'],
    ['another order’s name', { orderId: 'ORD-9' }, 'ORDER_NOT_FOUND'],
  ])('is not resolved by %s', async (_what, wrong, code) => {
    await doubt();
    await expect(desk.admin.orders.resolve({ ...filled, ...wrong }, by(adm))).rejects.toMatchObject(
      { code },
    );
    expect((await desk.store.read({ orderId: 'ORD-1' })).order?.status).toBe('IN_DOUBT');
  });

  it('is the only kind that is resolved', async () => {
    desk.fillsAt(1.095);
    await desk.orders.placeMarket({ ...buy, accountId: 1 }, by(ann));
    await expect(desk.admin.orders.resolve(filled, by(adm))).rejects.toMatchObject({
      code: 'ORDER_NOT_PENDING',
      details: { orderId: 'ORD-1', status: 'FILLED' },
    });
  });
});

describe('a waiting order', () => {
  it('is cancelled by the house, once', async () => {
    const { id: orderId } = await desk.waitingOrder();
    const wish = { orderId, reason: 'Asked for by telephone' };
    expect(await desk.admin.orders.cancel(wish, by(adm))).toMatchObject({ status: 'CANCELLED' });
    expect(await desk.lastAudit()).toMatchObject({ reason: 'Asked for by telephone' });
    await expect(desk.admin.orders.cancel(wish, by(adm))).rejects.toMatchObject({
      code: 'ORDER_NOT_PENDING',
      details: { orderId, status: 'CANCELLED' },
    });
    await expect(
      desk.admin.orders.cancel({ orderId: 'ORD-9', reason: 'x' }, by(adm)),
    ).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND', details: { orderId: 'ORD-9' } });
  });
});

describe('a client’s position', () => {
  it('is closed by the house, and the log says by whom and why', async () => {
    await desk.orders.placeMarket({ ...buy, accountId: 2 }, by(ann));
    const wish = { positionId: 1, reason: 'Wrong price' };
    expect(await desk.admin.positions.close(wish, by(adm))).toMatchObject({
      position: { status: 'CLOSED' },
    });
    expect(await desk.lastAudit()).toMatchObject({
      actorId: 'user_admin',
      action: 'admin.positions.close',
      target: 'position:1',
      reason: 'Wrong price',
    });
    await expect(
      desk.admin.positions.close({ positionId: 9, reason: 'x' }, by(adm)),
    ).rejects.toMatchObject({ code: 'POSITION_NOT_FOUND' });
  });

  it('at a provider leaves the log before it leaves the house', async () => {
    desk.fillsAt(1.095);
    await desk.orders.placeMarket({ ...buy, accountId: 1 }, by(ann));
    desk.lp.behaviour = () => ({ kind: 'taken' });
    const closing = desk.admin.positions.close({ positionId: 1, reason: 'Risk' }, by(adm));
    await expect(closing).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
    expect(await desk.lastAudit()).toMatchObject({ target: 'position:1', reason: 'Risk' });
  });
});

describe('a client’s stop loss', () => {
  it('is moved by the house, also while the account is disabled', async () => {
    await desk.orders.placeMarket({ ...buy, accountId: 2 }, by(ann));
    const off = { accountId: 2, state: 'DISABLED', reason: 'Papers expired' } as const;
    await desk.admin.accounts.setState(off, by(adm));
    const sl = decimalOf(1.08);
    await expect(desk.positions.modify({ positionId: 1, sl }, by(ann))).rejects.toMatchObject({
      code: 'ACCOUNT_DISABLED',
    });
    const wish = { positionId: 1, sl, reason: 'Asked for by telephone' };
    expect(await desk.admin.positions.modify(wish, by(adm))).toMatchObject({ sl });
    expect(await desk.lastAudit()).toMatchObject({
      target: 'position:1',
      before: { sl: null },
      after: { sl: '108000' },
    });
    const unknown = desk.admin.positions.modify({ positionId: 9, reason: 'x' }, by(adm));
    await expect(unknown).rejects.toMatchObject({ code: 'POSITION_NOT_FOUND' });
  });
});

describe('the lists', () => {
  it('of all accounts show what is not done and what is open', async () => {
    await desk.orders.placeMarket({ ...buy, accountId: 2 }, by(ann));
    desk.fillsAt(1.095);
    await desk.orders.placeMarket({ ...buy, accountId: 3 }, by(ben));
    await desk.waitingOrder();
    const { orders, positions } = desk.admin;
    expect((await orders.list({}, by(sue))).items).toMatchObject([{ id: 'ORD-3' }]);
    const his = await orders.list({ accountId: 3 }, by(sue));
    expect(his.items).toMatchObject([{ id: 'ORD-2', status: 'FILLED' }]);
    expect((await orders.list({ status: ['IN_DOUBT'] }, by(sue))).items).toEqual([]);
    const open = await positions.list({ limit: 1 }, by(sue));
    expect(open.items).toMatchObject([{ id: 2, accountId: 3 }]);
    const next = await positions.list({ limit: 1, cursor: open.nextCursor ?? '' }, by(sue));
    expect(next).toMatchObject({ items: [{ id: 1, accountId: 2 }], nextCursor: null });
    for (const list of [orders.list, positions.list]) {
      await expect(list({ accountId: 77 }, by(sue))).rejects.toMatchObject({
        code: 'ACCOUNT_NOT_FOUND',
      });
    }
  });
});
