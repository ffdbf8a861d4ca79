/** A store that fails says so in the catalogue's words: what is known of the outcome, and no SQL outside the log. */
import { isAppError, raise, refuse } from '@faultline/errors';
import { type Logger, newErrorId } from '@faultline/service';
import { type Driver, OutcomeUnknown, Overtaken, Unreachable } from './driver.ts';

/** The database's own complaints: SQLite's by their code, PostgreSQL's by a SQLSTATE of five characters. */
const isDatabaseError = (error: Error): boolean =>
  error instanceof Overtaken ||
  error instanceof Unreachable ||
  ('code' in error &&
    typeof error.code === 'string' &&
    (error.code === 'ERR_SQLITE_ERROR' || /^[0-9A-Z]{5}$/.test(error.code)));

/** What to throw: the catalogue's words for the store's own failures, anything else as it is. */
export function databaseError(error: unknown, log: Logger): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  if (error instanceof OutcomeUnknown) {
    const errorId = newErrorId();
    log.error({ errorId, err: error }, 'outcome of a transaction unknown');
    return raise(refuse('INTERNAL_ERROR', { errorId }), { outcome: 'UNKNOWN', cause: error });
  }
  if (!isDatabaseError(error)) return error;
  const errorId = newErrorId();
  log.error({ errorId, err: error }, 'transaction failed');
  return raise(refuse('DATABASE_ERROR', { operation: 'TRANSACTION', errorId }), { cause: error });
}

/** The driver's questions with their failures in the catalogue's words. */
export function tellingErrors(driver: Driver, log: Logger): Driver {
  const told = async <R>(answer: Promise<R>): Promise<R> =>
    answer.catch((error: unknown) => {
      throw databaseError(error, log);
    });
  return {
    ...driver,
    rows: async (...asked) => told(driver.rows(...asked)),
    all: async (...asked) => told(driver.all(...asked)),
    snapshot: async (work) => told(driver.snapshot(work)),
    transaction: async (...asked) => told(driver.transaction(...asked)),
  };
}
