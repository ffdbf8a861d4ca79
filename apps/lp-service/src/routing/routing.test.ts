/** Where orders go, over real sockets: by priority, and to another provider only where the first certainly has nothing. */
import { safe } from '@faultline/client';
import type { NewOrderSingle } from '@faultline/fix';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, ORDER, until } from '../testing/desk.ts';
import { dec } from '../testing/orders.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(env: Record<string, string> = {}): Promise<Desk> {
  const desk = new Desk({ ORDER_TIMEOUT_MS: '200', ...env });
  desks.push(desk);
  await desk.open();
  await desk.connected('OANDA');
  return desk;
}

const BOTH = { lps: ['YOFX', 'OANDA'] };
const kindsOf = (reports: readonly { kind: string }[]) => reports.map(({ kind }) => kind);

/** The first provider answers so; the second fills. */
function refuseAtFirst(desk: Desk, refusal: object): void {
  desk.provider.onOrder = (order) =>
    desk.provider.sessionOf.get(order.clOrdId) === 'YOFX1'
      ? [desk.provider.report(order, { execType: '8', ordStatus: '8', ...refusal })]
      : [desk.provider.fill(order)];
}

describe('an order', () => {
  it('goes at the market, or with its worst price as a limit, and for as long as it says', async () => {
    const desk = await open();
    await desk.submit('ORD-1', { tif: 'FOK' });
    await desk.submit('ORD-2', { type: 'LIMIT', price: 1.0951, tif: 'IOC' });
    await desk.reports(2);
    const [first, second] = desk.provider.orders as (NewOrderSingle & { price?: unknown })[];
    expect(first).toMatchObject({ ordType: '1', timeInForce: '4' });
    expect(first).not.toHaveProperty('price');
    expect(second).toMatchObject({ ordType: '2', price: dec('1.0951'), timeInForce: '3' });
  });

  it.each([
    [{ type: 'LIMIT' as const }, 'a LIMIT order needs a price > 0'],
    [{ type: 'LIMIT' as const, price: -1 }, 'a LIMIT order needs a price > 0'],
    [{ price: 1.1 }, 'a MARKET order has no price'],
  ])('with %o is no order', async (more, reason) => {
    const desk = await open();
    const order = { ...ORDER, orderId: 'ORD-1', expiresAtMs: Date.now() + 5_000, ...more };
    expect(await safe(desk.lp.execution.submit.mutate(order))).toMatchObject({
      error: { code: 'INVALID_REQUEST', details: { reason } },
    });
  });

  it('goes to the first provider that can take it now', async () => {
    const desk = await open();
    await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    expect(await desk.submit('ORD-1', BOTH)).toMatchObject({ lp: 'OANDA', leg: 1 });
    expect(kindsOf(await desk.reports(1))).toEqual(['FILL']);
  });

  it('is refused with everybody that was looked at when nobody can take it', async () => {
    const desk = await open();
    await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    await desk.lp.fix.disconnect.mutate({ sessionId: 'OANDA1' });
    const order = { ...ORDER, ...BOTH, orderId: 'ORD-1', expiresAtMs: Date.now() + 5_000 };
    expect(await safe(desk.lp.execution.submit.mutate(order))).toMatchObject({
      error: {
        code: 'LP_NOT_CONNECTED',
        outcome: 'NOT_APPLIED',
        details: { lp: 'YOFX', tried: ['YOFX', 'OANDA'] },
      },
    });
  });
});

