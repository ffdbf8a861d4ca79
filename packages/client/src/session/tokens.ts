/** The tokens of one sign-in, and how they survive a page: one string under one name. */

export interface SignedInUser {
  readonly id: string;
  readonly username: string;
  readonly role: 'TRADER' | 'SUPPORT' | 'ADMIN';
}

export interface Tokens {
  readonly user: SignedInUser;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** By this device's own clock, so that no two clocks have to agree. */
  readonly expiresAtMs: number;
  readonly lifeMs: number;
  /** Of a renewal that has begun: whoever goes on with it after its answer was lost asks under the same key. */
  readonly renewalKey?: string;
}

/** `localStorage`, `sessionStorage`, or anything like them. */
export interface TokenStore {
  readonly getItem: (name: string) => string | null;
  readonly setItem: (name: string, value: string) => void;
  readonly removeItem: (name: string) => void;
}

export interface IssuedTokens {
  readonly user: SignedInUser;
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  readonly expiresInSec: number;
}

export const tokensOf = (issued: IssuedTokens, nowMs: number): Tokens => ({
  user: issued.user,
  accessToken: issued.accessToken,
  refreshToken: issued.refreshToken ?? null,
  expiresAtMs: nowMs + issued.expiresInSec * 1_000,
  lifeMs: issued.expiresInSec * 1_000,
});

/** `null` for whatever somebody else has left under the name. */
export function readTokens(store: TokenStore, name: string): Tokens | null {
  try {
    const kept = JSON.parse(store.getItem(name) ?? 'null') as Tokens | null;
    return typeof kept?.accessToken === 'string' && typeof kept.expiresAtMs === 'number'
      ? kept
      : null;
  } catch {
    return null;
  }
}

export function keepTokens(store: TokenStore, name: string, tokens: Tokens | null): void {
  if (tokens === null) store.removeItem(name);
  else store.setItem(name, JSON.stringify(tokens));
}
