/** Cancels of orders that a provider has: asked for there, answered by its word, overtaken by its fills. */
import { decimalOf, refuse } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { ann, callBy, openDesk } from '../testing/desk.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.orders
    .placeMarket({ accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) }, by())
    .catch(() => undefined);
});
afterEach(async () => desk.close());

const by = () => callBy(ann).call;
const cancel = async (idempotencyKey?: string) =>
  desk.orders.cancel({ orderId: 'ORD-1', ...(idempotencyKey && { idempotencyKey }) }, by());
const asked = async () => until(() => desk.lp.cancelled.length > 0);
const fill = (units: number) =>
  ({
    orderId: 'ORD-1',
    kind: 'FILL',
    execId: `E-${units}`,
    qty: decimalOf(units),
    price: decimalOf(1.095),
  }) as const;
const reasonOf = (told: PromiseSettledResult<unknown>): unknown =>
  told.status === 'rejected' ? told.reason : null;
const stored = async () => (await desk.store.read({ orderId: 'ORD-1' })).order;

describe('a cancel of an order at a provider', () => {
  it('is on disk before it leaves, and is answered by the provider’s word', async () => {
    const cancelling = cancel('key-cancel-1');
    await asked();
    expect(await stored()).toMatchObject({ status: 'CANCEL_REQUESTED', reservedMargin: 10_985n });
    await desk.report({ orderId: 'ORD-1', kind: 'CANCEL' });
    expect(await cancelling).toMatchObject({ id: 'ORD-1', status: 'CANCELLED' });
    expect(await stored()).toMatchObject({ status: 'CANCELLED', reservedMargin: 0n });
    expect(await desk.store.outbox()).toEqual([]);
    // The same key means the same cancel, whatever is true by now.
    expect(await cancel('key-cancel-1')).toMatchObject({ id: 'ORD-1', status: 'CANCELLED' });
    await expect(cancel()).rejects.toMatchObject({ code: 'ORDER_NOT_PENDING' });
  });

  it('keeps what was filled before it', async () => {
    await desk.report(fill(4_000));
    const cancelling = cancel();
    await asked();
    await desk.report({ orderId: 'ORD-1', kind: 'CANCEL' });
    expect(await cancelling).toMatchObject({
      status: 'CANCELLED',
      filledVolume: decimalOf(0.04),
    });
    expect((await desk.store.read({ accountId: 1 })).positions).toMatchObject([{ volume: 400n }]);
  });

  it('that a fill overtakes says what was filled', async () => {
    const cancelling = cancel('key-cancel-1');
    await asked();
    const [told] = await Promise.allSettled([cancelling, desk.report(fill(10_000))]);
    expect(reasonOf(told)).toMatchObject({
      code: 'ORDER_NOT_PENDING',
      outcome: 'NOT_APPLIED',
      details: { orderId: 'ORD-1', status: 'FILLED', filledVolume: 0.1, positionId: 1 },
    });
    await expect(cancel('key-cancel-1')).rejects.toMatchObject({ code: 'ORDER_NOT_PENDING' });
  });

  it.each([
    [refuse('ORDER_NOT_PENDING', { orderId: 'ORD-1', status: 'NEW' }), 'ORDER_NOT_PENDING'],
    [refuse('ORDER_NOT_FOUND', { orderId: 'ORD-1' }), 'ORDER_NOT_FOUND'],
    [
      refuse('ORDER_REJECTED', { orderId: 'ORD-1', lp: 'YOFX', reason: 'BROKER_OPTION' }),
      'ORDER_REJECTED',
    ],
    [{ code: 'LP_TEAPOT', details: {} }, 'ORDER_REJECTED'],
  ])('that the provider refuses by %o leaves the order working', async (reject, code) => {
    const cancelling = cancel();
    await asked();
    const report = desk.report({ orderId: 'ORD-1', kind: 'REQUEST_REJECTED', reject });
    const [told] = await Promise.allSettled([cancelling, report]);
    expect(reasonOf(told)).toMatchObject({ code, outcome: 'NOT_APPLIED' });
    expect(await stored()).toMatchObject({ status: 'ROUTED' });
    const again = cancel();
    await until(() => desk.lp.cancelled.length === 2);
    await desk.report({ orderId: 'ORD-1', kind: 'CANCEL' });
    expect(await again).toMatchObject({ status: 'CANCELLED' });
  });

  it('of an order in doubt waits with it: LP_TIMEOUT now, and the same key tells the end', async () => {
    await desk.report({ orderId: 'ORD-1', kind: 'IN_DOUBT' });
    await expect(cancel('key-cancel-1')).rejects.toMatchObject({
      code: 'LP_TIMEOUT',
      outcome: 'UNKNOWN',
      details: { orderId: 'ORD-1' },
    });
    expect(await stored()).toMatchObject({ status: 'IN_DOUBT', reservedMargin: 10_985n });
    expect(desk.lp.cancelled).toEqual(['ORD-1']);
    await desk.report({ orderId: 'ORD-1', kind: 'RESTORED' });
    await desk.report({ orderId: 'ORD-1', kind: 'CANCEL' });
    expect(await cancel('key-cancel-1')).toMatchObject({ status: 'CANCELLED' });
  });

  it('may come to be in doubt itself', async () => {
    await expect(cancel()).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
    await desk.report({ orderId: 'ORD-1', kind: 'IN_DOUBT' });
    await desk.report(fill(10_000));
    expect(await stored()).toMatchObject({ status: 'FILLED' });
  });

  it('is asked for again until somebody has it, and no more once the order has ended', async () => {
    desk.lp.onCancel = () => 'unknown';
    await expect(cancel()).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
    expect(desk.lp.cancelled.length).toBeGreaterThan(1);
    expect(await desk.store.outbox()).toMatchObject([{ id: 'ORD-1/cancel', kind: 'CANCEL' }]);
    await desk.report(fill(10_000));
    await until(async () => (await desk.store.outbox()).length === 0);
  });

  it('is taken up after a restart', async () => {
    desk.lp.onCancel = () => 'unreachable';
    await expect(cancel()).rejects.toMatchObject({ code: 'LP_TIMEOUT' });
    const left = await desk.store.outbox();
    expect(left).toHaveLength(1);
    const again = await openDesk(desk.database);
    await until(() => again.lp.cancelled.length === 1);
    await again.close();
  });
});

