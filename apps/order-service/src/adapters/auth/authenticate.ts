/** From an Authorization header to a person: the token is ours, and person and sign-in are still what they were. */
import { fail } from '@faultline/errors';
import { type Authenticate, bearerToken } from '@faultline/service';
import type { StandingOf } from './standings.ts';
import type { Tokens } from './tokens.ts';

export function userAuthenticator(tokens: Tokens, standingOf: StandingOf): Authenticate {
  return async (authorization) => {
    const { userId, role, generation, sessionId } = await tokens.verify(bearerToken(authorization));
    const { user, sessionIds } = await standingOf(userId);
    const stands =
      user?.status === 'ACTIVE' &&
      user.role === role &&
      user.tokenGeneration === generation &&
      sessionIds.has(sessionId);
    if (!stands) throw fail('AUTH_INVALID', { reason: 'REVOKED' });
    return { kind: 'user', userId, username: user.username, role, sessionId };
  };
}
