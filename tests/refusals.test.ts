/** Every way that a call can be refused, as a person with curl meets it: status, code, details, and what to do next. */
import { createOrderClient, safe } from '@faultline/client';
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
    LOGIN_TOKEN_TTL: '86400',
  });
  token = await signIn(system);
  admin = await signIn(system, 'admin');
});
afterAll(async () => {
  await system.stop();
  removeData(system);
});

const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
const place = async (body: unknown, with_: string | null = token) =>
  http(`${system.url}/api/orders/market`, { token: with_, body });

describe('who asks', () => {
  it('nobody: AUTH_REQUIRED', async () => {
    const answer = await place(order, null);
    expect([answer.status, answer.body]).toEqual([
      401,
      { error: 'Authentication required', code: 'AUTH_REQUIRED' },
    ]);
  });

  it('somebody with a broken token: AUTH_INVALID', async () => {
    const answer = await place(order, `${token.slice(0, -6)}AAAAAA`);
    expect([answer.status, answer.body['code'], answer.body['details']]).toEqual([
      401,
      'AUTH_INVALID',
      { reason: 'SIGNATURE' },
    ]);
  });

  it('a wrong password and an unknown name: the same words', async () => {
    const login = async (username: string) =>
      http(`${system.url}/login`, { body: { username, password: 'guess' } });
    const [wrong, unknown] = [await login('trader'), await login('nobody')];
    expect(wrong.status).toBe(401);
    expect(wrong.text).toBe(unknown.text);
    expect(wrong.body).toEqual({
      error: 'Invalid username or password',
      code: 'AUTH_INVALID',
      details: { reason: 'CREDENTIALS' },
    });
  });

  it('a trader at an administrator’s door: PERMISSION_DENIED', async () => {
    const answer = await http(`${system.url}/admin/fix/connect`, {
      token,
      body: { sessionId: 'YOFX1' },
    });
    expect([answer.status, answer.body]).toEqual([
      403,
      {
        error: 'Admin access required',
        code: 'PERMISSION_DENIED',
        details: { requiredRole: 'ADMIN', userRole: 'TRADER' },
      },
    ]);
  });
});

