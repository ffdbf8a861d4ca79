/** What signing in and out stands on. */
import type { Role } from '@faultline/contract';
import type { LoginThrottle } from '../ports/login-throttle.ts';
import type { RefreshSession, Store, User } from '../ports/store.ts';

/** What an access token says. */
export interface AccessClaims {
  readonly userId: string;
  readonly role: Role;
  /** The user's token generation when it was issued. */
  readonly generation: number;
  readonly sessionId: string;
  readonly expSec: number;
}

export interface AccessTokens {
  readonly issue: (claims: AccessClaims) => Promise<string>;
}

export interface RefreshTokens {
  readonly newSessionId: () => string;
  readonly issue: (sessionId: string) => { readonly token: string; readonly hash: string };
  /** The one after `shown`: by chance, or, under a key, what only the holder of both can have made again. */
  readonly next: (
    shown: { readonly token: string; readonly sessionId: string },
    key: string | undefined,
  ) => { readonly token: string; readonly hash: string };
  /** `null` for what was never one of ours. */
  readonly read: (token: string) => { readonly sessionId: string; readonly hash: string } | null;
}

export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /**
   * False for a wrong password, and after the same time when there is no hash to compare with. Throws
   * RATE_LIMIT_EXCEEDED when too many wait.
   */
  readonly verify: (password: string, hash: string | null) => Promise<boolean>;
  /** True for a hash of another cost than today's: to be made anew as soon as the password is at hand. */
  readonly isOutdated: (hash: string) => boolean;
}

export interface AuthDeps {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly throttle: LoginThrottle;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  /** Of access tokens. REST clients may go without refreshing and stay signed in for longer. */
  readonly tokenTtlSec: { readonly REST: number; readonly TRPC: number };
  /** From signing in until the name and the password are asked for again. */
  readonly refreshTtlSec: number;
  readonly now: () => number;
}

export const ended = (
  session: RefreshSession,
  endReason: NonNullable<RefreshSession['endReason']>,
  endedAtMs: number,
): RefreshSession => ({ ...session, endedAtMs, endReason });

export const viewOf = ({ id, username, role }: User): Pick<User, 'id' | 'username' | 'role'> => ({
  id,
  username,
  role,
});
