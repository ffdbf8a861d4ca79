/** What only a client can meet: the line, the clock and the unknown. A server never sends these. */
import { integer, millis, nullable, optional, text } from '../fields.ts';
import { backoff, never, row, sameKey } from '../spec.ts';

export const client = {
  /** The connection failed. A command may have arrived all the same. */
  NETWORK_ERROR: row({
    aliases: ['CONNECTION_ERROR'],
    http: 0,
    category: 'NETWORK',
    outcome: 'UNKNOWN',
    details: {},
    retry: backoff([1_000, 2_000, 4_000], 3),
    message: 'Cannot reach the server',
    solution: ['Check the connection.', 'Repeat a command only with the same idempotency key.'],
  }),
  /** The caller's own deadline passed. */
  TIMEOUT: row({
    http: 0,
    category: 'NETWORK',
    outcome: 'UNKNOWN',
    details: { timeoutMs: optional(millis('How long the caller waited.')) },
    retry: sameKey,
    message: 'The server did not answer in time',
    solution: ['Repeat a command only with the same idempotency key.'],
  }),
  /** The caller gave up. */
  ABORTED: row({
    http: 0,
    category: 'NETWORK',
    outcome: 'UNKNOWN',
    details: {},
    retry: never,
    message: 'The call was cancelled',
    solution: ['Ask what became of the command before making it again.'],
  }),
  /** An answer that this client cannot read: a newer code, or none at all. */
  UNKNOWN_ERROR: row({
    aliases: ['UNKNOWN'],
    http: 0,
    category: 'NETWORK',
    outcome: 'UNKNOWN',
    details: {
      wireCode: nullable(text('The code that came, if one did.')),
      httpStatus: optional(integer('The HTTP status that came.')),
    },
    retry: sameKey,
    message: 'The server gave an answer that is not understood',
    solution: ['Update the client.', 'Contact support and give the request id.'],
  }),
};
