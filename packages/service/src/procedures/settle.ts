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
  LOG_LEVEL,
  type Outcome,
  raise,
  refuse,
  rowOf,
} from '@faultline/errors';
import type { Op } from '@faultline/contract';
import { newErrorId } from '../ids.ts';
import type { Logger } from '../log/logger.ts';

const COMMON: ReadonlySet<Code> = new Set(COMMON_CODES);

export interface FailedCall {
  readonly procedure: string;
  readonly requestId: string;
  readonly op: Op | null;
}

export function settle(thrown: unknown, call: FailedCall, log: Logger): AppError {
  if (!isAppError(thrown)) return defect(thrown, call, log);
  if (!isDeclared(thrown.code, call.op)) {
    return defect(
      new Error(`${call.procedure} raised ${thrown.code}`, { cause: thrown }),
      call,
      log,
    );
  }
  const { code, outcome, details, cause } = thrown;
  const { procedure, requestId } = call;
  const level = LOG_LEVEL[rowOf(code).category];
  const line = { procedure, requestId, code, outcome, httpStatus: httpStatusOf(thrown), details };
  log[level](cause === undefined ? line : { ...line, err: cause }, 'call refused');
  return thrown;
}

const isDeclared = (code: Code, op: Op | null): boolean =>
  op === null || COMMON.has(code) || op.errors.includes(code);

/** A bug: everything goes to the log, an id goes out. A question changed nothing; for a command nobody can be sure. */
function defect(thrown: unknown, call: FailedCall, log: Logger): AppError {
  const errorId = newErrorId();
  const { procedure, requestId } = call;
  log.error({ procedure, requestId, errorId, code: 'INTERNAL_ERROR', err: thrown }, 'call crashed');
  const outcome: Outcome = call.op?.kind === 'mutation' ? 'UNKNOWN' : 'NOT_APPLIED';
  return raise(refuse('INTERNAL_ERROR', { errorId }), { outcome, cause: thrown });
}
