/**
 * What one number of somebody else's means to us. A foreign number is never read alone: 10009 refuses a login and
 * completes a trade, so every row, every key and every lookup names its space (and, where numbers depend on it, the
 * operation).
 */
import type { Code, Details } from '../catalogue/index.ts';
import type { Outcome, Retry } from '../spec.ts';

export const FIX_TAGS = [103, 102, 373, 380, 281, 434, 39, 150, 340, 326] as const;
export type FixTag = (typeof FIX_TAGS)[number];

export const VENUES = ['oanda', 'alpaca', 'binance', 'ib', 'ccxt', 'ctrader'] as const;
export type Venue = (typeof VENUES)[number];

export type Space =
  | 'gateway.spec'
  | 'gateway.real'
  | 'mt5.login'
  | 'mt5.trade'
  | 'mt5.terminal'
  | 'mt5.manager'
  | `fix.${FixTag}`
  | `venue.${Venue}`;

/** The kinds of the catalogue, and `none` for what is no error. */
export type ForeignRetry = 'none' | Retry['kind'];

/** Sub-cases that our own rows keep as text, because only foreign tables need a fixed word for them. */
export const TEXT_REASONS = {
  TRADING_RESTRICTED: [
    'CLOSE_ONLY',
    'LONG_ONLY',
    'SHORT_ONLY',
    'FIFO_ONLY',
    'NO_HEDGING',
    'NO_AUTOTRADING',
    'DISABLED',
    'READ_ONLY',
  ],
  MT5_LOGIN_FAILED: ['UPDATE_REQUIRED'],
} as const satisfies Partial<Record<Code, readonly string[]>>;

/** The details in which a row of the catalogue keeps its sub-case. */
export const REASON_FIELDS = ['reason', 'kind', 'field', 'quoteState'] as const;

type Literal<T> = T extends string ? (string extends T ? never : T) : never;
type TextReason<C> = C extends keyof typeof TEXT_REASONS ? (typeof TEXT_REASONS)[C][number] : never;
type Reasons<D> = {
  [K in keyof D]: K extends (typeof REASON_FIELDS)[number] ? Literal<D[K]> : never;
};

/** Every sub-case that `code` has a word for. */
export type ReasonOf<C extends Code> =
  | TextReason<C>
  | NonNullable<Reasons<Details<C>>[keyof Details<C>]>;

export interface ForeignRow {
  readonly known: true;
  readonly space: Space;
  /** Where a space numbers each operation anew; null where it does not. */
  readonly operation: string | null;
  /** As it comes: a number, or the text where the foreign side uses text. */
  readonly number: number | string;
  /** Its name on the foreign side, exactly. */
  readonly name: string;
  /** What it means, in our words. */
  readonly meaning: string;
  /** Our code; null for a success and for a mere state. */
  readonly code: Code | null;
  /** The sub-case of that code, as far as the number alone tells. */
  readonly reason: string | null;
  /** UNKNOWN also where this number alone does not tell: ask for the order. */
  readonly outcome: Outcome;
  readonly retry: ForeignRetry;
  /** Does it page a person? */
  readonly operator: boolean;
  /** The market has moved on: only the user can decide again. */
  readonly newDecision: boolean;
}

/** A number that no table lists. It keeps its name, and nothing is assumed about what it did. */
export interface UnknownForeign {
  readonly known: false;
  readonly space: string;
  readonly operation: string | null;
  readonly number: number | string;
  readonly outcome: 'UNKNOWN';
  readonly retry: 'same-key';
}

/** Space, operation and number: all that it takes to find a row. */
export interface ForeignKey {
  readonly space: Space;
  readonly operation: string | null;
  readonly number: number | string;
}