describe('a cancel of everything', () => {
  it('takes back what rests at once, and asks for limits that a provider has', async () => {
    const limit = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
    const resting = await desk.orders.placeLimit({ ...limit, price: decimalOf(1.08) }, by());
    const woken = await desk.orders.placeLimit({ ...limit, price: decimalOf(1.09) }, by());
    desk.quote({ bid: 108_990n, ask: 108_998n });
    await desk.settled();
    const all = desk.orders.cancelAll({ accountId: 1, idempotencyKey: 'key-all-1' }, by());
    await asked();
    expect(desk.lp.cancelled).toEqual([woken.id]);
    const reject = refuse('ORDER_NOT_PENDING', { orderId: woken.id, status: 'NEW' });
    await desk.report({ orderId: woken.id, kind: 'REQUEST_REJECTED', reject });
    const answer = {
      cancelled: [resting.id],
      failed: [{ orderId: woken.id, code: 'ORDER_NOT_PENDING', details: reject.details }],
    };
    expect(await all).toEqual(answer);
    const again = desk.orders.cancelAll({ accountId: 1, idempotencyKey: 'key-all-1' }, by());
    expect(await again).toEqual(answer);
  });
});

describe('what was decided with an order', () => {
  it('is what the provider is told: the worst price from what the caller saw, and its providers', async () => {
    await desk.orders
      .placeMarket(
        {
          accountId: 1,
          symbol: 'EURUSD',
          side: 'BUY',
          volume: decimalOf(0.1),
          expectedPrice: decimalOf(1.0951),
          maxDeviation: 5,
        },
        by(),
      )
      .catch(() => undefined);
    expect(desk.lp.submitted.at(-1)).toMatchObject({
      type: 'LIMIT',
      price: { unscaled: 109_515n, scale: 5 },
      lps: ['YOFX'],
    });
  });
});
