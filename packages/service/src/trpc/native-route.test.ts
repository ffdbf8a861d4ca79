/** The native route against the official adapter: the same bytes in, the same answer out. */
import type { AddressInfo } from 'node:net';
import { type AppError, fail, isAppError } from '@faultline/errors';
import type { Caller } from '@faultline/contract';
import { initTRPC } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import Fastify from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ERROR_SETTINGS } from '../errors/settings.ts';
import { createServer } from '../http/server.ts';
import { type CallContext, implement } from '../procedures/procedure.ts';
import { settle } from '../procedures/settle.ts';
import { demoContract, demoHandlers } from '../testing/demo-contract.ts';
import { type RawAnswer, rawHttp, request } from '../testing/raw-http.ts';
import { errorShape } from './shape.ts';

const log = pino({ enabled: false });
const procedures = implement(demoContract, demoHandlers);
const REQUEST_ID = 'req_of_the_test';
const identify = async (): Promise<Caller> => {
  throw fail('AUTH_REQUIRED');
};

const native = createServer({ procedures, authenticate: identify, log });
const official = officialServer();
let nativePort = 0;
let officialPort = 0;

beforeAll(async () => {
  await native.listen({ port: 0, host: '127.0.0.1' });
  await official.listen({ port: 0, host: '127.0.0.1' });
  nativePort = (native.server.address() as AddressInfo).port;
  officialPort = (official.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await native.close();
  await official.close();
});

/** The judge: tRPC's own router and Fastify adapter, around the same procedures. */
function officialServer() {
  const t = initTRPC.context<CallContext>().create({
    isDev: false,
    errorFormatter: ({ error }) => {
      const status = getHTTPStatusCodeFromError(error);
      const own = status === 404 ? fail('NOT_FOUND', {}) : fail('INVALID_REQUEST', {});
      return isAppError(error.cause)
        ? errorShape(error.cause, { requestId: REQUEST_ID })
        : errorShape(own, { requestId: REQUEST_ID, status });
    },
  });
  const procedure = (path: string) => {
    const found = procedures.get(path);
    if (found === undefined) throw new Error(path);
    const resolve = async ({
      input,
      ctx,
    }: {
      input: unknown;
      ctx: CallContext;
    }): Promise<unknown> =>
      found.run(input, ctx).catch((thrown: unknown): never => {
        throw settle(
          thrown,
          { procedure: path, requestId: REQUEST_ID, op: found.op },
          { log, errors: DEFAULT_ERROR_SETTINGS },
        );
      });
    const builder = t.procedure.input((raw: unknown) => raw);
    return found.op.kind === 'query' ? builder.query(resolve) : builder.mutation(resolve);
  };
  const names = Object.keys(demoContract.demo);
  const demo = Object.fromEntries(names.map((name) => [name, procedure(`demo.${name}`)]));
  const app = Fastify({ routerOptions: { maxParamLength: 2_000 } });
  app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: t.router({ demo }),
      maxBatchSize: 10,
      createContext: (): CallContext => ({
        requestId: REQUEST_ID,
        ip: '127.0.0.1',
        door: 'TRPC',
        signal: new AbortController().signal,
        givenUp: () => null,
        identify,
        describe: () => undefined,
        admitted: async () => undefined,
      }),
    },
  });
  return app;
}

const input = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
const post = (path: string, body: string): string => request(`POST /trpc/${path}`, { body });
const ask = (path: string): string => request(`GET /trpc/${path}`);
const eleven = Array.from({ length: 11 }, () => 'demo.double').join(',');

