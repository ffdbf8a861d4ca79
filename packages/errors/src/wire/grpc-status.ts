/** google.rpc.Status as JSON, with the ErrorInfo that carries our code and the RetryInfo that says when to come back. */
import type { AppError } from '../app-error.ts';
import { GRPC_NUMBER, grpcStatusOf } from '../grpc.ts';
import type { Retry } from '../spec.ts';
import { readFailure, type ReadFailure } from './plain.ts';

const DOMAIN = 'faultline';
/** Beside the details, under a name that none of them has: LP_TIMEOUT has a detail `outcome` of its own. */
const OUTCOME = 'callOutcome';
const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo';
const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

export interface GrpcStatusBody {
  readonly code: number;
  readonly message: string;
  readonly details: readonly Readonly<Record<string, unknown>>[];
}

/** ErrorInfo's metadata holds text only, so each of our details is there as JSON. */
export function toGrpcStatus(error: AppError, message = error.message): GrpcStatusBody {
  const { code, outcome, details, retry } = error;
  const own = Object.entries(details).map(([name, value]) => [name, JSON.stringify(value)]);
  const metadata: unknown = Object.fromEntries([[OUTCOME, outcome], ...own]);
  const info = { '@type': ERROR_INFO, reason: code, domain: DOMAIN, metadata };
  const delay = retryDelay(retry);
  return {
    code: GRPC_NUMBER[grpcStatusOf(code)],
    message,
    details: delay === null ? [info] : [info, { '@type': RETRY_INFO, retryDelay: delay }],
  };
}

function retryDelay(retry: Retry): string | null {
  if (retry.kind === 'after') return `${retry.afterMs / 1_000}s`;
  return retry.kind === 'backoff' ? `${(retry.delaysMs[0] ?? 0) / 1_000}s` : null;
}

/** Reads what another process answered. Anything that is no status of ours becomes UNKNOWN_ERROR. */
export function fromGrpcStatus(wire: unknown): ReadFailure {
  const details = field(wire, 'details');
  const info: unknown = Array.isArray(details)
    ? details.find((one) => field(one, '@type') === ERROR_INFO && field(one, 'domain') === DOMAIN)
    : undefined;
  const metadata = field(info, 'metadata');
  const texts: Record<string, unknown> =
    typeof metadata === 'object' && metadata !== null ? { ...metadata } : {};
  const { [OUTCOME]: outcome, ...own } = texts;
  return readFailure({ code: field(info, 'reason'), outcome, details: parsed(own) });
}

const parsed = (texts: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fromJson(text)]));

function fromJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}

function field(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, name)
    ? Reflect.get(from, name)
    : undefined;
}
