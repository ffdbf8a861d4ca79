/** Every answer that is not a success has the one documented body, whatever went wrong and however early. */
import type { AddressInfo } from 'node:net';
import type { Caller } from '@faultline/contract';
import { fail } from '@faultline/errors';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { implement } from '../procedures/procedure.ts';
import { demoContract, demoHandlers } from '../testing/demo-contract.ts';
import { rawHttp, request } from '../testing/raw-http.ts';
import { createServer } from './server.ts';

const log = pino({ enabled: false });

const authenticate = async (authorization: string | undefined): Promise<Caller> => {
  if (authorization === undefined) throw fail('AUTH_REQUIRED');
  const role = authorization.endsWith('admin') ? 'ADMIN' : 'TRADER';
  return {
    kind: 'user',
    userId: 'user_1',
    username: 'ann',
    role,
    sessionId: 'ses_1',
    signedInAtMs: 0,
  };
};
const server = createServer({
  procedures: implement(demoContract, demoHandlers),
  authenticate,
  log,
  restShapes: {
    'demo.pay': {
      of: (answer: { paid: number }) => ({ success: true, ...answer }),
      schema: (output) => output,
    },
  },
});
let port = 0;
beforeAll(async () => {
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.server.address() as AddressInfo).port;
});
afterAll(async () => server.close());

const post = (body: string, headers: Record<string, string> = {}): string =>
  request('POST /pay', { body, headers });

describe('the REST doors', () => {
  it('answer in the documented shape and name the request and the key', async () => {
    const answer = await rawHttp(port, post('{"amount":7}', { 'idempotency-key': 'key-00000001' }));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ success: true, paid: 7 });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'idempotency-key': 'key-00000001',
      'x-request-id': expect.stringMatching(/^req_[0-9A-Z]{26}$/),
    });
  });

  it('read numbers from the path only where the row expects them', async () => {
    expect((await rawHttp(port, request('GET /double/21'))).body).toBe('{"amount":42}');
    expect((await rawHttp(port, request('GET /double/x'))).body).toContain(
      'INVALID_PARAMETER_TYPE',
    );
    expect((await rawHttp(port, request('GET /double/1?page=2'))).body).toContain('"field":"page"');
  });

  it('tell outcome, retry and error id in headers, for the body has no room for them', async () => {
    const answer = await rawHttp(port, post('{"amount":500}'));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      error: 'Insufficient balance',
      code: 'INSUFFICIENT_BALANCE',
      details: { balance: 100, withdrawalAmount: 500 },
    });
    expect(answer.headers).toMatchObject({
      'x-error-outcome': 'NOT_APPLIED',
      'x-error-retry': 'never',
      'content-language': 'en',
    });
  });

  it('answer an error in the form that the caller asks for', async () => {
    const ask = async (accept: string) =>
      rawHttp(port, post('{"amount":500}', { accept, 'x-request-id': 'req_of_the_test' }));
    const problem = await ask('application/problem+json');
    expect(problem.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(problem.body)).toMatchObject({
      type: '/docs/errors/INSUFFICIENT_BALANCE',
      title: 'Insufficient balance',
      status: 400,
      instance: 'urn:request:req_of_the_test',
      outcome: 'NOT_APPLIED',
    });
    const gateway = await ask('application/vnd.projectx+json');
    expect(gateway.status).toBe(200);
    expect(JSON.parse(gateway.body)).toMatchObject({
      d: { errorCode: 5, requestId: 'req_of_the_test', errorContext: { balance: 100 } },
    });
    const grpc = await ask('application/vnd.google.rpc.status+json');
    expect(JSON.parse(grpc.body)).toMatchObject({
      code: 9,
      details: [{ reason: 'INSUFFICIENT_BALANCE', domain: 'faultline' }],
    });
  });

  it.each([
    ['de-CH, en;q=0.5', 'de'],
    ['es', 'es'],
    ['fr;q=0.9, en;q=0.1', 'fr'],
    ['ja', 'en'],
  ])('answer an error in the language that the caller reads: %s', async (languages, locale) => {
    const answer = await rawHttp(port, post('{"amount":500}', { 'accept-language': languages }));
    expect(answer.headers['content-language']).toBe(locale);
    const { error } = JSON.parse(answer.body) as { error: string };
    expect(error === 'Insufficient balance').toBe(locale === 'en');
  });

  it('keep a harmless request id of the caller’s and replace any other', async () => {
    const idOf = async (id: string): Promise<string | undefined> =>
      (await rawHttp(port, request('GET /nowhere', { headers: { 'x-request-id': id } }))).headers[
        'x-request-id'
      ];
    expect(await idOf('req_01ABCDEFGH')).toBe('req_01ABCDEFGH');
    expect(await idOf('x y;z')).toMatch(/^req_[0-9A-Z]{26}$/);
  });

  it('ask for a token, then for the role', async () => {
    const mine = async (token?: string) =>
      rawHttp(port, request('GET /mine', { headers: token ? { authorization: token } : {} }));
    expect(await mine()).toMatchObject({
      status: 401,
      body: expect.stringContaining('AUTH_REQUIRED'),
    });
    const denied = await mine('Bearer trader');
    expect(denied.status).toBe(403);
    expect(JSON.parse(denied.body)).toEqual({
      error: 'Admin access required',
      code: 'PERMISSION_DENIED',
      details: { requiredRole: 'ADMIN', userRole: 'TRADER' },
    });
    expect((await mine('Bearer admin')).body).toBe('{"role":"ADMIN"}');
  });
});

