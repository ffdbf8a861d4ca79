/** An error as an HTTP answer: the documented body, and in headers what the body has no room for. */
import {
  type AppError,
  type Details,
  httpStatusOf,
  MEDIA_TYPE,
  type Retry,
  toBody,
  toGrpcStatus,
  toProblem,
  type WireFormat,
  wireFormatOf,
} from '@faultline/errors';
import { toGatewayEnvelope } from '@faultline/errors/foreign/gateway-envelope';
import { type Failure, localise, localiseMessage } from '@faultline/errors/messages';
import type { AnswerMeta } from '@faultline/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorSettings } from '../errors/settings.ts';

const asIs = (text: string): string => text;

/**
 * Sends JSON that is text already. A text goes out in one packet with its headers, where a Buffer would not; with a
 * serializer of its own, Fastify appends no charset, which the API does not document.
 */
export function sendJson(reply: FastifyReply, text: string, type = MEDIA_TYPE.plain): void {
  reply.serializer(asIs).header('content-type', type).send(text);
}

type Speech = Parameters<typeof localise>[1];

/** The caller's language, as well as we speak it, and the operator's words in it. */
const speechFor = ({ headers }: FastifyRequest, errors: ErrorSettings): Speech => ({
  locale: errors.negotiateLocale(headers['accept-language']),
  nowMs: Date.now(),
  overrides: errors.overrides,
});

/** The one sentence of an error in the caller's language. */
export const messageFor = (
  request: FastifyRequest,
  error: AppError,
  errors: ErrorSettings,
): string => localiseMessage(error as Failure, speechFor(request, errors));

interface Answering {
  readonly errors: ErrorSettings;
  /** For refusals before any procedure, which keep the status of what was wrong (413, 415). */
  readonly status?: number | undefined;
}

export function sendError(
  reply: FastifyReply,
  error: AppError,
  { errors, status }: Answering,
): void {
  const { request } = reply;
  const format = wireFormatOf(request.headers.accept);
  const spoken = speechFor(request, errors);
  const httpStatus = status ?? httpStatusOf(error);
  const facts = { requestId: request.id, status: httpStatus, spoken };
  reply.headers(errorHeaders(error));
  nameCommonHeaders(reply, request);
  reply
    // In the gateway's dialect the number tells, and HTTP always succeeds.
    .code(format === 'gateway' ? 200 : httpStatus)
    .header('content-language', spoken.locale)
    .header('vary', 'accept, accept-language');
  sendJson(reply, JSON.stringify(bodyOf(format, error, facts)), MEDIA_TYPE[format]);
}

interface Facts {
  readonly requestId: string;
  readonly status: number;
  readonly spoken: Speech;
}

/** The error in the form that the caller asked for. Only the problem has room for more than one sentence. */
function bodyOf(format: WireFormat, error: AppError, facts: Facts): unknown {
  const { requestId, status, spoken } = facts;
  switch (format) {
    case 'plain':
      return toBody(error, localiseMessage(error as Failure, spoken));
    case 'problem': {
      const { message: title, detail } = localise(error as Failure, spoken);
      return toProblem(error, { requestId, status, title, detail });
    }
    case 'grpc':
      return toGrpcStatus(error, localiseMessage(error as Failure, spoken));
    case 'gateway':
      return toGatewayEnvelope(error, { requestId, nowMs: spoken.nowMs });
  }
}

/** On every answer, success or not. The others of this kind stand in `security-headers.ts`. */
export function nameCommonHeaders(reply: FastifyReply, { id }: FastifyRequest): void {
  reply.header('x-request-id', id);
}

export function errorHeaders(error: AppError): Record<string, string> {
  const { details, outcome, retry } = error;
  const headers: Record<string, string> = {
    'x-error-outcome': outcome,
    'x-error-retry': retry.kind,
    ...waitHeaders(error),
  };
  if ('errorId' in details) headers['x-error-id'] = String(details.errorId);
  return headers;
}

export const LIMIT_HEADER = {
  limit: 'x-ratelimit-limit',
  remaining: 'x-ratelimit-remaining',
  reset: 'x-ratelimit-reset',
} as const;

/** For whatever stands between us and a caller: when it makes sense to come back, and which limit was met. */
function waitHeaders(error: AppError): Record<string, string> {
  const afterSec = retryAfterSec(error.retry);
  const headers: Record<string, string> = {};
  if (afterSec !== null) headers['retry-after'] = String(afterSec);
  if (error.code !== 'RATE_LIMIT_EXCEEDED') return headers;
  const { limit, retryAfter, resetAt } = error.details as Details<'RATE_LIMIT_EXCEEDED'>;
  headers[LIMIT_HEADER.limit] = String(limit);
  headers[LIMIT_HEADER.remaining] = '0';
  headers[LIMIT_HEADER.reset] = String(resetAt ?? Math.ceil(Date.now() / 1_000) + retryAfter);
  return headers;
}

/** As `waitHeaders`, for the many errors that have none. */
export function nameWait(reply: FastifyReply, error: AppError): void {
  const { kind } = error.retry;
  if (kind === 'after' || kind === 'backoff' || error.code === 'RATE_LIMIT_EXCEEDED') {
    reply.headers(waitHeaders(error));
  }
}

/** Whole seconds, rounded up, at least 1: a caller who waits that long has waited long enough. */
function retryAfterSec(retry: Retry): number | null {
  switch (retry.kind) {
    case 'after':
      return Math.max(1, Math.ceil(retry.afterMs / 1_000));
    case 'backoff':
      return Math.max(1, Math.ceil((retry.delaysMs[0] ?? 1_000) / 1_000));
    case 'never':
    case 'refresh':
    case 'at':
    case 'same-key':
      return null;
  }
}

/** What the handler said about its answer. */
export function nameMeta(reply: FastifyReply, meta: AnswerMeta | null): void {
  if (meta === null) return;
  if (meta.idempotencyKey !== undefined) reply.header('idempotency-key', meta.idempotencyKey);
  if (meta.replayed === true) reply.header('idempotent-replayed', 'true');
  if (meta.nextCursor !== undefined) reply.header('x-next-cursor', meta.nextCursor);
}
