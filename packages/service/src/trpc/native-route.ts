/**
 * `/trpc/*` without tRPC's middleware chain: the same wire protocol, but a call goes straight to the table's own
 * parse-call-encode. The official adapter is the judge of it in the tests.
 */
import { type AppError, fail } from '@faultline/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type OpenCall, openCall } from '../http/context.ts';
import { commonHeaders, errorHeaders, jsonBytes, metaHeaders } from '../http/envelope.ts';
import { requestRefusal, safePath } from '../http/request-refusal.ts';
import type { Edge } from '../http/rest.ts';
import { settle } from '../procedures/settle.ts';
import { readCalls, type TrpcCall, type TrpcCalls } from './calls.ts';
import { type ErrorShape, errorShape } from './shape.ts';
import { subscriptionHandler } from './subscriptions.ts';

interface Settled {
  readonly status: number;
  readonly body: { result: { data: unknown } } | { error: ErrorShape };
  readonly headers: Readonly<Record<string, string>>;
}

const METHOD = { query: 'GET', mutation: 'POST', subscription: 'GET' } as const;

export function registerNativeTrpc(app: FastifyInstance, edge: Edge): void {
  app.register(
    async (scope) => {
      // Text, not JSON: each call of a batch reports a broken body for itself, as tRPC does.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        'application/json',
        { parseAs: 'string' },
        (_request, body, done) => done(null, body),
      );
      scope.setErrorHandler(async (thrown, request, reply) => {
        const refusal = requestRefusal(thrown);
        const procedure = safePath(request.url);
        const facts = { procedure, requestId: request.id, op: null };
        const error = settle(refusal?.error ?? thrown, facts, edge.log);
        return send(reply, request, [refused(error, request.id, refusal?.status)], false);
      });
      const subscribe = subscriptionHandler(edge);
      scope.all('/trpc/*', async (request, reply) => {
        const path = (request.params as { '*': string })['*'];
        if (edge.procedures.get(path)?.op.kind !== 'subscription')
          return answer(edge, request, reply);
        await subscribe(request, reply, path);
        return reply;
      });
    },
    { prefix: '' },
  );
}

async function answer(
  edge: Edge,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const call = openCall(request, 'TRPC', edge);
  const path = (request.params as { '*': string })['*'];
  let read: TrpcCalls;
  try {
    const query = request.query as Record<string, unknown>;
    read = readCalls({ method: request.method, path, query, body: request.body }, edge.procedures);
  } catch (thrown) {
    const error = settle(thrown, { procedure: path, requestId: request.id, op: null }, edge.log);
    return send(reply, request, [refused(error, request.id)], false);
  }
  const settled = await Promise.all(
    read.calls.map(async (one) => settleCall(one, { edge, request, call })),
  );
  reply.headers(metaHeaders(call.meta()));
  return send(reply, request, settled, read.batch);
}

async function settleCall(
  { path, procedure, input }: TrpcCall,
  { edge, request, call }: { edge: Edge; request: FastifyRequest; call: OpenCall },
): Promise<Settled> {
  const requestId = request.id;
  const op = procedure?.op ?? null;
  try {
    if (procedure === undefined) throw fail('NOT_FOUND', { path: safePath(path) });
    const allow = METHOD[procedure.op.kind];
    if (request.method !== allow) return methodRefused(allow, requestId);
    const data = await procedure.run(input(), call.context);
    return { status: 200, body: { result: { data } }, headers: {} };
  } catch (thrown) {
    return refused(settle(thrown, { procedure: path, requestId, op }, edge.log), requestId);
  }
}

function methodRefused(allow: 'GET' | 'POST', requestId: string): Settled {
  const reason = allow === 'GET' ? 'A query is asked with GET.' : 'A mutation is sent with POST.';
  const settled = refused(fail('INVALID_REQUEST', { reason }), requestId, 405);
  return { ...settled, headers: { ...settled.headers, allow } };
}

function refused(error: AppError, requestId: string, status?: number): Settled {
  const shape = errorShape(error, requestId, status);
  return { status: shape.data.httpStatus, body: { error: shape }, headers: errorHeaders(error) };
}

/** One answer as itself, a batch as an array; statuses that differ become 207. */
async function send(
  reply: FastifyReply,
  request: FastifyRequest,
  ...[settled, batch]: [readonly Settled[], boolean]
): Promise<FastifyReply> {
  const statuses = new Set(settled.map(({ status }) => status));
  const [first] = settled;
  const bodies = settled.map(({ body }) => body);
  for (const { headers } of settled) reply.headers(headers);
  return reply
    .code(statuses.size === 1 && first !== undefined ? first.status : 207)
    .headers({ ...commonHeaders(request.id), vary: 'trpc-accept, accept' })
    .type('application/json')
    .send(jsonBytes(batch ? bodies : bodies[0]));
}
