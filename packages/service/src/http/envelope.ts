/** An error as an HTTP answer: the documented body, and in headers what the body has no room for. */
import {
  type AppError,
  httpStatusOf,
  MEDIA_TYPE,
  type ProblemFacts,
  type Retry,
  toBody,
  toGrpcStatus,
  toProblem,
  type WireFormat,
  wireFormatOf,
} from '@faultline/errors';
import { toGatewayEnvelope } from '@faultline/errors/foreign/gateway-envelope';
import {
  type Failure,
  loadAllLocales,
  localise,
  negotiateLocale,
} from '@faultline/errors/messages';
import type { AnswerMeta } from '@faultline/contract';
import type { FastifyReply } from 'fastify';

// A server answers in any of its languages from its first request on.
await loadAllLocales();

/** A body as bytes: from text, Fastify would append a charset that the API does not document. */
export const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** @param status - For refusals before any procedure, which keep the status of what was wrong (413, 415). */
export async function sendError(
  reply: FastifyReply,
  error: AppError,
  { requestId, status }: { requestId: string; status?: number },
): Promise<FastifyReply> {
  const format = wireFormatOf(reply.request.headers.accept);
  const locale = negotiateLocale(reply.request.headers['accept-language']);
  const said = localise(error as Failure, { locale, nowMs: Date.now() });
  const facts = { requestId, title: said.message, detail: said.detail, ...(status && { status }) };
  const { body, httpStatus } = bodyOf(format, error, facts);
  return reply
    .code(httpStatus)
    .headers({
      ...errorHeaders(error),
      ...commonHeaders(requestId),
      'content-language': locale,
      vary: 'accept, accept-language',
    })
    .type(MEDIA_TYPE[format])
    .send(jsonBytes(body));
}

type Said = Required<Omit<ProblemFacts, 'status'>> & Pick<ProblemFacts, 'status'>;

interface Formed {
  readonly body: unknown;
  readonly httpStatus: number;
}

/** The error in the form that the caller asked for. */
function bodyOf(format: WireFormat, error: AppError, facts: Said): Formed {
  const httpStatus = facts.status ?? httpStatusOf(error);
  switch (format) {
    case 'plain':
      return { body: { ...toBody(error), error: facts.title }, httpStatus };
    case 'problem':
      return { body: toProblem(error, facts), httpStatus };
    case 'grpc':
      return { body: toGrpcStatus(error, facts.title), httpStatus };
    case 'gateway':
      // In this dialect the number tells, and HTTP always succeeds.
      return { body: toGatewayEnvelope(error, { ...facts, nowMs: Date.now() }), httpStatus: 200 };
  }
}

/** On every answer, success or not. */
export const commonHeaders = (requestId: string): Record<string, string> => ({
  'x-request-id': requestId,
  'cache-control': 'no-store',
});

export function errorHeaders(error: AppError): Record<string, string> {
  const { details, outcome, retry } = error;
  const afterSec = retryAfterSec(retry);
  return {
    'x-error-outcome': outcome,
    'x-error-retry': retry.kind,
    ...('errorId' in details ? { 'x-error-id': String(details.errorId) } : {}),
    ...(afterSec === null ? {} : { 'retry-after': String(afterSec) }),
  };
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
export const metaHeaders = (meta: AnswerMeta): Record<string, string> => ({
  ...(meta.idempotencyKey === undefined ? {} : { 'idempotency-key': meta.idempotencyKey }),
  ...(meta.replayed === true ? { 'idempotent-replayed': 'true' } : {}),
  ...(meta.nextCursor === undefined ? {} : { 'x-next-cursor': meta.nextCursor }),
});
