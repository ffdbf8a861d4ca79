/** A trading account: whose money it is, and what it may do with it. */
import type { Minor } from '../money/units.ts';

export interface Account {
  readonly id: number;
  readonly accountNumber: string;
  readonly userId: string;
  readonly currency: string;
  readonly balance: Minor;
  /** Bonus money: it carries margin and cannot be withdrawn. */
  readonly credit: Minor;
  /** 100 means 1:100; an instrument may allow less. */
  readonly leverage: bigint;
  readonly marginMode: 'HEDGING';
  readonly hedgedMargin: HedgedMargin;
  readonly tradeState: 'ACTIVE' | 'CLOSE_ONLY' | 'DISABLED';
  readonly disabledReason: string | null;
  /** A: orders go to a liquidity provider. B: the house is the other side. */
  readonly book: 'A' | 'B';
  /** The providers of an A-book account, in order of preference. */
  readonly lps: readonly string[];
  readonly maxOpenPositions: number;
  /** Grows by one with every change. */
  readonly version: number;
  readonly lastEventSeq: number;
}

/**
 * What longs and shorts of one symbol tie up together. MAX: the larger of both. SUM: both. NET: the larger for the
 * volume by which it is larger.
 */
export type HedgedMargin = 'MAX' | 'SUM' | 'NET';
