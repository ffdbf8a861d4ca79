/** Tells a server that refuses from one that is gone. */
import { DatabaseError } from 'pg';
import { Unreachable } from '../driver.ts';

/** The connection ended: nobody answered, or the server said good-bye. A mere ERROR leaves it as it was. */
export const isLost = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || error.severity === 'FATAL' || error.severity === 'PANIC';

/** For what the client throws, and nothing else. */
export function rethrow(error: unknown): never {
  throw isLost(error) ? new Unreachable('no database', { cause: error }) : error;
}
