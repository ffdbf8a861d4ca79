/** Failures as values: what narrows, what does not compile, and what a broken line looks like. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { TRPCClientError } from '@trpc/client';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createOrderClient } from './client.ts';
import { type Failure, failure } from './failure.ts';
import { match, safe } from './safe.ts';

/** A port where nobody listens: it was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
const nobody = createOrderClient({ url: `http://127.0.0.1:${await freePort()}`, timeoutMs: 2_000 });

const serverSays = (data: object, message = ''): TRPCClientError<never> =>
  TRPCClientError.from<never>({ error: { code: -32_600, message, data } });

describe('safe', () => {
  it('answers with a failure that no connection came about, so nothing was executed', async () => {
    const summary = await safe(nobody.account.summary.query({}));
    expect(summary).toMatchObject({
      ok: false,
      error: { code: 'NETWORK_ERROR', outcome: 'NOT_APPLIED', message: 'Cannot reach the server' },
    });
  });

  it('types the failure with the codes that the procedure declares, and no other', async () => {
    const placed = await safe(
      nobody.orders.placeMarket.mutate({ symbol: 'EURUSD', side: 'BUY', volume: 0.1 }),
    );
    const error = placed.ok ? null : placed.error;
    type Codes = NonNullable<typeof error>['code'];
    expectTypeOf<'MARGIN_INSUFFICIENT'>().toExtend<Codes>();
    expectTypeOf<'LP_TIMEOUT'>().toExtend<Codes>();
    expectTypeOf<'AUTH_EXPIRED'>().toExtend<Codes>();
    expectTypeOf<'NETWORK_ERROR'>().toExtend<Codes>();
    expectTypeOf<'POSITION_NOT_FOUND'>().not.toExtend<Codes>();
    expect(error?.code).toBe('NETWORK_ERROR');
  });
});

describe('match', () => {
  const refused = failure(
    serverSays({
      code: 'ACCOUNT_NOT_FOUND',
      details: { accountId: 3 },
      outcome: 'NOT_APPLIED',
      requestId: 'req_1',
    }),
  ) as Failure<'ACCOUNT_NOT_FOUND' | 'AUTH_REQUIRED'>;

  it('does what the code asks for, with its details typed', () => {
    const text = match(refused, {
      ACCOUNT_NOT_FOUND: (e) => `no account ${e.details.accountId.toFixed(0)}`,
      AUTH_REQUIRED: () => 'sign in',
    });
    expectTypeOf(text).toEqualTypeOf<string>();
    expect(text).toBe('no account 3');
  });

  it('takes _ for every code without a case of its own', () => {
    const answer = match(refused, { AUTH_REQUIRED: () => 1, _: (e) => e.message });
    expectTypeOf(answer).toEqualTypeOf<string | number>();
    expect(answer).toBe('Account not found');
  });

  it('does not compile when a code is forgotten or cannot occur', () => {
    // @ts-expect-error AUTH_REQUIRED is forgotten
    expect(match(refused, { ACCOUNT_NOT_FOUND: () => 1 })).toBe(1);
    expect(
      match(refused, {
        ACCOUNT_NOT_FOUND: () => 1,
        AUTH_REQUIRED: () => 2,
        // @ts-expect-error this procedure cannot answer so
        LP_TIMEOUT: () => 3,
      }),
    ).toBe(1);
    // @ts-expect-error no such detail
    expect(match(refused, { ACCOUNT_NOT_FOUND: (e) => e.details.owner, _: () => 0 })).toBe(
      undefined,
    );
  });
});

describe('failure', () => {
  it('keeps what the server said about outcome, retry and request', () => {
    const data = {
      code: 'LP_TIMEOUT',
      details: { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD', orderId: 'ORD-1' },
      outcome: 'UNKNOWN',
      requestId: 'req_9',
      httpStatus: 504,
    };
    expect(failure(serverSays(data))).toMatchObject({
      code: 'LP_TIMEOUT',
      outcome: 'UNKNOWN',
      retry: { kind: 'same-key' },
      requestId: 'req_9',
      httpStatus: 504,
    });
  });

  it('speaks as the server spoke, in the language that it was asked in', () => {
    const data = { code: 'ACCOUNT_NOT_FOUND', details: { accountId: 3 } };
    expect(failure(serverSays(data, 'Konto nicht gefunden')).message).toBe('Konto nicht gefunden');
    expect(failure(serverSays(data)).message).toBe('Account not found');
    const newer = { code: 'NEW_IN_2030', details: {} };
    expect(failure(serverSays(newer, 'Too many moons')).message).toBe('Too many moons');
  });

  it('lets a code survive that is newer than this client', () => {
    expect(
      failure(serverSays({ code: 'NEW_IN_2030', details: {}, httpStatus: 418 })),
    ).toMatchObject({
      code: 'UNKNOWN_ERROR',
      details: { wireCode: 'NEW_IN_2030', httpStatus: 418 },
    });
  });

  it.each([
    ['TIMEOUT', Object.assign(new Error('late'), { name: 'TimeoutError' }), 'UNKNOWN'],
    ['ABORTED', Object.assign(new Error('stop'), { name: 'AbortError' }), 'UNKNOWN'],
    ['UNKNOWN_ERROR', new SyntaxError('<html>'), 'UNKNOWN'],
    ['NETWORK_ERROR', Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'UNKNOWN'],
    ['NETWORK_ERROR', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'NOT_APPLIED'],
  ])('calls it %s when the line says so', (code, cause, outcome) => {
    expect(failure(TRPCClientError.from(new Error('x', { cause })))).toMatchObject({
      code,
      outcome,
    });
  });
});
