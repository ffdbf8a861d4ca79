/**
 * One sign-in: its tokens, their silent renewal, and the news when it is over. Refresh tokens are good for one use, so
 * there is one renewal at a time, for all calls of this client and, where they share a store, for all tabs of a browser.
 */
import { newIdempotencyKey } from '../calls/keys.ts';
import { type Failure, failure } from '../failure.ts';
import type { Access } from './access.ts';
import { onStored, oneAtATime } from './tabs.ts';
import { sessionOver } from './session-over.ts';
import {
  type IssuedTokens,
  keepTokens,
  readTokens,
  type SignedInUser,
  type Tokens,
  tokensOf,
  type TokenStore,
} from './tokens.ts';

export type SessionState =
  | { readonly signedIn: true; readonly user: SignedInUser }
  /** `failure` says why, when it was not the user's own wish. */
  | { readonly signedIn: false; readonly failure: Failure | null };

export interface SessionDeps {
  readonly refresh: (refreshToken: string, key: string) => Promise<IssuedTokens>;
  readonly store: TokenStore | null;
  /** What the tokens are kept under. */
  readonly name: string;
  readonly now: () => number;
}

/** A token is renewed when so much of its life is left, but not earlier than so long before its end. */
const LEFT_SHARE = 0.2;
const LEFT_MAX_MS = 60_000;
/** A token so close to its end would be over on the way. */
const ON_THE_WAY_MS = 1_000;
/** After a renewal that did not reach the server: the token in hand is still good. */
const RENEWAL_PAUSE_MS = 10_000;

const SIGNED_OUT: SessionState = { signedIn: false, failure: null };

export class Session implements Access {
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<(state: SessionState) => void>();
  #tokens: Tokens | null;
  #state: SessionState;
  #renewal: Promise<void> | null = null;
  #pausedUntilMs = 0;
  /** The error that every call of an ended session gets. */
  #over: Error | null = null;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#tokens = deps.store && readTokens(deps.store, deps.name);
    this.#state = this.#tokens ? { signedIn: true, user: this.#tokens.user } : SIGNED_OUT;
    if (deps.store) onStored(deps.name, () => this.#takeOver());
  }

  get state(): SessionState {
    return this.#state;
  }

  /** @returns What to call to hear no more. */
  onChange(listener: (state: SessionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  begin(issued: IssuedTokens): void {
    this.#over = null;
    this.#keep(tokensOf(issued, this.#deps.now()));
    this.#become({ signedIn: true, user: issued.user });
  }

  end(why: Failure | null = null): void {
    if (this.#tokens === null) return;
    this.#keep(null);
    this.#become({ signedIn: false, failure: why });
  }

  async token(): Promise<string | null> {
    if (this.#tokens === null) return null;
    const { accessToken, expiresAtMs, lifeMs } = this.#tokens;
    const nowMs = this.#deps.now();
    const leftMs = expiresAtMs - nowMs;
    if (leftMs > Math.min(LEFT_MAX_MS, lifeMs * LEFT_SHARE)) return accessToken;
    if (leftMs <= ON_THE_WAY_MS) {
      await this.#renewed();
      return this.#accessToken;
    }
    // Early enough that nobody has to wait for it. Whoever needs the new one will hear of a failure.
    if (nowMs >= this.#pausedUntilMs) this.#renewed().catch(() => undefined);
    return accessToken;
  }

  async renew(used: string | null): Promise<boolean> {
    // Refused after the session was over: told as those were who found that out.
    if (this.#over !== null) throw this.#over;
    if (this.#tokens === null) return false;
    if (this.#tokens.accessToken === used) await this.#renewed();
    return this.#accessToken !== null;
  }

  get #accessToken(): string | null {
    return this.#tokens?.accessToken ?? null;
  }

  async #renewed(): Promise<void> {
    this.#renewal ??= oneAtATime(this.#deps.store && this.#deps.name, async () =>
      this.#refresh(),
    ).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #refresh(): Promise<void> {
    const before = this.#tokens;
    if (before === null) return;
    this.#takeOver();
    const own = this.#tokens;
    // Another tab was faster, or has signed out.
    if (own?.accessToken !== before.accessToken) return;
    if (own.refreshToken === null) throw this.#ended(sessionOver(null));
    const renewalKey = own.renewalKey ?? newIdempotencyKey();
    const asking = { ...own, renewalKey };
    this.#keep(asking);
    const { refresh, now } = this.#deps;
    try {
      const issued = await refresh(own.refreshToken, renewalKey);
      // Signed out, or in again as somebody else, while the answer was under way.
      if (this.#tokens === asking) this.#keep(tokensOf(issued, now()));
    } catch (error) {
      if (!refused(failure(error))) {
        this.#pausedUntilMs = now() + RENEWAL_PAUSE_MS;
        throw error;
      }
      throw this.#ended(error);
    }
  }

  /** What other tabs have left in the store that they share: newer tokens, another sign-in, or none. */
  #takeOver(): void {
    const { store, name } = this.#deps;
    if (store === null) return;
    const before = this.#tokens;
    this.#tokens = readTokens(store, name);
    if (this.#tokens?.user.id === before?.user.id) return;
    this.#over = null;
    this.#become(this.#tokens ? { signedIn: true, user: this.#tokens.user } : SIGNED_OUT);
  }

  #ended(error: unknown): Error {
    this.end(failure(error));
    this.#over = sessionOver(error);
    return this.#over;
  }

  #keep(tokens: Tokens | null): void {
    this.#tokens = tokens;
    const { store, name } = this.#deps;
    if (store) keepTokens(store, name, tokens);
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

const refused = ({ category, code }: Failure): boolean =>
  category === 'AUTH' || code === 'ACCOUNT_DISABLED';