const BROKEN: readonly (readonly [string, string, number, string])[] = [
  ['an unknown path', request('GET /nowhere?token=abc'), 404, 'NOT_FOUND'],
  ['another method', request('DELETE /pay'), 405, 'INVALID_REQUEST'],
  [
    'another method of a path with a part to fill in',
    request('PUT /double/1'),
    405,
    'INVALID_REQUEST',
  ],
  ['a path that lacks the part to fill in', request('PUT /double/'), 404, 'NOT_FOUND'],
  ['a bracket twenty thousand times', post('['.repeat(20_000)), 400, 'INVALID_REQUEST'],
  ['broken JSON', post('{"amount": 1,}'), 400, 'INVALID_REQUEST'],
  ['half a JSON', post('{"amount"'), 400, 'INVALID_REQUEST'],
  ['an array', post('[]'), 400, 'INVALID_REQUEST'],
  [
    'a form',
    post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'INVALID_REQUEST',
  ],
  ['too large a body', post(`{"amount":"${'x'.repeat(70_000)}"}`), 413, 'INVALID_REQUEST'],
  ['a bad percent sign', request('GET /%zz'), 400, 'INVALID_REQUEST'],
  ['a prototype in JSON', post('{"__proto__":{"amount":1},"amount":1}'), 400, 'INVALID_REQUEST'],
  [
    'too large headers',
    request('GET /', { headers: { x: 'y'.repeat(20_000) } }),
    431,
    'INVALID_REQUEST',
  ],
  ['no HTTP at all', 'hello there\r\n\r\n', 400, 'INVALID_REQUEST'],
  [
    'two lengths',
    request('POST /pay', { body: '{}', headers: { 'transfer-encoding': 'chunked' } }),
    400,
    'INVALID_REQUEST',
  ],
];

describe('a request that is no request', () => {
  it.each(BROKEN)('%s gets the envelope', async (_name, bytes, status, code) => {
    const answer = await rawHttp(port, bytes);
    expect(answer.status).toBe(status);
    const body = JSON.parse(answer.body) as Record<string, unknown>;
    expect(body['code']).toBe(code);
    expect(Object.keys(body).toSorted()).toEqual(['code', 'details', 'error']);
    expect(answer.headers['x-request-id']).toMatch(/^req_/);
    expect(answer.body).not.toContain('xxxx');
  });

  it('by its method is told which ones the path takes', async () => {
    expect((await rawHttp(port, request('DELETE /pay'))).headers['allow']).toBe('POST');
    expect((await rawHttp(port, request('PUT /double/7'))).headers['allow']).toBe('GET, HEAD');
  });

  it('that names one thing in two ways is refused, and nothing is done', async () => {
    const key = post('{"amount":1,"idempotencyKey":"one_of_two"}', {
      'idempotency-key': 'another_one',
    });
    expect(JSON.parse((await rawHttp(port, key)).body)).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'idempotencyKey' },
    });
  });

  it('is told the position of a JSON error and nothing of the body', async () => {
    const { body } = await rawHttp(port, post('{"amount": secret}'));
    expect(JSON.parse(body)).toMatchObject({
      details: { parseError: 'Unexpected token at position 11' },
    });
    expect(body).not.toContain('secret');
  });
});
