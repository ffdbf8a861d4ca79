/** Everything about who is asking, put together: for the composition root, and for the tests that bend its clock. */
import type { OrderContract, Handlers } from '@faultline/contract';
import type { Authenticate, Logger } from '@faultline/service';
import { authHandlers } from '../../auth/auth.ts';
import type { AuthDeps } from '../../auth/deps.ts';
import { userAuthenticator } from './authenticate.ts';
import { type KeyRing, openKeyRing } from './key-ring.ts';
import type { KeyStore } from './key-set.ts';
import { refreshTokens } from './refresh-tokens.ts';
import { createStandings } from './standings.ts';
import { createTokens } from './tokens.ts';

export interface Auth {
  readonly handlers: Handlers<OrderContract['auth']>;
  readonly authenticate: Authenticate;
  readonly jwks: KeyRing['jwks'];
  readonly close: () => void;
}

export interface AuthOptions extends Omit<AuthDeps, 'tokens' | 'refreshTokens'> {
  readonly keys: KeyStore;
  readonly log: Logger;
  /** How often the keys are read again. */
  readonly keysEveryMs?: number;
}

export async function openAuth({ keys, log, keysEveryMs, ...deps }: AuthOptions): Promise<Auth> {
  const { store, tokenTtlSec, now } = deps;
  const ring = await openKeyRing({
    store: keys,
    longestTtlSec: Math.max(tokenTtlSec.REST, tokenTtlSec.TRPC),
    now,
    log,
    ...(keysEveryMs === undefined ? {} : { readEveryMs: keysEveryMs }),
  });
  const tokens = createTokens(ring, now);
  return {
    handlers: authHandlers({ ...deps, tokens, refreshTokens }),
    authenticate: userAuthenticator(tokens, createStandings(store, now)),
    jwks: ring.jwks,
    close: ring.close,
  };
}
