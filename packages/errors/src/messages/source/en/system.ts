/** English: our own limits and our own faults. */
import { englishTexts } from '../source.ts';

export const system = englishTexts({
  RATE_LIMIT_EXCEEDED: {
    detail:
      '{limit, plural, one {# request is} other {# requests are}} allowed in {window}. Try again in {retryAfter, seconds}.',
    trader: ['Wait {retryAfter, seconds} before the next request.'],
    admin: ['Look for a client in a loop before you raise the limit.'],
  },
  INTERNAL_ERROR: {
    detail: 'Something failed on our side. Error id: {errorId}.',
    trader: ['Contact support and give the error id {errorId}.'],
    admin: ['Find {errorId} in the log, and settle whether the command took effect.'],
  },
  SERVICE_UNAVAILABLE: {
    detail:
      'The service is not available. Reason given: {reason}. {estimatedRestore, select, none {When it returns is not known yet.} other {Expected back: {estimatedRestore, time}.}}',
    admin: ['Look at /health/ready to see which part is missing.'],
    reasons: {
      MAINTENANCE: 'Maintenance is being carried out.',
      SHUTDOWN: 'The service is shutting down.',
      STARTING: 'The service is still starting.',
      UPSTREAM: 'A service that this one depends on does not answer.',
      DATA: 'The data needed for this cannot be read at the moment.',
      OVERLOADED: 'The service has more work than it can do.',
    },
  },
  DATABASE_ERROR: {
    detail:
      'The database refused to {operation, select, SELECT {read} INSERT {add} UPDATE {change} DELETE {delete} other {complete the transaction}}; nothing was changed. Error id: {errorId}.',
    trader: [
      'Repeat with the same idempotency key.',
      'Contact support and give the error id {errorId}.',
    ],
    admin: [
      'Find {errorId} in the log.',
      'Check the disk space, the locks and the connections of the database.',
    ],
  },
});
