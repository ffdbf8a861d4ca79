/** Who is asking: tokens, roles. Nothing here ever tells whether an account or a user exists. */
import { choice, optional, text, time } from '../fields.ts';
import { never, refresh, row } from '../spec.ts';

export const auth = {
  /** No bearer token was sent. */
  AUTH_REQUIRED: row({
    http: 401,
    category: 'AUTH',
    outcome: 'NOT_APPLIED',
    details: {},
    retry: never,
    message: 'Authentication required',
    solution: ['Sign in, then send the token as "Authorization: Bearer <token>".'],
  }),
  /** The token (or the name and password) is not one of ours. */
  AUTH_INVALID: row({
    http: 401,
    category: 'AUTH',
    outcome: 'NOT_APPLIED',
    details: {
      reason: optional(
        choice(
          ['MALFORMED', 'SIGNATURE', 'REVOKED', 'CREDENTIALS', 'REFRESH_REUSED'],
          'What was wrong; for CREDENTIALS nothing more is ever said.',
        ),
      ),
    },
    retry: (d) => (d.reason === 'CREDENTIALS' ? never : refresh),
    message: (d) =>
      d.reason === 'CREDENTIALS' ? 'Invalid username or password' : 'Invalid authentication token',
    solution: ['Check that the whole token was sent.', 'Sign in again for a new one.'],
  }),
  /** The token was ours and its time is over. */
  AUTH_EXPIRED: row({
    http: 401,
    category: 'AUTH',
    outcome: 'NOT_APPLIED',
    details: { expiredAt: time('When the token stopped being valid.') },
    retry: refresh,
    message: 'Authentication token expired',
    solution: ['Refresh the token or sign in again; then repeat the call.'],
  }),
  /** The caller is known, and this is not for the caller's role. */
  PERMISSION_DENIED: row({
    http: 403,
    category: 'AUTH',
    outcome: 'NOT_APPLIED',
    details: {
      requiredRole: text('The least role that may do this.'),
      userRole: text('The role of the caller.'),
      reason: optional(
        choice(['REAUTH_REQUIRED'], 'The role is right; the sign-in is too old for this.'),
      ),
    },
    retry: never,
    message: (d) => {
      if (d.reason === 'REAUTH_REQUIRED') return 'Sign in again to do this';
      return d.requiredRole === 'ADMIN'
        ? 'Admin access required'
        : 'You are not allowed to do this';
    },
    solution: ['Ask an administrator for access.', 'For REAUTH_REQUIRED: sign in again.'],
  }),
};
