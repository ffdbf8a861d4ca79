/** Orders taken back at a provider through the real processes: in time, too late, refused, in doubt, and over a restart. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BookOrder, bookOf, http, signIn, simulate, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const ORDER_TIMEOUT_MS = 600;

let system: System;
let token = '';
beforeAll(async () => {
  const env = { ORDER_TIMEOUT_MS: String(ORDER_TIMEOUT_MS), RECONNECT_INITIAL_MS: '100' };
  system = await startSystem(env);
  token = await signIn(system);
});
afterEach(async () => simulate(system, '/reset', {}));
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

const ORDER = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
const summary = async () => (await http(`${system.url}/api/account/summary`, { token })).body;
const stateOf = async (orderId: string) => http(`${system.url}/api/orders/${orderId}`, { token });
const is = (status: string) => (answer: { text: string }) =>
  answer.text.includes(`"status":"${status}"`);
const cancel = async (orderId: string, key = `cancel-${orderId}`) =>
  http(`${system.url}/api/orders/cancel`, {
    token,
    body: { orderId },
    headers: { 'idempotency-key': key },
  });
/** An order that its provider has and does not fill; its caller has been told LP_TIMEOUT. */
async function working(mode: object): Promise<string> {
  await simulate(system, '/behaviour', { lp: 'YOFX', count: 1, ...mode });
  const placed = await http(`${system.url}/api/orders/market`, { token, body: ORDER });
  expect(placed.body['code']).toBe('LP_TIMEOUT');
  return (placed.body['details'] as { orderId: string }).orderId;
}
const atProvider = async (orderId: string): Promise<BookOrder[]> =>
  (await bookOf(system)).filter(({ clOrdId }) => clOrdId.startsWith(`${orderId}-`));

describe('a cancel', () => {
  it('ends an order that its provider has and does not fill; the margin is back to the cent', async () => {
    const before = await summary();
    const orderId = await working({ mode: 'ackOnly' });
    expect((await summary())['freeMargin']).toBeLessThan(Number(before['freeMargin']));
    const answer = await until(
      async () => cancel(orderId),
      ({ status }) => status === 200,
    );
    expect(answer.body).toMatchObject({ success: true, order: { status: 'CANCELLED' } });
    const after = await summary();
    expect(after['balance']).toBe(before['balance']);
    expect(after['margin']).toBe(before['margin']);
    expect(await atProvider(orderId)).toMatchObject([{ status: 'CANCELED', cumQty: 0 }]);
    expect((await cancel(orderId, 'another-key-1')).body).toMatchObject({
      code: 'ORDER_NOT_PENDING',
      details: { status: 'CANCELLED' },
    });
  });

  it('that the provider refuses says why, and the order goes on', async () => {
    const orderId = await working({ mode: 'ackOnly' });
    await simulate(system, '/behaviour', {
      mode: 'cancelReject',
      cxlRejReason: 2,
      lp: 'YOFX',
      count: 1,
    });
    const refused = await until(
      async () => cancel(orderId),
      ({ body }) => body['code'] !== 'LP_TIMEOUT',
    );
    expect(refused.body).toMatchObject({
      code: 'ORDER_REJECTED',
      details: { orderId, lp: 'YOFX', reason: 'BROKER_OPTION' },
    });
    const again = await until(
      async () => cancel(orderId, 'another-key-2'),
      ({ status }) => status === 200,
    );
    expect(again.body).toMatchObject({ order: { status: 'CANCELLED' } });
  });

  it('that a fill overtakes books the fill once and says so', async () => {
    const orderId = await working({ mode: 'fillAfterTimeout', ms: ORDER_TIMEOUT_MS * 2 });
    await simulate(system, '/behaviour', {
      mode: 'cancelReject',
      cxlRejReason: 0,
      lp: 'YOFX',
      count: 1,
    });
    await cancel(orderId);
    await until(async () => stateOf(orderId), is('FILLED'));
    const told = await until(
      async () => cancel(orderId, 'another-key-3'),
      ({ status }) => status !== 504,
    );
    expect(told.body).toMatchObject({ code: 'ORDER_NOT_PENDING', details: { status: 'FILLED' } });
    expect((await stateOf(orderId)).body['deals']).toHaveLength(1);
  });

  it('survives the death of either service on its way', async () => {
    const orderId = await working({ mode: 'ackOnly' });
    const asked = cancel(orderId).catch(() => null);
    await system.kill('order-service');
    await asked;
    await system.kill('lp-service');
    await until(
      async () => (await cancel(orderId).catch(() => null))?.status,
      (status) => status === 200,
      20_000,
    );
    expect((await stateOf(orderId)).body['order']).toMatchObject({ status: 'CANCELLED' });
    expect(await atProvider(orderId)).toMatchObject([{ status: 'CANCELED' }]);
  });
});
