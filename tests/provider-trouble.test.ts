/** Money that does not reach and providers in trouble, as a person with curl meets them: what, why, and what now. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookOf, http, signIn, simulate, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const QUOTE_TTL_MS = 1_500;
const ORDER_TIMEOUT_MS = 800;

let system: System;
let token = '';
let admin = '';
beforeAll(async () => {
  system = await startSystem({
    QUOTE_TTL_MS: String(QUOTE_TTL_MS),
    ORDER_TIMEOUT_MS: String(ORDER_TIMEOUT_MS),
  });
  token = await signIn(system);
  admin = await signIn(system, 'admin');
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
const place = async (body: unknown) => http(`${system.url}/api/orders/market`, { token, body });

describe('the money', () => {
  it('does not reach: MARGIN_INSUFFICIENT, correct to the cent', async () => {
    await simulate(system, '/quotes', { symbol: 'EURUSD', bid: 1.09496, ask: 1.09504 });
    const refused = async () => place({ ...order, accountId: 2, volume: 10 });
    const pinned = ({ text }: { text: string }): boolean => text.includes('10950,');
    const answer = await until(refused, pinned);
    // 10 lots: 10 × 100,000 EUR at 1:100 are 10,000 EUR, at the mid of 1.09500 10,950 USD; and 35 USD of commission.
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: 'Insufficient margin for order execution',
        code: 'MARGIN_INSUFFICIENT',
        details: {
          requiredMargin: 10_950,
          commission: 35,
          freeMargin: 10_000,
          availableMargin: 10_000,
          symbol: 'EURUSD',
          volume: 10,
          leverage: 100,
          currency: 'USD',
          marginLevelAfter: expect.closeTo(91.3, 0),
          maxVolume: 9.1,
          reason: 'NEW_ORDER',
        },
      },
    ]);
    const fits = await place({ ...order, accountId: 2, volume: 9.1 });
    expect(fits.status).toBe(200);
    await simulate(system, '/reset', {});
  });
});

describe('a position', () => {
  it('cannot be closed twice', async () => {
    const opened = await place(order);
    const { id } = opened.body['position'] as { id: number };
    const close = async () =>
      http(`${system.url}/api/positions/close`, { token, body: { positionId: id } });
    expect((await close()).status).toBe(200);
    const again = await close();
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({
      error: 'Position already closed',
      code: 'POSITION_ALREADY_CLOSED',
      details: { positionId: id, closedAt: expect.stringMatching(/Z$/) },
    });
  });
});

describe('the provider', () => {
  it('says no: ORDER_REJECTED with its reason, and nothing is held back', async () => {
    await simulate(system, '/behaviour', {
      mode: 'reject',
      ordRejReason: 3,
      text: 'credit line used up',
      count: 1,
    });
    const answer = await place(order);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'ORDER_REJECTED',
      details: { lp: 'YOFX', reason: 'LP_LIMIT', lpText: 'credit line used up' },
    });
    expect(answer.headers.get('x-error-outcome')).toBe('NOT_APPLIED');
  });

  it('has moved on: PRICE_CHANGED with the price that was asked for and the one that it quotes', async () => {
    await simulate(system, '/quotes', { symbol: 'EURUSD', bid: 1.09496, ask: 1.09504 });
    const requoted = async () => {
      await simulate(system, '/behaviour', { mode: 'requote', count: 1 });
      return place(order);
    };
    const answer = await until(requoted, ({ text }) => text.includes('"requestedPrice":1.09504'));
    expect([answer.status, answer.body]).toEqual([
      409,
      {
        error: 'The price has changed',
        code: 'PRICE_CHANGED',
        details: { symbol: 'EURUSD', requestedPrice: 1.09504, currentPrice: 1.09504, digits: 5 },
      },
    ]);
    await simulate(system, '/reset', {});
  });

  it('stops quoting: PRICE_STALE with the age of the last price', async () => {
    await simulate(system, '/quotes', { symbol: 'XAUUSD', stop: true });
    const body = { ...order, symbol: 'XAUUSD', volume: 0.01 };
    const answer = await until(
      async () => place(body),
      ({ status }) => status !== 200,
    );
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: 'No price data available',
      code: 'PRICE_STALE',
      details: {
        symbol: 'XAUUSD',
        lastUpdate: expect.stringMatching(/Z$/),
        ageMs: expect.any(Number),
        maxAgeMs: QUOTE_TTL_MS,
        quoteState: 'STALE',
      },
    });
    await simulate(system, '/reset', {});
    await until(
      async () => place(body),
      ({ status }) => status === 200,
    );
  });

  it('is silent: LP_TIMEOUT, in doubt, and resolved once it speaks', async () => {
    await simulate(system, '/behaviour', { mode: 'silent' });
    const answer = await place(order);
    expect(answer.status).toBe(504);
    expect(answer.body).toMatchObject({
      error: 'LP timeout',
      code: 'LP_TIMEOUT',
      details: { lp: 'YOFX', timeout: ORDER_TIMEOUT_MS, symbol: 'EURUSD', outcome: 'UNKNOWN' },
    });
    expect(answer.headers.get('x-error-outcome')).toBe('UNKNOWN');
    expect(answer.headers.get('x-error-retry')).toBe('same-key');
    const { orderId } = answer.body['details'] as { orderId: string };
    const ask = async () => http(`${system.url}/api/orders/${orderId}`, { token });
    await until(ask, ({ text }) => text.includes('"status":"IN_DOUBT"'));
    // The same key joins the same order and makes no second one.
    const key = { 'idempotency-key': answer.headers.get('idempotency-key') ?? '' };
    const again = await http(`${system.url}/api/orders/market`, {
      token,
      body: order,
      headers: key,
    });
    expect(again.body).toMatchObject({ code: 'LP_TIMEOUT', details: { orderId } });
    await simulate(system, '/reset', {});
    const resolved = await until(ask, ({ text }) => text.includes('"status":"FILLED"'));
    expect(resolved.body).toMatchObject({ deals: [{ orderId, entry: 'IN' }] });
    const replay = await http(`${system.url}/api/orders/market`, {
      token,
      body: order,
      headers: key,
    });
    expect(replay).toMatchObject({ status: 200, body: { success: true, order: { id: orderId } } });
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    const fills = (await bookOf(system)).flatMap(({ executions }) => executions);
    expect(new Set(fills.map(({ execId }) => execId)).size).toBe(fills.length);
  });

  it('is not connected: LP_NOT_CONNECTED with the time it last was, and back again', async () => {
    const sessionId = 'YOFX1';
    const sent = await bookOf(system);
    const command = async (name: 'connect' | 'disconnect') =>
      http(`${system.url}/admin/fix/${name}`, { token: admin, body: { sessionId } });
    expect((await command('disconnect')).status).toBe(200);
    const answer = await until(
      async () => place(order),
      ({ status }) => status !== 200,
    );
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({
      error: 'No LP connection available',
      code: 'LP_NOT_CONNECTED',
      details: { lp: 'YOFX', lastConnected: expect.stringMatching(/Z$/) },
    });
    expect(answer.headers.get('x-error-outcome')).toBe('NOT_APPLIED');
    const again = await command('disconnect');
    expect([again.status, again.body['code']]).toEqual([409, 'FIX_SESSION_STATE']);
    const unknown = await http(`${system.url}/admin/fix/connect`, {
      token: admin,
      body: { sessionId: 'NONE' },
    });
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'FIX_SESSION_NOT_FOUND']);
    expect((await command('connect')).status).toBe(200);
    await until(
      async () => place(order),
      ({ status }) => status === 200,
    );
    expect((await bookOf(system)).length).toBe(sent.length + 1);
  });
});
