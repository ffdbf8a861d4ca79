/** From an Authorization header to a person: the token is ours, and the person still exists and is not switched off. */
import { fail } from '@faultline/errors';
import { type Authenticate, bearerToken } from '@faultline/service';
import type { Store } from '../../ports/store.ts';
import type { Tokens } from './tokens.ts';

export function userAuthenticator(tokens: Tokens, store: Store): Authenticate {
  return async (authorization) => {
    const caller = await tokens.verify(bearerToken(authorization));
    const user = await store.userById(caller.userId);
    if (user === null || user.status !== 'ACTIVE' || user.role !== caller.role) {
      throw fail('AUTH_INVALID', { reason: 'REVOKED' });
    }
    return caller;
  };
}
