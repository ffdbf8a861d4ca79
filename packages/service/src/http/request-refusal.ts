/** What is wrong with a request before any procedure has seen it, in the catalogue's words and without echoing it. */
import { type AppError, fail } from '@faultline/errors';

export interface RequestRefusal {
  readonly error: AppError;
  readonly status: number;
}

interface HttpFault {
  readonly code?: unknown;
  readonly statusCode?: unknown;
}

const REASONS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the body as application/json.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than 64 KiB.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body does not have the announced length.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty.',
  NO_WEBSOCKET: 'Here is a websocket: ask for the upgrade.',
  WRONG_METHOD: 'The path does not take this method: see the header Allow.',
  HOST_HEADER: 'The request needs exactly one Host header.',
  CONTENT_ENCODING: 'Send the body as it is, without a content encoding.',
  FST_ERR_BAD_URL: 'The URL is not well formed.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the path is too long.',
  FST_ERR_ASYNC_CONSTRAINT: 'The URL is not well formed.',
};

/** A fault that the HTTP layer found, or `null` when the error is none of its kind (and so is a bug of ours). */
export function requestRefusal(thrown: unknown): RequestRefusal | null {
  if (typeof thrown !== 'object' || thrown === null) return null;
  const { code, statusCode } = thrown as HttpFault;
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return null;
  const reason = REASONS[String(code)] ?? 'The request is malformed.';
  return { error: fail('INVALID_REQUEST', { reason }), status: statusCode };
}

/** A path that may stand in an answer: no query, no control characters, bounded. */
export const safePath = (url: string): string =>
  (url.split('?')[0] ?? '').replaceAll(/[^\x21-\x7e]/g, '').slice(0, 128);
