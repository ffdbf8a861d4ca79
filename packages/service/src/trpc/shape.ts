/** An error in tRPC's own form. tRPC does not serialise it again, so everything in it is JSON already. */
import {
  type AppError,
  type Code,
  type ErrorData,
  httpStatusOf,
  type Outcome,
  type Retry,
  rowOf,
  toData,
} from '@faultline/errors';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';

export interface ErrorShape {
  readonly message: string;
  /** JSON-RPC 2.0 number, as tRPC assigns it to the HTTP status. */
  readonly code: number;
  readonly data: ErrorData;
}

const KEY_BY_STATUS: Readonly<Record<number, keyof typeof TRPC_ERROR_CODES_BY_KEY>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'GATEWAY_TIMEOUT',
};

export interface ShapeFacts {
  readonly requestId: string;
  /** The sentence in the reader's language; English when absent. */
  readonly message?: string;
  /** Kept for refusals of tRPC's own rules (404, 405, 413, 415); the row's status otherwise. */
  readonly status?: number | undefined;
}

export function errorShape(error: AppError, facts: ShapeFacts): ErrorShape {
  const { requestId, message = error.message, status = httpStatusOf(error) } = facts;
  return { message, code: rpcCodeOf(status), data: toData(error, requestId, status) };
}

const rpcCodeOf = (status: number): number =>
  TRPC_ERROR_CODES_BY_KEY[KEY_BY_STATUS[status] ?? 'INTERNAL_SERVER_ERROR'];

/**
 * `{ error: errorShape(…) }` as JSON. What a code always says is text already: a refusal costs hardly more than the answer
 * that it stands for.
 */
export function errorText(error: AppError, facts: ShapeFacts): string {
  const { code, details, outcome } = error;
  const { requestId, message = error.message, status = httpStatusOf(error) } = facts;
  // Few, and the newest of all members: they stand behind the others.
  if ('errorId' in details) return JSON.stringify({ error: errorShape(error, facts) });
  const { opening, nature, ending } = frameOf(code, { message, status, outcome });
  const own = JSON.stringify(details);
  return `${opening}${own}${nature}${retryText(error.retry)},"requestId":${JSON.stringify(requestId)}${ending}`;
}

interface Said {
  readonly message: string;
  readonly status: number;
  readonly outcome: Outcome;
}

/** The parts of an answer that do not depend on the call. */
interface Frame extends Said {
  /** Up to the details. */
  readonly opening: string;
  /** Between the details and the retry. */
  readonly nature: string;
  /** After the request's id. */
  readonly ending: string;
}

/** A code has one sentence for each language; only an operator's own with numbers in it has more. */
const FRAMES_OF_A_CODE_MAX = 16;
const frames = new Map<Code, Map<string, Frame>>();

function frameOf(code: Code, said: Said): Frame {
  let known = frames.get(code);
  if (known === undefined) frames.set(code, (known = new Map()));
  const frame = known.get(said.message);
  if (frame?.status === said.status && frame.outcome === said.outcome) return frame;
  if (known.size >= FRAMES_OF_A_CODE_MAX) known.clear();
  const made = madeFrame(code, said);
  known.set(said.message, made);
  return made;
}

function madeFrame(code: Code, said: Said): Frame {
  const { message, status, outcome } = said;
  const { category } = rowOf(code);
  return {
    ...said,
    opening: `{"error":{"message":${JSON.stringify(message)},"code":${rpcCodeOf(status)},"data":{"code":"${code}","details":`,
    nature: `,"category":"${category}","outcome":"${outcome}","retry":`,
    ending: `,"httpStatus":${status}}}}`,
  };
}

/** Most say their kind and nothing else. */
function retryText(retry: Retry): string {
  switch (retry.kind) {
    case 'never':
      return '{"kind":"never"}';
    case 'refresh':
      return '{"kind":"refresh"}';
    case 'same-key':
      return '{"kind":"same-key"}';
    case 'after':
    case 'at':
    case 'backoff':
      return JSON.stringify(retry);
  }
}
