/** A trading account: whose money it is, and what it may do with it. */
import type { Minor } from '../money/units.ts';

export interface Account {
  readonly id: number;
  readonly accountNumber: string;
  readonly userId: string;
  /** The group that sets its terms. */
  readonly groupId: string;
  readonly currency: string;
  readonly balance: Minor;
  /** Bonus money: it carries margin and cannot be withdrawn. */
  readonly credit: Minor;
  /** 100 means 1:100; group and instrument may allow less. */
  readonly leverage: bigint;
  readonly marginMode: MarginMode;
  readonly tradeState: 'ACTIVE' | 'CLOSE_ONLY' | 'DISABLED';
  readonly disabledReason: string | null;
  /** A: orders go to a liquidity provider. B: the house is the other side. A routing rule wins over it. */
  readonly book: Book;
  /** The providers of an A-book account, in order of preference. */
  readonly lps: readonly string[];
  readonly isDemo: boolean;
  /** Its own instead of the group's; `null` for the group's. */
  readonly withdrawalDailyLimit: Minor | null;
  readonly withdrawalMonthlyLimit: Minor | null;
  /** Told once that its margin level is low, and not yet recovered. */
  readonly marginCallActive: boolean;
  readonly createdAtMs: number;
  /** Grows by one with every change. */
  readonly version: number;
  /** The number of its newest event; 0 before the first. */
  readonly lastEventSeq: number;
}

export type Book = 'A' | 'B';

/** HEDGING: any number of positions per symbol, both sides. NETTING: one position per symbol. */
export type MarginMode = 'HEDGING' | 'NETTING';
