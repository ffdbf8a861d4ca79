/** What one row of the catalogue says, and the words it says it in. */
import type { DetailsOf, Fields } from './fields.ts';

export type Category =
  | 'AUTH'
  | 'VALIDATION'
  | 'TRADING'
  | 'ACCOUNT'
  | 'LP'
  | 'RATE_LIMIT'
  | 'SYSTEM'
  | 'NETWORK';

/** How loudly each category is logged, by the field's own habit: a caller's mistake is no alarm. */
export const LOG_LEVEL: Readonly<Record<Category, 'info' | 'warn' | 'error'>> = {
  AUTH: 'warn',
  VALIDATION: 'info',
  TRADING: 'warn',
  ACCOUNT: 'warn',
  LP: 'error',
  RATE_LIMIT: 'warn',
  SYSTEM: 'error',
  NETWORK: 'error',
};

/**
 * Did the command take effect? `NOT_APPLIED` and `APPLIED` are certain; `UNKNOWN` means that another party (a liquidity
 * provider, a cut line) holds the answer.
 */
export type Outcome = 'NOT_APPLIED' | 'APPLIED' | 'UNKNOWN';

/** When the same call may be made again. */
export type Retry =
  | { readonly kind: 'never' }
  /** With a new token, once. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'after'; readonly afterMs: number }
  /** At an instant, ISO 8601 UTC. */
  | { readonly kind: 'at'; readonly at: string }
  /** After each of these delays in turn; the last one repeats until `max` attempts have been made. */
  | { readonly kind: 'backoff'; readonly delaysMs: readonly number[]; readonly max: number }
  /** Only with the same idempotency key, or after asking what became of the first attempt. */
  | { readonly kind: 'same-key' };

/** Who has to know: `page` wakes somebody up, `ticket` waits for the morning. */
export type AlertClass = 'page' | 'ticket';

export interface ErrorSpec<F extends Fields = Fields> {
  readonly http: number;
  readonly category: Category;
  /** The outcome unless the line that raises the error knows better. */
  readonly outcome: Outcome;
  readonly details: F;
  readonly retry: Retry | ((details: DetailsOf<F>) => Retry);
  readonly message: string | ((details: DetailsOf<F>) => string);
  /** What the reader of the message can do, in order. */
  readonly solution: readonly string[];
  /** Left out where nobody has to know. */
  readonly alert?: AlertClass;
  /** The first version that answers with it; left out for those of the first release. */
  readonly since?: string;
  /** Still answered, but a newer code says it better. */
  readonly deprecated?: { readonly since: string; readonly use: string };
  /** Names under which other versions and documents know it. */
  readonly aliases?: readonly string[];
}

/** Keeps the fields' types while checking the row against the shape above. */
export const row = <const F extends Fields>(spec: ErrorSpec<F>): ErrorSpec<F> => spec;

export const never: Retry = { kind: 'never' };
export const refresh: Retry = { kind: 'refresh' };
export const sameKey: Retry = { kind: 'same-key' };
export const afterMs = (ms: number): Retry => ({ kind: 'after', afterMs: ms });
export const at = (instant: string): Retry => ({ kind: 'at', at: instant });
export const backoff = (delaysMs: readonly number[], max: number): Retry => ({
  kind: 'backoff',
  delaysMs,
  max,
});
