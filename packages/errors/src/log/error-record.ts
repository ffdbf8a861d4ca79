/**
 * A failure as the log keeps it, in the gateway specification's form: the dialect's number and name, our own code, what
 * was being done for whom, and the numbers that decided. The logger adds time and level, and masks what is personal.
 */
import type { AppError } from '../app-error.ts';
import { gatewayOfFailure } from '../foreign/gateway-dialect.ts';
import { lookupGatewaySpec } from '../foreign/spaces/gateway-spec.ts';
import type { Code } from '../catalogue/index.ts';
import type { Outcome } from '../spec.ts';

/** What was being done, and for whom. */
export interface FailedWork {
  /** The slice of the contract, or `http` before any procedure. */
  readonly module: string;
  readonly function: string;
  readonly requestId: string;
  /** Absent while nobody is known to have signed in. */
  readonly userId?: string | undefined;
}

/** The failure's details stand beside the facts of the call, as in the specification's example. */
export type ErrorContext = FailedWork & Readonly<Record<string, unknown>>;

export interface ErrorRecord {
  readonly category: 'API_ERROR';
  /** The gateway's number and name for it: 5, InsufficientBalance. */
  readonly errorCode: number;
  readonly errorName: string;
  readonly code: Code;
  readonly outcome: Outcome;
  readonly httpStatus: number;
  readonly context: ErrorContext;
  /** Every record goes through the redacting logger. */
  readonly sanitized: true;
  readonly retryable: boolean;
}

/** @param detailed - Without it the numbers that decided stay out, and only the call is named. */
export function errorContext(
  work: FailedWork,
  { details, detailed }: { details: object; detailed: boolean },
): ErrorContext {
  const { module, function: name, requestId, userId } = work;
  return {
    module,
    function: name,
    requestId,
    ...(userId === undefined ? {} : { userId }),
    ...(detailed ? factsOf(details) : nameOf(details)),
  };
}

/** No detail may pass for a fact of the call. */
const TAKEN: ReadonlySet<string> = new Set(['module', 'function', 'requestId', 'userId']);
const factsOf = (details: object): object =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !TAKEN.has(name)));

/** The id by which support finds the line is no secret. */
const nameOf = (details: object): object =>
  'errorId' in details ? { errorId: details.errorId } : {};

export function errorRecord(
  error: AppError,
  { work, httpStatus, detailed }: { work: FailedWork; httpStatus: number; detailed: boolean },
): ErrorRecord {
  const { code, details, outcome, retry } = error;
  const gateway = gatewayOfFailure(error);
  const row = lookupGatewaySpec(gateway.code);
  return {
    category: 'API_ERROR',
    errorCode: gateway.code,
    errorName: row.known ? row.name : code,
    code,
    outcome,
    httpStatus,
    context: errorContext(work, { details, detailed }),
    sanitized: true,
    retryable: retry.kind !== 'never',
  };
}
