/** From an Authorization header to a person: the token is ours, and person and sign-in are still what they were. */
import type { User } from '@faultline/contract';
import { fail } from '@faultline/errors';
import { type Authenticate, bearerToken } from '@faultline/service';
import type { AccessClaims } from '../../auth/deps.ts';
import type { Standing, StandingOf } from './standings.ts';
import type { Tokens } from './tokens.ts';

export function userAuthenticator(tokens: Tokens, standingOf: StandingOf): Authenticate {
  return async (authorization) => {
    const claims = await tokens.verify(bearerToken(authorization));
    const { userId } = claims;
    // Another process may have let this person in just now.
    const caller =
      callerBy(claims, await standingOf(userId)) ??
      callerBy(claims, await standingOf(userId, true));
    if (caller === null) throw fail('AUTH_INVALID', { reason: 'REVOKED' });
    return caller;
  };
}

/** `null` when the token says what is not so, or not so any more. */
function callerBy(claims: AccessClaims, { user, sessions }: Standing): User | null {
  const { userId, role, generation, sessionId } = claims;
  const signedInAtMs = sessions.get(sessionId);
  const stands =
    user?.status === 'ACTIVE' &&
    user.role === role &&
    user.tokenGeneration === generation &&
    signedInAtMs !== undefined;
  if (!stands) return null;
  return { kind: 'user', userId, username: user.username, role, sessionId, signedInAtMs };
}
