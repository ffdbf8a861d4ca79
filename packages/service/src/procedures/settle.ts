/**
 * Turns whatever a handler threw into the one error that may leave the process. A declared error passes; an undeclared
 * one and every bug become INTERNAL_ERROR outside while the log keeps the truth under the same errorId.
 */
import {
  type AppError,
  type Code,
  COMMON_CODES,
  httpStatusOf,
  isAppError,
  type Outcome,
  raise,
  refuse,
  rowOf,
} from '@faultline/errors';
import { errorRecord, type FailedWork } from '@faultline/errors/log';
import type { Caller, Op } from '@faultline/contract';
import type { ErrorSettings } from '../errors/settings.ts';
import { newErrorId } from '../ids.ts';
import type { ErrorJournal } from '../journal/journal.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';

const COMMON: ReadonlySet<Code> = new Set(COMMON_CODES);

export interface FailedCall {
  /** `orders.placeMarket`, or the path of a request that reached no procedure. */
  readonly procedure: string;
  readonly requestId: string;
  readonly op: Op | null;
  /** Who asked, as far as that was found out. */
  readonly caller?: Caller | undefined;
  /** Kept for refusals before any procedure (413, 415). */
  readonly status?: number | undefined;
}

export interface Keeping {
  readonly log: Logger;
  readonly errors: ErrorSettings;
  readonly metrics?: Metrics | undefined;
  readonly journal?: Pick<ErrorJournal, 'record'> | undefined;
}

export function settle(thrown: unknown, call: FailedCall, keeping: Keeping): AppError {
  if (!isAppError(thrown)) return defect(thrown, call, keeping);
  if (!isDeclared(thrown.code, call.op)) {
    const slipped = new Error(`${call.procedure} raised ${thrown.code}`, { cause: thrown });
    return defect(slipped, call, keeping);
  }
  keeping.metrics?.onError(thrown.code);
  // The gate says it once a second: a busy service must not spend its time on its log.
  if (isShed(thrown)) return thrown;
  const error = keeping.errors.withRetry(thrown);
  keeping.journal?.record(error, call);
  const level = keeping.errors.levelOf(rowOf(error.code).category);
  if (keeping.log.isLevelEnabled(level)) record(error, { call, keeping, level });
  return error;
}

const isShed = ({ code, details }: AppError): boolean =>
  code === 'SERVICE_UNAVAILABLE' && 'kind' in details && details.kind === 'OVERLOADED';

const isDeclared = (code: Code, op: Op | null): boolean =>
  op === null || COMMON.has(code) || op.errors.includes(code);

/** A bug: everything goes to the log, an id goes out. A question changed nothing; for a command nobody can be sure. */
function defect(thrown: unknown, call: FailedCall, keeping: Keeping): AppError {
  const outcome: Outcome = call.op?.kind === 'mutation' ? 'UNKNOWN' : 'NOT_APPLIED';
  const refusal = refuse('INTERNAL_ERROR', { errorId: newErrorId() });
  const error = keeping.errors.withRetry(raise(refusal, { outcome, cause: thrown }));
  keeping.metrics?.onError('INTERNAL_ERROR');
  keeping.journal?.record(error, call);
  record(error, { call, keeping, level: 'error' });
  return error;
}

interface Recorded {
  readonly call: FailedCall;
  readonly keeping: Keeping;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
}

/** What the log says in place of a stack where detailed logging is off. */
const STACK_WITHHELD = '[REDACTED in production]';

/** A declared failure has no stack, for its code says where it comes from; what caused it may have one. */
function record(error: AppError, { call, keeping, level }: Recorded): void {
  const { log, errors } = keeping;
  const detailed = errors.detailedLogging;
  const httpStatus = call.status ?? httpStatusOf(error);
  const line = errorRecord(error, { work: workOf(call), httpStatus, detailed });
  const { cause } = error;
  if (cause === undefined) log[level](line, error.message);
  else if (!detailed) log[level]({ ...line, stackTrace: STACK_WITHHELD }, error.message);
  else log[level]({ ...line, stackTrace: stackOf(cause), err: cause }, error.message);
}

function workOf({ procedure, op, requestId, caller }: FailedCall): FailedWork {
  const userId = caller?.kind === 'user' ? caller.userId : undefined;
  const dot = procedure.indexOf('.');
  return op === null || dot < 0
    ? { module: 'http', function: procedure, requestId, userId }
    : { module: procedure.slice(0, dot), function: procedure.slice(dot + 1), requestId, userId };
}

const stackOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? String(cause)) : String(cause);