const CASES: readonly (readonly [string, string])[] = [
  ['a query', ask(`demo.double?input=${input({ amount: 21 })}`)],
  ['a mutation', post('demo.pay', '{"amount":5}')],
  ['a declared error', post('demo.pay', '{"amount":500}')],
  ['a missing field', post('demo.pay', '{}')],
  ['a wrong type', post('demo.pay', '{"amount":"5"}')],
  ['an unknown field', post('demo.pay', '{"amount":5,"admin":true}')],
  ['an array as body', post('demo.pay', '[1]')],
  ['a number as body', post('demo.pay', '7')],
  ['null as body', post('demo.pay', 'null')],
  ['broken JSON', post('demo.pay', '{"amount":')],
  ['broken JSON in the query', ask('demo.double?input=%7Bx')],
  ['no input for a query', ask('demo.double')],
  ['an empty input for a query', ask('demo.double?input=')],
  ['an unknown procedure', ask('demo.nothing')],
  ['an unknown slice', ask('nothing')],
  ['a prototype name', ask('__proto__')],
  ['a prototype name below', ask('demo.constructor')],
  ['a mutation by GET', ask(`demo.pay?input=${input({ amount: 5 })}`)],
  ['a query by POST', post('demo.double', '{"amount":5}')],
  ['a call without a token', ask('demo.mine')],
  ['a bug', post('demo.bug', '{}')],
  ['an undeclared code', ask('demo.undeclared')],
  ['an output that breaks its schema', ask('demo.liar')],
  [
    'a batch of two',
    ask(`demo.double,demo.double?batch=1&input=${input({ 0: { amount: 1 }, 1: { amount: 2 } })}`),
  ],
  ['a batch of one', ask(`demo.double?batch=1&input=${input({ 0: { amount: 1 } })}`)],
  [
    'a batch with one failure',
    ask(`demo.double,demo.double?batch=1&input=${input({ 0: { amount: 1 } })}`),
  ],
  [
    'a batch with an unknown path',
    ask(`demo.double,demo.x?batch=1&input=${input({ 0: { amount: 1 } })}`),
  ],
  ['a batch where all fail alike', ask('demo.double,demo.double?batch=1')],
  ['a batch whose input is an array', ask(`demo.double?batch=1&input=${input([{ amount: 1 }])}`)],
  ['a batch whose input is text', ask(`demo.double?batch=1&input=${input('x')}`)],
  ['a batch with broken input', ask('demo.double,demo.double?batch=1&input=%7B')],
  ['a batch by POST', post('demo.pay,demo.pay?batch=1', '{"0":{"amount":1},"1":{"amount":900}}')],
  ['a batch that mixes kinds', ask('demo.double,demo.pay?batch=1')],
  ['a batch of eleven', ask(`${eleven}?batch=1`)],
  ['an encoded path', ask(`demo%2Edouble?input=${input({ amount: 3 })}`)],
  ['a comma without batch', ask('demo.double,demo.double')],
  ['an unknown query parameter', ask(`demo.double?x=1&input=${input({ amount: 3 })}`)],
];

/** What a client can see, without what is free to differ: times, ids and the wording of a reason. */
function visible({ status, headers, body }: RawAnswer): object {
  const parsed: unknown = JSON.parse(body, (key, value: unknown) => {
    if (key === 'requestId' || key === 'errorId') return 'an id';
    if (key === 'reason' || key === 'parseError' || key === 'path') return undefined;
    return value;
  });
  // Ours speaks languages and says so; tRPC knows of none.
  const vary = headers['vary']?.replace(', accept-language', '');
  return { status, vary, body: parsed };
}

/** Refused before any call: the adapter labels these as text although they are JSON. Ours say what they are. */
const MISLABELLED: ReadonlySet<string> = new Set(['a batch that mixes kinds', 'a batch of eleven']);
const labelOf = ({ headers }: RawAnswer): string => headers['content-type']?.split(';')[0] ?? '';

describe('the native tRPC route', () => {
  it.each(CASES)('answers %s as the official adapter does', async (name, bytes) => {
    const [ours, theirs] = await Promise.all([
      rawHttp(nativePort, bytes),
      rawHttp(officialPort, bytes),
    ]);
    expect(visible(ours)).toEqual(visible(theirs));
    expect(labelOf(ours)).toBe('application/json');
    expect(labelOf(theirs)).toBe(MISLABELLED.has(name) ? 'text/plain' : 'application/json');
  });

  it('names the method that a procedure takes, as HTTP wants it and not every adapter does', async () => {
    const wrong = [ask(`demo.pay?input=${input({ amount: 5 })}`), post('demo.double', '{}')];
    const answers = await Promise.all(wrong.map((bytes) => rawHttp(nativePort, bytes)));
    expect(answers.map(({ status, headers }) => [status, headers['allow']])).toEqual([
      [405, 'POST'],
      [405, 'GET'],
    ]);
  });

  it('takes no body at all for an empty one, and says what is missing', async () => {
    const { status, body } = await rawHttp(
      nativePort,
      request('POST /trpc/demo.pay', { body: '' }),
    );
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({
      error: { data: { code: 'MISSING_PARAMETER', details: { missingFields: ['amount'] } } },
    });
  });

  it('keeps the truth about a bug in the process', async () => {
    const answer = await rawHttp(nativePort, post('demo.bug', '{}'));
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toMatch(/SELECT|passwd|at .+:\d+/);
    const { error } = JSON.parse(answer.body) as { error: { data: { details: AppError } } };
    expect(error.data).toMatchObject({ code: 'INTERNAL_ERROR', outcome: 'UNKNOWN' });
    expect(error.data.details).toEqual({ errorId: expect.stringMatching(/^err_[0-9A-Z]{26}$/) });
  });

  it.each([
    ['too large a body', request('POST /trpc/demo.pay', { body: `"${'x'.repeat(70_000)}"` }), 413],
    [
      'a body that is no JSON by its own account',
      request('POST /trpc/demo.pay', { body: 'a=1', headers: { 'content-type': 'text/plain' } }),
      415,
    ],
  ])('refuses %s in tRPC’s form', async (_name, bytes, status) => {
    const answer = await rawHttp(nativePort, bytes);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({
      error: { data: { code: 'INVALID_REQUEST', httpStatus: status } },
    });
  });
});