describe('a token whose time is over', () => {
  it('is AUTH_EXPIRED, with the second it happened', async () => {
    const short = await startSystem({ LOGIN_TOKEN_TTL: '1' });
    try {
      const old = await signIn(short);
      const me = async () => http(`${short.url}/api/me`, { token: old });
      const answer = await until(me, ({ status }) => status !== 200, 4_000);
      expect(answer).toMatchObject({
        status: 401,
        body: {
          error: 'Authentication token expired',
          code: 'AUTH_EXPIRED',
          details: { expiredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
        },
      });
      expect(answer.headers.get('x-error-retry')).toBe('refresh');
    } finally {
      await short.stop();
      removeData(short);
    }
  });
});

describe('what is asked', () => {
  it('a number as text is not a number', async () => {
    const answer = await place({ ...order, volume: '0.1' });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: 'Invalid parameter type',
        code: 'INVALID_PARAMETER_TYPE',
        details: { field: 'volume', expected: 'number', received: 'string' },
      },
    ]);
  });

  it('nothing: all that is missing, at once', async () => {
    const answer = await place({});
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: 'Missing required parameter',
        code: 'MISSING_PARAMETER',
        details: { missingFields: ['symbol', 'side', 'volume'] },
      },
    ]);
  });

  it('broken JSON: where it breaks, and none of it back', async () => {
    const raw = '{"symbol":"EURUSD","side":}';
    const answer = await http(`${system.url}/api/orders/market`, { token, raw });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: 'Invalid request body',
        code: 'INVALID_REQUEST',
        details: { parseError: 'Unexpected token at position 26' },
      },
    ]);
  });

  it('a field that does not exist', async () => {
    const answer = await place({ ...order, leverage: 500 });
    expect(answer.body).toMatchObject({ code: 'INVALID_REQUEST', details: { field: 'leverage' } });
  });

  it('a symbol that does not exist: the nearest ones that do', async () => {
    const answer = await place({ ...order, symbol: 'EURUSDX' });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: 'Symbol not found or disabled',
      code: 'INVALID_SYMBOL',
      details: { symbol: 'EURUSDX', reason: 'UNKNOWN' },
    });
    const { availableSymbols } = answer.body['details'] as { availableSymbols: string[] };
    expect(availableSymbols[0]).toBe('EURUSD');
    expect(availableSymbols).toHaveLength(7);
  });

  it.each([
    [0.001, 'TOO_LOW'],
    [0.015, 'STEP'],
    [100.01, 'TOO_HIGH'],
  ])('a volume of %f: INVALID_VOLUME, %s', async (volume, reason) => {
    const answer = await place({ ...order, volume });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: 'Invalid volume',
        code: 'INVALID_VOLUME',
        details: { volume, minVolume: 0.01, maxVolume: 100, volumeStep: 0.01, reason },
      },
    ]);
  });

  it('a stop loss above a BUY', async () => {
    const answer = await place({ ...order, sl: 1.5 });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: 'Invalid stop loss or take profit',
      code: 'INVALID_SL_TP',
      details: {
        side: 'BUY',
        sl: 1.5,
        tp: null,
        field: 'sl',
        kind: 'DIRECTION',
        reason: 'SL must be below entry for BUY orders',
      },
    });
  });

  it('an unknown path and an unknown position', async () => {
    const path = await http(`${system.url}/api/nothing`, { token });
    expect([path.status, path.body]).toEqual([
      404,
      { error: 'Not found', code: 'NOT_FOUND', details: { path: '/api/nothing' } },
    ]);
    const body = { positionId: 4_711 };
    const position = await http(`${system.url}/api/positions/close`, { token, body });
    expect([position.status, position.body]).toEqual([
      404,
      { error: 'Position not found', code: 'POSITION_NOT_FOUND', details: { positionId: 4_711 } },
    ]);
  });
});

describe('whose it is', () => {
  it('somebody else’s account answers to the byte like one that never was', async () => {
    const [foreign, absent] = [
      await place({ ...order, accountId: 3 }),
      await place({ ...order, accountId: 999 }),
    ];
    expect(foreign.status).toBe(404);
    expect(absent.status).toBe(404);
    expect(foreign.text.replace('3', '#')).toBe(absent.text.replace('999', '#'));
    expect(foreign.body).toEqual({
      error: 'Account not found',
      code: 'ACCOUNT_NOT_FOUND',
      details: { accountId: 3 },
    });
  });
});

describe('the money', () => {
  it('does not reach: MARGIN_INSUFFICIENT, correct to the cent', async () => {
    await simulate(system, '/quotes', { symbol: 'EURUSD', bid: 1.09496, ask: 1.09504 });
    const refused = async () => place({ ...order, accountId: 2, volume: 10 });
    const pinned = ({ text }: { text: string }): boolean => text.includes('10985');
    const answer = await until(refused, pinned);
    // 10 lots: 10 × 100,000 EUR at 1:100 are 10,000 EUR, at the mid of 1.09500 10,950 USD; and 35 USD of commission.
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: 'Insufficient margin for order execution',
        code: 'MARGIN_INSUFFICIENT',
        details: {
          requiredMargin: 10_985,
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

describe('the same over tRPC', () => {
  it('answers with the same code, details and outcome, typed', async () => {
    const client = createOrderClient({ url: system.url, token: () => token });
    const refused = await safe(
      client.orders.placeMarket.mutate({ symbol: 'EURUSD', side: 'BUY', volume: 0.015 }),
    );
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'INVALID_VOLUME',
        outcome: 'NOT_APPLIED',
        retry: { kind: 'never' },
        httpStatus: 400,
        details: { reason: 'STEP', volumeStep: 0.01 },
        requestId: expect.stringMatching(/^req_/),
      },
    });
  });
});
