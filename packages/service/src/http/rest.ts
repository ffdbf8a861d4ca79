/** The REST doors of a contract: each row that names one gets a route, and the procedure behind it is the same. */
import type { Op, Rest } from '@faultline/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../log/logger.ts';
import type { Procedure, Procedures } from '../procedures/procedure.ts';
import { settle } from '../procedures/settle.ts';
import { type Authenticate, openCall } from './context.ts';
import { commonHeaders, jsonBytes, metaHeaders, sendError } from './envelope.ts';
import { sendEvents } from './sse.ts';

/** How an answer looks on REST where the documented shape differs from the procedure's own. By procedure path. */
export type RestShapes = Readonly<Record<string, (answer: never) => unknown>>;

export interface Edge {
  readonly procedures: Procedures;
  readonly authenticate: Authenticate;
  readonly closing: AbortSignal;
  readonly log: Logger;
}

export function registerRest(app: FastifyInstance, edge: Edge, shapes: RestShapes): void {
  for (const procedure of edge.procedures.values()) {
    const { rest } = procedure.op;
    if (rest === undefined) continue;
    const { method, path: url } = rest;
    app.route({ method, url, handler: restHandler(procedure, { edge, rest, shapes }) });
  }
}

function restHandler(
  { path, op, run }: Procedure,
  { edge, rest, shapes }: { edge: Edge; rest: Rest; shapes: RestShapes },
) {
  const shape = shapes[path] as ((answer: unknown) => unknown) | undefined;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = openCall(request, 'REST', edge);
    const requestId = request.id;
    try {
      const answer = await run(rawInput(request, op, rest), call.context);
      if (op.kind === 'subscription') {
        return await sendEvents(reply, answer as AsyncIterable<unknown>, {
          requestId,
          settle: (thrown) => settle(thrown, { procedure: path, requestId, op }, edge.log),
        });
      }
      return await reply
        .headers({ ...commonHeaders(requestId), ...metaHeaders(call.meta()) })
        .type('application/json')
        .send(jsonBytes(shape === undefined ? answer : shape(answer)));
    } catch (thrown) {
      reply.headers(metaHeaders(call.meta()));
      return sendError(reply, settle(thrown, { procedure: path, requestId, op }, edge.log), {
        requestId,
      });
    }
  };
}

/** The input as JSON: the body, or the query string and path read by the kinds that the row declares. */
function rawInput(request: FastifyRequest, op: Op, rest: Rest): unknown {
  const fromPath = request.params as Record<string, string>;
  if (rest.method === 'GET') {
    const lastId = op.kind === 'subscription' ? request.headers['last-event-id'] : undefined;
    const resume = lastId === undefined ? {} : { lastEventSeq: lastId };
    const given = { ...(request.query as Record<string, unknown>), ...resume, ...fromPath };
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, fromText(value, rest.query[name])]),
    );
  }
  const key = request.headers['idempotency-key'];
  const body = request.body ?? {};
  if (key === undefined || !takesKey(op) || typeof body !== 'object') return body;
  return { ...body, idempotencyKey: key };
}

const takesKey = (op: Op): boolean =>
  'shape' in op.input &&
  typeof op.input.shape === 'object' &&
  op.input.shape !== null &&
  'idempotencyKey' in op.input.shape;

/** Only a query string's text becomes a number, and only where the row expects one; JSON is never coerced. */
function fromText(value: unknown, kind: Rest['query'][string] | undefined): unknown {
  if (typeof value !== 'string') return value;
  if (kind === 'integer') return /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (kind === 'number') return /^-?\d{1,15}(\.\d{1,10})?$/.test(value) ? Number(value) : value;
  if (kind === 'list') return value.split(',');
  return value;
}
