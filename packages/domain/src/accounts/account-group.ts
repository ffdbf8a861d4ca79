/** The terms that many accounts share: levels, limits, costs. */
import type { Minor } from '../money/units.ts';

export interface AccountGroup {
  readonly id: string;
  readonly name: string;
  /** Its accounts are kept in this currency. */
  readonly currency: string;
  /** 500 means 1:500. */
  readonly maxLeverage: bigint;
  readonly hedgedMargin: HedgedMargin;
  /** Hundredths of a percent: 10000 is a margin level of 100 %. */
  readonly marginCallLevel: bigint;
  /** Hundredths of a percent: at this level or below, positions are closed. */
  readonly stopOutLevel: bigint;
  readonly stopOutStrategy: 'MOST_LOSING_FIRST' | 'MOST_MARGIN_FIRST';
  /** The house makes up a balance that a stop-out left below zero. */
  readonly negativeBalanceProtection: boolean;
  readonly maxOpenPositions: number;
  readonly maxPendingOrders: number;
  /** What longs and shorts of an account may differ by in notional value, all symbols together; `null` for any. */
  readonly maxExposure: Minor | null;
  readonly partialClose: boolean;
  /** Opposite positions in one symbol may stand side by side on a hedging account. */
  readonly hedging: boolean;
  readonly withdrawalDailyLimit: Minor;
  readonly withdrawalMonthlyLimit: Minor;
  /** Withdrawals up to this amount need nobody's approval; 0 for none. */
  readonly withdrawalAutoApprove: Minor;
  readonly swapFree: boolean;
  /** Grows by one with every change. */
  readonly version: number;
}

/**
 * What longs and shorts of one symbol tie up together. MAX: the larger of both. SUM: both. NET: the larger for the
 * volume by which it is larger.
 */
export type HedgedMargin = 'MAX' | 'SUM' | 'NET';
