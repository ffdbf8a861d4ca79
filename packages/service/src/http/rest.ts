/** The REST doors of a contract: each row that names one gets a route, and the procedure behind it is the same. */
import { type AppError, fail } from '@faultline/errors';
import type { Op, Rest } from '@faultline/contract';
import type { z } from 'zod';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorJournal } from '../journal/journal.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Procedure, Procedures } from '../procedures/procedure.ts';
import { settle } from '../procedures/settle.ts';
import type { ErrorSettings } from '../errors/settings.ts';
import { type Authenticate, OpenCall } from './context.ts';
import { nameCommonHeaders, nameMeta, sendError, sendJson } from './envelope.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { jsonTextOf } from './json-text.ts';
import { sendEvents } from './sse.ts';
import { tellFailure } from './tell.ts';

/** How an answer looks on REST where the documented shape differs from the procedure's own. */
export interface RestShape {
  /** From the procedure's answer, as it goes over the wire. */
  readonly of: (answer: never) => unknown;
  /** The same in text, where it can be made of the answer's own: that of a command is there already. */
  readonly text?: (answer: string) => string;
  /** From the schema of the procedure's answer, for the documentation. */
  readonly schema: (output: z.ZodType) => z.ZodType;
}
/** By procedure path. */
export type RestShapes = Readonly<Record<string, RestShape>>;

export interface RestDoors {
  /** Every one whose row names a door gets it. */
  readonly procedures: Iterable<Procedure>;
  readonly shapes: RestShapes;
}

export interface Edge {
  readonly procedures: Procedures;
  readonly authenticate: Authenticate;
  readonly gatekeeper: Gatekeeper;
  readonly closing: AbortSignal;
  readonly ending: AbortSignal;
  readonly callTimeoutMs: number | null;
  readonly log: Logger;
  readonly errors: ErrorSettings;
  readonly metrics: Metrics | undefined;
  readonly journal: Pick<ErrorJournal, 'record'> | undefined;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The procedures that a request to this route would call. */
    callsOf?: (request: FastifyRequest) => readonly (Procedure | undefined)[];
  }
}

export function registerRest(
  app: FastifyInstance,
  edge: Edge,
  { procedures, shapes }: RestDoors,
): void {
  for (const procedure of procedures) {
    const { rest } = procedure.op;
    if (rest === undefined) continue;
    const { method, path: url } = rest;
    const calls = [procedure];
    const handler = restHandler(procedure, { edge, rest, shapes });
    app.route({ method, url, handler, config: { callsOf: () => calls } });
  }
}

function restHandler(
  { path, op, ask }: Procedure,
  { edge, rest, shapes }: { edge: Edge; rest: Rest; shapes: RestShapes },
) {
  const shape = shapes[path];
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = new OpenCall(request, 'REST', edge);
    const { admission } = edge.gatekeeper;
    admission.enter();
    let failure: AppError | null = null;
    const refuse = (thrown: unknown): void => {
      nameMeta(reply, call.meta);
      const { requestId, caller } = call;
      failure = settle(thrown, { procedure: path, requestId, op, caller }, edge);
      sendError(reply, failure, edge);
    };
    try {
      await call.arrive(op);
      const asked = await ask(spoken(request, op, rawInput(request, op, rest)), call);
      if (asked.ok && op.kind === 'subscription') {
        sendEvents(reply, asked.data as AsyncIterable<unknown>, (thrown) => {
          const { requestId, caller } = call;
          const { log, errors, metrics, journal } = edge;
          const failed = { procedure: path, requestId, op, caller };
          return tellFailure(thrown, failed, { request, log, errors, metrics, journal });
        });
        return reply;
      }
      if (asked.ok) {
        nameCommonHeaders(reply, request);
        nameMeta(reply, call.meta);
        sendJson(reply, textOf(asked.data, shape));
      } else refuse(asked.error);
    } catch (thrown) {
      refuse(thrown);
    } finally {
      call.end();
      admission.leave();
    }
    edge.metrics?.onAnswered({
      procedure: path,
      door: 'rest',
      error: failure,
      tookMs: call.tookMs,
    });
    // Not `undefined`: Fastify would take the answer for unsent while a hook still looks at it.
    return reply;
  };
}

function textOf(answer: unknown, shape: RestShape | undefined): string {
  if (shape === undefined) return jsonTextOf(answer);
  return shape.text?.(jsonTextOf(answer)) ?? JSON.stringify(shape.of(answer as never));
}

/** The input as JSON: the body, or the query string and path read by the kinds that the row declares. */
function rawInput(request: FastifyRequest, op: Op, rest: Rest): unknown {
  const fromPath = request.params as Record<string, string>;
  const query = request.query as Record<string, unknown>;
  if (rest.method === 'GET') {
    const lastId = op.kind === 'subscription' ? request.headers['last-event-id'] : undefined;
    const resume = lastId === undefined ? {} : { lastEventSeq: lastId };
    return fromTexts({ ...query, ...resume, ...fromPath }, rest);
  }
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const key = request.headers['idempotency-key'];
  const asked = Object.entries(query).filter(([name]) => Object.hasOwn(rest.query, name));
  const beside = {
    ...fromTexts({ ...Object.fromEntries(asked), ...fromPath }, rest),
    ...(key === undefined || !takesKey(op) ? {} : { idempotencyKey: key }),
  };
  refuseContradiction(body, beside);
  return { ...body, ...beside };
}

/** What the body says and the path, the query or a header says otherwise: nobody knows which of both is meant. */
function refuseContradiction(body: object, beside: Readonly<Record<string, unknown>>): void {
  const field = Object.keys(beside).find(
    (name) => Object.hasOwn(body, name) && Reflect.get(body, name) !== beside[name],
  );
  if (field === undefined) return;
  const reason = 'The body says one thing, and the path, the query or a header another.';
  throw fail('INVALID_REQUEST', { field, reason });
}

const fromTexts = (given: Record<string, unknown>, { query }: Rest): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, fromText(value, query[name])]),
  );

const takesKey = (op: Op): boolean => takes(op, 'idempotencyKey');

/** The language that the caller's header asks for, where the procedure wants to know and the input does not say. */
function spoken({ headers }: FastifyRequest, op: Op, input: unknown): unknown {
  const language = headers['accept-language'];
  if (language === undefined || !takes(op, 'locale') || typeof input !== 'object') return input;
  return { locale: language.slice(0, LANGUAGE_MAX_LENGTH), ...input };
}

const LANGUAGE_MAX_LENGTH = 1_000;

const takes = (op: Op, field: string): boolean =>
  'shape' in op.input &&
  typeof op.input.shape === 'object' &&
  op.input.shape !== null &&
  field in op.input.shape;

/** Only a query string's text becomes a number, and only where the row expects one; JSON is never coerced. */
function fromText(value: unknown, kind: Rest['query'][string] | undefined): unknown {
  if (typeof value !== 'string') return value;
  if (kind === 'integer') return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (kind === 'decimal') return /^-?\d{1,12}(\.\d{1,10})?$/.test(value) ? Number(value) : value;
  if (kind === 'list') return value.split(',');
  return value;
}
