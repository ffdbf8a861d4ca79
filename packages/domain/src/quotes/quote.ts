/** The prices that an LP shows, and which of them a side meets. */
import type { Points } from '../money/units.ts';

export type Side = 'BUY' | 'SELL';

export interface Quote {
  readonly symbol: string;
  /** The liquidity provider that quotes. */
  readonly lp: string;
  readonly bid: Points;
  readonly ask: Points;
  readonly receivedAtMs: number;
}

/** The latest quote of the LP that prices the account, however old; `undefined` when none ever came. */
export type Quotes = (symbol: string) => Quote | undefined;

export const opposite = (side: Side): Side => (side === 'BUY' ? 'SELL' : 'BUY');

/** The price at which an order of this side trades: a BUY pays the ask. */
export const dealingPrice = (side: Side, quote: Quote): Points =>
  side === 'BUY' ? quote.ask : quote.bid;
