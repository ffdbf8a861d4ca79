/**
 * `/trpc/*` without tRPC's middleware chain: the same wire protocol, but a call goes straight to the table's own
 * parse-call-encode. The official adapter is the judge of it in the tests.
 */
import { fail } from '@faultline/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OpenCall } from '../http/context.ts';
import { nameMeta } from '../http/envelope.ts';
import { requestRefusal, safePath } from '../http/request-refusal.ts';
import type { Edge } from '../http/rest.ts';
import { settle } from '../procedures/settle.ts';
import { sendBatch, sendOne, type Settled } from './answer.ts';
import { readCalls, type TrpcCall, type TrpcCalls } from './calls.ts';
import { subscriptionHandler } from './subscriptions.ts';

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
        await edge.gatekeeper.charge(request, thrown);
        const refusal = requestRefusal(thrown);
        const facts = {
          procedure: safePath(request.url),
          requestId: request.id,
          op: null,
          status: refusal?.status,
        };
        const error = settle(refusal?.error ?? thrown, facts, edge);
        sendOne(reply, { ok: false, error, status: refusal?.status }, edge);
        return reply;
      });
      const subscribe = subscriptionHandler(edge);
      const config = { callsOf: (request: FastifyRequest) => proceduresOf(edge, request) };
      scope.all('/trpc/*', { config }, async (request, reply) => {
        const path = (request.params as { '*': string })['*'];
        const isStream = edge.procedures.get(path)?.op.kind === 'subscription';
        await (isStream ? subscribe(request, reply, path) : answer(edge, request, reply));
        // Not `undefined`: Fastify would take the answer for unsent while a hook still looks at it.
        return reply;
      });
    },
    { prefix: '' },
  );
}

const proceduresOf = ({ procedures }: Edge, { params }: FastifyRequest) =>
  (params as { '*': string })['*'].split(',').map((path) => procedures.get(path));

async function answer(edge: Edge, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const call = new OpenCall(request, 'TRPC', edge);
  const { admission } = edge.gatekeeper;
  admission.enter();
  try {
    await answerCalls(edge, call, { request, reply });
  } finally {
    call.end();
    admission.leave();
  }
}

async function answerCalls(
  edge: Edge,
  call: OpenCall,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<void> {
  const read = readOrRefuse(edge, request, call);
  if (!read.ok) {
    await edge.gatekeeper.charge(request, read.error);
    return sendOne(reply, read, edge);
  }
  const { batch, calls } = read;
  const [first] = calls;
  if (!batch && first !== undefined) {
    const settled = await settleCall(first, { edge, request, call });
    nameMeta(reply, call.meta);
    return sendOne(reply, settled, edge);
  }
  const settled = await Promise.all(
    calls.map(async (one) => settleCall(one, { edge, request, call })),
  );
  nameMeta(reply, call.meta);
  sendBatch(reply, settled, edge);
}

type Read = (TrpcCalls & { readonly ok: true }) | Extract<Settled, { ok: false }>;

function readOrRefuse(edge: Edge, request: FastifyRequest, { requestId }: OpenCall): Read {
  const { method, body } = request;
  const path = (request.params as { '*': string })['*'];
  const query = request.query as Record<string, unknown>;
  try {
    return { ok: true, ...readCalls({ method, path, query, body }, edge.procedures) };
  } catch (thrown) {
    return { ok: false, error: settle(thrown, { procedure: path, requestId, op: null }, edge) };
  }
}

async function settleCall(
  { path, procedure, input }: TrpcCall,
  { edge, request, call }: { edge: Edge; request: FastifyRequest; call: OpenCall },
): Promise<Settled> {
  const settled = await run({ path, procedure, input }, { edge, request, call });
  if (procedure !== undefined) {
    const error = settled.ok ? null : settled.error;
    edge.metrics?.onAnswered({ procedure: path, door: 'trpc', error, tookMs: call.tookMs });
  }
  return settled;
}

async function run(
  { path, procedure, input }: TrpcCall,
  { edge, request, call }: { edge: Edge; request: FastifyRequest; call: OpenCall },
): Promise<Settled> {
  const refused = (thrown: unknown): Settled => {
    const { requestId, caller } = call;
    const op = procedure?.op ?? null;
    return { ok: false, error: settle(thrown, { procedure: path, requestId, op, caller }, edge) };
  };
  try {
    await call.arrive(procedure?.op ?? null);
    if (procedure === undefined) return refused(fail('NOT_FOUND', { path: safePath(path) }));
    if (request.method !== METHOD[procedure.op.kind]) return methodRefused(procedure.op.kind);
    const asked = await procedure.ask(input(), call);
    return asked.ok ? asked : refused(asked.error);
  } catch (thrown) {
    return refused(thrown);
  }
}

const WRONG_METHOD = {
  query: 'A query is asked with GET.',
  mutation: 'A mutation is sent with POST.',
  subscription: 'A subscription is opened with GET.',
} as const;

const methodRefused = (kind: keyof typeof METHOD): Settled => ({
  ok: false,
  error: fail('INVALID_REQUEST', { reason: WRONG_METHOD[kind] }),
  status: 405,
  allow: METHOD[kind],
});
