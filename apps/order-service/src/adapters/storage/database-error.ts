/** A store that fails says so in the catalogue's words: rolled back, nothing written, and no SQL outside the log. */
import { fail, isAppError } from '@faultline/errors';
import { type Logger, newErrorId } from '@faultline/service';

/** The database's own complaints: SQLite's by their code, PostgreSQL's by the five characters of SQLSTATE. */
const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  (error.code === 'ERR_SQLITE_ERROR' || /^[0-9A-Z]{5}$/.test(error.code));

/** What to throw: DATABASE_ERROR for the store's own failures, anything else as it is. */
export function databaseError(error: unknown, log: Logger): unknown {
  if (isAppError(error) || !isDatabaseError(error)) return error;
  const errorId = newErrorId();
  log.error({ errorId, err: error }, 'transaction failed');
  return fail('DATABASE_ERROR', { operation: 'TRANSACTION', errorId });
}
