/** Liquidity providers and their FIX sessions, and the MT5 terminals beside them. */
import { choice, integer, nullable, optional, text, texts, time } from '../fields.ts';
import { afterMs, at, backoff, never, row } from '../spec.ts';

const SESSION_STATE_RETRY_MS = 1_000;

export const lp = {
  /** No provider can take the order now. Nothing was sent, certainly. */
  LP_NOT_CONNECTED: row({
    http: 503,
    category: 'LP',
    outcome: 'NOT_APPLIED',
    details: {
      lp: text('The liquidity provider that was wanted.'),
      lastConnected: nullable(time('When it was last logged on; null if never.')),
      tried: optional(texts('Every provider that was looked at.')),
      breaker: optional(text('The state of its circuit breaker, when that is what forbids it.')),
    },
    retry: backoff([1_000, 2_000, 4_000], 3),
    alert: 'page',
    message: 'No LP connection available',
    solution: ['Check GET /admin/lp-status.', 'Reconnect with POST /admin/fix/connect.'],
  }),
  LP_NOT_FOUND: row({
    http: 404,
    category: 'LP',
    outcome: 'NOT_APPLIED',
    details: { lp: text('The liquidity provider asked for.') },
    retry: never,
    message: 'Liquidity provider not found',
    solution: ['Check the name of the provider.'],
  }),
  FIX_SESSION_NOT_FOUND: row({
    http: 404,
    category: 'LP',
    outcome: 'NOT_APPLIED',
    details: {
      sessionId: text('The session asked for.'),
      knownSessions: optional(texts('Every configured session; for administrators.')),
    },
    retry: never,
    message: 'FIX session not found',
    solution: ['Use a configured session id, such as YOFX1.'],
  }),
  /** The session is not in a state in which this can be done. */
  FIX_SESSION_STATE: row({
    http: 409,
    category: 'LP',
    outcome: 'NOT_APPLIED',
    details: {
      sessionId: text('The session asked for.'),
      status: text('The state it is in.'),
      allowed: texts('What can be done in that state.'),
    },
    retry: afterMs(SESSION_STATE_RETRY_MS),
    message: 'The FIX session is not in a state for this',
    solution: ['Look at the session’s state and choose one of the allowed actions.'],
  }),
  MT5_INSTANCE_NOT_FOUND: row({
    http: 404,
    category: 'LP',
    outcome: 'NOT_APPLIED',
    details: { instanceId: text('The MT5 instance asked for.') },
    retry: never,
    message: 'MT5 instance not found',
    solution: ['Check the instance id.'],
  }),
  MT5_INSTANCE_STATE: row({
    http: 409,
    category: 'LP',
    outcome: 'NOT_APPLIED',
    details: {
      instanceId: text('The MT5 instance asked for.'),
      status: text('The state it is in.'),
      reason: choice(
        ['RUNNING', 'CREDENTIALS_REFUSED', 'UPDATE_REQUIRED', 'CLOSED'],
        'What stands in the way.',
      ),
    },
    retry: never,
    message: 'The MT5 instance is not in a state for this',
    solution: ['Clear what stands in the way, then try again.'],
  }),
  MT5_LOGIN_FAILED: row({
    http: 502,
    category: 'LP',
    outcome: 'NOT_APPLIED',
    details: {
      instanceId: text('The MT5 instance.'),
      mt5Code: integer('The login code, in the login code space.'),
      reason: text('What that code means.'),
      action: text('What the supervisor does about it.'),
      attempt: integer('Which attempt this was, from 1.'),
      nextRetryAt: optional(time('When the supervisor tries again.')),
    },
    retry: (d) => (d.nextRetryAt === undefined ? never : at(d.nextRetryAt)),
    alert: 'ticket',
    message: 'MT5 login failed',
    solution: ['Read the reason; the supervisor retries by itself where that can help.'],
  }),
};
