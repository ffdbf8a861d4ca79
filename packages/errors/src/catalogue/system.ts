/** Our own limits and our own faults. */
import { choice, integer, nullable, optional, seconds, text, time } from '../fields.ts';
import { afterMs, backoff, row, sameKey } from '../spec.ts';

export const system = {
  RATE_LIMIT_EXCEEDED: row({
    http: 429,
    category: 'RATE_LIMIT',
    outcome: 'NOT_APPLIED',
    details: {
      limit: integer('Requests that the window allows.'),
      window: text('The window: "1m".'),
      retryAfter: seconds('When the next request may be made.'),
      resetAt: optional(integer('When the window is empty again, epoch seconds.')),
    },
    retry: (d) => afterMs(d.retryAfter * 1_000),
    message: 'Rate limit exceeded',
    solution: ['Wait for retryAfter seconds before the next request.'],
  }),
  /** A bug of ours, or a party that broke the protocol. The errorId finds it in the log. */
  INTERNAL_ERROR: row({
    http: 500,
    category: 'SYSTEM',
    outcome: 'UNKNOWN',
    details: { errorId: text('Give this to support.') },
    retry: sameKey,
    alert: 'page',
    message: 'Internal server error',
    solution: ['Contact support and give the errorId.'],
  }),
  SERVICE_UNAVAILABLE: row({
    http: 503,
    category: 'SYSTEM',
    outcome: 'NOT_APPLIED',
    details: {
      reason: text('Why, in a few words.'),
      estimatedRestore: nullable(time('When it should be over; null if nobody knows.')),
      kind: choice(
        ['MAINTENANCE', 'SHUTDOWN', 'STARTING', 'UPSTREAM', 'DATA', 'OVERLOADED'],
        'What kind of absence it is.',
      ),
    },
    retry: backoff([5_000, 10_000, 30_000, 60_000], 10),
    alert: 'ticket',
    message: 'Service unavailable',
    solution: ['Try again after the time given.'],
  }),
  /** The store refused and everything was rolled back. */
  DATABASE_ERROR: row({
    http: 500,
    category: 'SYSTEM',
    outcome: 'NOT_APPLIED',
    details: {
      operation: choice(
        ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRANSACTION'],
        'What was being done.',
      ),
      errorId: text('Give this to support.'),
    },
    retry: sameKey,
    alert: 'page',
    message: 'Database error',
    solution: ['Repeat with the same idempotency key.', 'Contact support and give the errorId.'],
  }),
};