describe('an order that the first provider refuses', () => {
  it.each([
    ['for its own account', { ordRejReason: 15 }],
    ['because it does not support it', { ordRejReason: 11 }],
    ['because it does not know the symbol', { ordRejReason: 1 }],
    ['for want of liquidity', { ordRejReason: 99, text: 'no liquidity' }],
  ])('%s goes to the next, under a name of its own', async (_why, refusal) => {
    const desk = await open();
    refuseAtFirst(desk, refusal);
    await desk.submit('ORD-1', BOTH);
    const reports = await desk.reports(2);
    expect(reports).toMatchObject([
      { kind: 'REROUTED', lp: 'OANDA', seq: 1 },
      { kind: 'FILL', lp: 'OANDA', seq: 2 },
    ]);
    expect(desk.provider.orders.map(({ clOrdId }) => clOrdId)).toEqual(['ORD-1-1', 'ORD-1-2']);
    expect(await desk.lp.execution.status.query({ orderId: 'ORD-1' })).toMatchObject({
      lp: 'OANDA',
      leg: 2,
      state: 'FILLED',
    });
  });

  it.each([
    ['because the price has moved', { ordRejReason: 8 }, 'PRICE_CHANGED'],
    ['because the market is closed', { ordRejReason: 2 }, 'MARKET_CLOSED'],
    ['because it is too late', { ordRejReason: 4 }, 'ORDER_REJECTED'],
    ['for a reason that nobody understands', { ordRejReason: 99, text: 'nope' }, 'ORDER_REJECTED'],
  ])('%s is rejected', async (_why, refusal, code) => {
    const desk = await open();
    refuseAtFirst(desk, refusal);
    await desk.submit('ORD-1', BOTH);
    expect(await desk.reports(1)).toMatchObject([{ kind: 'REJECT', lp: 'YOFX', reject: { code } }]);
    expect(desk.provider.orders).toHaveLength(1);
  });

  it('is rejected in the words of the last when all refuse', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => [
      desk.provider.report(order, { execType: '8', ordStatus: '8', ordRejReason: 15 } as object),
    ];
    await desk.submit('ORD-1', BOTH);
    expect(await desk.reports(2)).toMatchObject([
      { kind: 'REROUTED', lp: 'OANDA' },
      { kind: 'REJECT', lp: 'OANDA', reject: { details: { reason: 'LP_ACCOUNT', lp: 'OANDA' } } },
    ]);
  });

  it('is rejected when the next is away', async () => {
    const desk = await open();
    refuseAtFirst(desk, { ordRejReason: 15 });
    await desk.lp.fix.disconnect.mutate({ sessionId: 'OANDA1' });
    await desk.submit('ORD-1', BOTH);
    expect(await desk.reports(1)).toMatchObject([
      { kind: 'REJECT', lp: 'YOFX', reject: { code: 'ORDER_REJECTED' } },
    ]);
  });

  it('and fills after all is told apart from what the next one fills', async () => {
    const desk = await open();
    refuseAtFirst(desk, { ordRejReason: 15 });
    await desk.submit('ORD-1', BOTH);
    await desk.reports(2);
    const [first] = desk.provider.orders;
    if (first === undefined) throw new Error('no order');
    await desk.provider.post('YOFX1', desk.provider.fill(first));
    expect((await desk.reports(3)).at(-1)).toMatchObject({
      kind: 'OVERFILL',
      lp: 'YOFX',
      qty: 1_000,
    });
  });
});

describe('an order without an answer', () => {
  it('is never sent to another provider', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1', BOTH);
    expect(kindsOf(await desk.reports(1))).toEqual(['IN_DOUBT']);
    desk.provider.drop('YOFX1');
    await until('a question', () => desk.provider.statusRequests.length > 0);
    expect(desk.provider.orders).toHaveLength(1);
  });
});

describe('the breaker of a provider', () => {
  it('opens after five silences, says so at once, and lets one order try after a while', async () => {
    const desk = await open({ BREAKER_OPEN_MS: '1000' });
    desk.provider.onOrder = () => [];
    for (const number of [1, 2, 3, 4, 5]) await desk.submit(`ORD-${number}`);
    await desk.reports(5);
    const statusOf = async () => (await desk.lp.lp.status.query({})).lps[0];
    expect(await statusOf()).toMatchObject({ id: 'YOFX', connected: true, breaker: 'OPEN' });
    const order = { ...ORDER, orderId: 'ORD-6', expiresAtMs: Date.now() + 5_000 };
    expect(await safe(desk.lp.execution.submit.mutate(order))).toMatchObject({
      error: { code: 'LP_NOT_CONNECTED', details: { lp: 'YOFX', breaker: 'OPEN' } },
    });
    expect(desk.provider.orders).toHaveLength(5);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    desk.provider.onOrder = (one) => [desk.provider.fill(one)];
    expect(await desk.submit('ORD-7')).toMatchObject({ lp: 'YOFX' });
    await until('closed again', async () => (await statusOf())?.breaker === 'CLOSED');
  });

  it('sends orders to the next provider while it is open', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    for (const number of [1, 2, 3, 4, 5]) await desk.submit(`ORD-${number}`);
    await desk.reports(5);
    expect(await desk.submit('ORD-6', BOTH)).toMatchObject({ lp: 'OANDA', leg: 1 });
  });

  it('does not count refusals, and they are in the provider’s health', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => [
      desk.provider.report(order, { execType: '8', ordStatus: '8', ordRejReason: 0 } as object),
    ];
    for (const number of [1, 2, 3, 4, 5, 6]) await desk.submit(`ORD-${number}`);
    await desk.reports(6);
    desk.provider.onOrder = (one) => [desk.provider.fill(one)];
    for (const number of [7, 8]) await desk.submit(`ORD-${number}`);
    await desk.reports(8);
    const [yofx] = (await desk.lp.lp.status.query({})).lps;
    expect(yofx).toMatchObject({
      breaker: 'CLOSED',
      health: { fillRate: 0.25, rejectRate: 0.75, latencyP50Ms: expect.any(Number) },
    });
  });
});
