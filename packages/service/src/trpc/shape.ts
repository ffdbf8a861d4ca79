/** An error in tRPC's own form. tRPC does not serialise it again, so everything in it is JSON already. */
import {
  type AppError,
  type Code,
  type ErrorData,
  httpStatusOf,
  type Outcome,
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
  const { code, details, outcome, retry } = error;
  const { requestId, message = error.message, status = httpStatusOf(error) } = facts;
  // Few, and the newest of all members: they stand behind the others.
  if ('errorId' in details) return JSON.stringify({ error: errorShape(error, facts) });
  return (
    `{"error":{"message":${JSON.stringify(message)},"code":${rpcCodeOf(status)},` +
    `"data":{"code":"${code}","details":${JSON.stringify(details)}${natureText(code, outcome)}` +
    `"retry":${JSON.stringify(retry)},"requestId":${JSON.stringify(requestId)},"httpStatus":${status}}}}`
  );
}

const natures = new Map<string, string>();

/** Category and outcome of a code: as many texts as there are codes, nearly always one each. */
function natureText(code: Code, outcome: Outcome): string {
  const key = `${code} ${outcome}`;
  let text = natures.get(key);
  if (text === undefined) {
    text = `,"category":"${rowOf(code).category}","outcome":"${outcome}",`;
    natures.set(key, text);
  }
  return text;
}
