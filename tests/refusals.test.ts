/** What is refused before the market is asked, as a person with curl meets it: status, code, details. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOrderClient, safe } from '@faultline/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let token = '';
beforeAll(async () => {
  system = await startSystem();
  token = await signIn(system);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
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

  it('a person at the LP service, and a process at the order service: AUTH_INVALID', async () => {
    const serviceToken = readFileSync(join(system.dataDir, 'service-token'), 'utf8').trim();
    const lpPort = /^lp-service runs as .* on http (\d+)/m.exec(system.lines.join('\n'))?.[1];
    const status = `http://127.0.0.1:${lpPort}/trpc/lp.status`;
    const me = `${system.url}/api/me`;
    expect((await http(status, { token: serviceToken })).status).toBe(200);
    expect((await http(me, { token })).status).toBe(200);
    for (const answer of [await http(status, { token }), await http(me, { token: serviceToken })]) {
      expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('AUTH_INVALID')]);
    }
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
      await removeData(short);
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
