/** AppError ⇄ plain JSON: the REST body, and the `data` of a tRPC error. Decoding meets hostile shapes without throwing. */
import type { AppError } from '../app-error.ts';
import type { AnyCode, Code, Details } from '../catalogue/index.ts';
import { catalogue, isCode } from '../catalogue/index.ts';
import { detailFaults } from '../fields.ts';
import { rowOf } from '../row.ts';
import type { Category, Outcome, Retry } from '../spec.ts';

/** The body of every answer that is not a success: exactly these members. */
export interface ErrorBody {
  readonly error: string;
  readonly code: Code;
  readonly details?: Details<Code>;
}

/** What a tRPC client finds in `error.data`. */
export interface ErrorData<C extends Code = Code> {
  readonly code: C;
  readonly details: Details<C>;
  readonly category: Category;
  readonly outcome: Outcome;
  readonly retry: Retry;
  readonly requestId: string;
  readonly errorId?: string;
  readonly httpStatus: number;
}

/** The row's status; 0 never occurs, since only client-side rows have it. */
export const httpStatusOf = (error: { readonly code: Code }): number => catalogue[error.code].http;

/** @param message - In the reader's language; English when absent. */
export function toBody(error: AppError, message = error.message): ErrorBody {
  const { code, details } = error;
  return Object.keys(details).length === 0
    ? { error: message, code }
    : { error: message, code, details };
}

/** @param httpStatus - Where it is not the row's own: refusals before any procedure keep 413, 415. */
export function toData<C extends Code>(
  error: AppError<C>,
  requestId: string,
  httpStatus = httpStatusOf(error),
): ErrorData<C> {
  const { code, details, outcome, retry } = error;
  const errorId = 'errorId' in details ? { errorId: String(details.errorId) } : {};
  const { category } = catalogue[code];
  return { code, details, category, outcome, retry, requestId, ...errorId, httpStatus };
}

/** A failure as a client knows it, before it becomes the client's own type. */
export interface ReadFailure {
  readonly code: AnyCode;
  readonly details: Details<AnyCode>;
  readonly outcome: Outcome;
}

const OUTCOMES: readonly unknown[] = ['NOT_APPLIED', 'APPLIED', 'UNKNOWN'] satisfies Outcome[];

/**
 * Reads `{ code, details, outcome? }` from another process. A code that this version does not know, or details that are
 * not what the row promises, become UNKNOWN_ERROR with the code kept: a promise of types must never be a lie.
 */
export function readFailure(wire: unknown, httpStatus?: number): ReadFailure {
  const part = (name: string): unknown =>
    typeof wire === 'object' && wire !== null && Object.hasOwn(wire, name)
      ? Reflect.get(wire, name)
      : undefined;
  const code = part('code');
  const details = part('details') ?? {};
  if (!isCode(code) || detailFaults(rowOf(code).details, details).length > 0) {
    const wireCode = typeof code === 'string' ? code.slice(0, 64) : null;
    const status = httpStatus === undefined ? {} : { httpStatus };
    return { code: 'UNKNOWN_ERROR', details: { wireCode, ...status }, outcome: 'UNKNOWN' };
  }
  const outcome = OUTCOMES.includes(part('outcome'))
    ? (part('outcome') as Outcome)
    : rowOf(code).outcome;
  return { code, details: details, outcome };
}
