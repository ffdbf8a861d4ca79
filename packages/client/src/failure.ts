/**
 * What went wrong with a call, as one closed union over the codes that this very procedure can answer with. A failure is
 * a plain value: narrow it by `code`, and `details` follows.
 */
import {
  type AnyCode,
  type Category,
  type ClientOnlyCode,
  type Details,
  messageOf,
  type Outcome,
  readFailure,
  type Retry,
  retryOf,
  rowOf,
} from '@faultline/errors';
import { TRPCClientError } from '@trpc/client';
import { foreignIn } from './calls/foreign-answer.ts';
import type { CallMeta } from './calls/try-link.ts';

interface FailureOf<C extends AnyCode> {
  readonly code: C;
  readonly details: Details<C>;
  /** One sentence for a person: the server's own, in the language that was asked for; English where only the line failed. */
  readonly message: string;
  readonly category: Category;
  /** Was the command executed? */
  readonly outcome: Outcome;
  /** May it be repeated, and when? */
  readonly retry: Retry;
  /** What to name to support. */
  readonly requestId: string | null;
  readonly httpStatus: number | null;
  /** What the command went out with: with it, and only with it, the same command may be sent again. */
  readonly idempotencyKey: string | null;
  /** Tries made, from 1. */
  readonly attempts: number;
  readonly cause: unknown;
}

/** A failure with one of the codes `C`. */
export type Failure<C extends AnyCode = AnyCode> = { readonly [K in C]: FailureOf<K> }[C];

/** The codes that a procedure's error shape carries, and those of the line. */
export type CodesOf<Shape> = Shape extends { data: { code: infer C } }
  ? Extract<C, AnyCode> | ClientOnlyCode
  : AnyCode;

interface TypedError<Shape> {
  readonly shape: Shape | null | undefined;
}

/** Any error of a tRPC client, typed by where it comes from: react-query's `onError`, a subscription's, a plain catch. */
export function failure<Shape>(error: TypedError<Shape>): Failure<CodesOf<Shape>>;
export function failure(error: unknown): Failure;
export function failure(error: unknown): Failure {
  if (error instanceof TRPCClientError && error.shape) return fromServer(error);
  return fromLine(error);
}

function fromServer(error: TRPCClientError<never>): Failure {
  const data: unknown = error.data;
  const status = numberIn(data, 'httpStatus');
  const { code, details, outcome } = readFailure(data, status ?? undefined);
  return build(code, {
    details,
    outcome,
    message: error.message,
    requestId: textIn(data, 'requestId'),
    status,
    cause: error,
  });
}

/** Nothing arrived that a server of ours would say: the line, the clock, the caller, or a stranger in between. */
function fromLine(error: unknown): Failure {
  const names = namesIn(error);
  const status = foreignIn(error)?.status ?? null;
  const facts = { requestId: null, status, cause: error, details: {} };
  if (names.includes('TimeoutError')) return build('TIMEOUT', { ...facts, outcome: 'UNKNOWN' });
  if (names.includes('AbortError')) return build('ABORTED', { ...facts, outcome: 'UNKNOWN' });
  if (names.some((name) => NEVER_CONNECTED.has(name))) {
    return build('NETWORK_ERROR', { ...facts, outcome: 'NOT_APPLIED' });
  }
  if (status !== null || names.includes('SyntaxError') || hasAnswer(error)) {
    const details = { wireCode: null, ...(status === null ? {} : { httpStatus: status }) };
    return build('UNKNOWN_ERROR', { ...facts, details, outcome: 'UNKNOWN' });
  }
  return build('NETWORK_ERROR', { ...facts, outcome: 'UNKNOWN' });
}

/** JSON came, and none that a server of ours would send. */
const hasAnswer = (error: unknown): boolean =>
  error instanceof TRPCClientError && error.meta?.['response'] !== undefined;

/** No connection came about, so no byte of the command left. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const CAUSES_MAX = 8;

/** The names and codes along the chain of causes, the outermost first. */
function namesIn(error: unknown): string[] {
  const names: string[] = [];
  let link = error;
  for (let depth = 0; depth < CAUSES_MAX && link instanceof Error; depth += 1) {
    names.push(link.name, textIn(link, 'code') ?? '');
    if (link instanceof AggregateError) names.push(...link.errors.flatMap(namesIn));
    link = link.cause;
  }
  return names;
}

interface Facts {
  readonly details: unknown;
  readonly outcome: Outcome;
  /** What the server said; the row says it where nobody did. */
  readonly message?: string;
  readonly requestId: string | null;
  readonly status: number | null;
  readonly cause: unknown;
}

function build(code: AnyCode, facts: Facts): Failure {
  const details = facts.details as Details<AnyCode>;
  const call = callOf(facts.cause);
  return {
    code,
    details,
    message: facts.message || messageOf(code, details),
    category: rowOf(code).category,
    outcome: call?.outcome ?? facts.outcome,
    retry: retryOf(code, details),
    requestId: facts.requestId,
    httpStatus: facts.status,
    idempotencyKey: call?.idempotencyKey ?? null,
    attempts: call?.attempts ?? 1,
    cause: facts.cause,
  } as Failure;
}

const callOf = (error: unknown): CallMeta | undefined =>
  error instanceof TRPCClientError ? (error.meta?.['call'] as CallMeta | undefined) : undefined;

function textIn(from: unknown, key: string): string | null {
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, key) : null;
  return typeof value === 'string' ? value : null;
}

function numberIn(from: unknown, key: string): number | null {
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, key) : null;
  return typeof value === 'number' ? value : null;
}
