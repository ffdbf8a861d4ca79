/** A database that fails says so in the catalogue's words, with no SQL outside the log. */
import { isAppError, raise, refuse } from '@faultline/errors';
import { type Logger, newErrorId } from '@faultline/service';

/** What to throw: the catalogue's error, with what happened as its cause. */
export function databaseError(error: unknown, log: Logger): unknown {
  if (isAppError(error)) return error;
  const errorId = newErrorId();
  log.error({ errorId, err: error }, 'transaction failed');
  return raise(refuse('DATABASE_ERROR', { operation: 'TRANSACTION', errorId }), { cause: error });
}
