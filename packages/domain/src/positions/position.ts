/** An open trade of an account, or one that was open. */
import type { Minor, Points, Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';

export type CloseReason =
  | 'CLIENT'
  | 'SL'
  | 'TP'
  | 'TRAILING'
  | 'STOP_OUT'
  | 'ADMIN'
  | 'CLOSE_BY'
  | 'REVERSE'
  | 'NETTED';

/** FIXED follows every point, STEP only in steps of `step`. */
export interface Trailing {
  readonly type: 'FIXED' | 'STEP';
  /** From the market's best price to the stop loss. */
  readonly distance: Points;
  /** `null` for FIXED. */
  readonly step: Points | null;
  /** The best price that the stop has followed: highest bid for a BUY, lowest ask for a SELL. */
  readonly best: Points;
}

export interface Position {
  readonly id: number;
  readonly accountId: number;
  readonly symbol: string;
  readonly side: Side;
  /** What is open now; 0 when closed. */
  readonly volume: Vol4;
  /** How much of the open volume the house covers on its hedge account; the client is told nothing of it. */
  readonly hedgeVolume: Vol4;
  /** All that was ever opened. */
  readonly initialVolume: Vol4;
  /** Weighted by volume over the fills that opened it. */
  readonly openPrice: Points;
  readonly sl: Points | null;
  readonly tp: Points | null;
  /** Its stop loss follows the market; `null` when it stays. */
  readonly trailing: Trailing | null;
  /** What the open volume ties up on its own, before hedging. */
  readonly margin: Minor;
  /** Accrued and not yet booked; negative is owed by the client. */
  readonly swap: Minor;
  /** Nights up to this moment are in `swap` or were booked; later ones are not. */
  readonly swappedToMs: number;
  /** Charged so far: zero or more. */
  readonly commission: Minor;
  readonly status: 'OPEN' | 'CLOSING' | 'CLOSED';
  readonly closeReason: CloseReason | null;
  /** Weighted by volume over what has been closed so far. */
  readonly closePrice: Points | null;
  readonly closedAtMs: number | null;
  readonly openTimeMs: number;
  readonly book: 'A' | 'B';
  readonly lp: string | null;
  /** The order that is closing it. */
  readonly lockOrderId: string | null;
  /** What closing has made: price and swap, before commission. */
  readonly realizedProfit: Minor;
  /** Grows by one with every change. */
  readonly version: number;
}
