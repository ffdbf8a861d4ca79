/** An order and the states it goes through. */
import type { Refusal } from '@faultline/errors';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';

export type OrderStatus =
  | 'RECEIVED'
  | 'PENDING'
  | 'TRIGGERED'
  | 'ROUTED'
  | 'PARTIALLY_FILLED'
  | 'IN_DOUBT'
  | 'CANCEL_REQUESTED'
  | 'FILLED'
  | 'CANCELLED'
  | 'REJECTED'
  | 'EXPIRED';

export interface Order {
  readonly id: string;
  readonly accountId: number;
  readonly symbol: string;
  readonly side: Side;
  readonly type: 'MARKET';
  readonly volume: Vol4;
  readonly filledVolume: Vol4;
  /** Weighted by volume; `null` while nothing is filled. */
  readonly avgFillPrice: Points | null;
  readonly sl: Points | null;
  readonly tp: Points | null;
  readonly status: OrderStatus;
  /** Why the order, or the rest of it, was not executed. */
  readonly reject: Refusal | null;
  readonly book: 'A' | 'B';
  readonly lp: string | null;
  readonly clientOrderId: string | null;
  /** The position that this order closes. */
  readonly reduces: number | null;
  /** The position that this order opened. */
  readonly positionId: number | null;
  /** What the unfilled rest ties up, opening commission included. */
  readonly reservedMargin: Minor;
  /** The market price at the decision. */
  readonly requestedPrice: Points;
  readonly source: 'CLIENT';
  readonly createdAtMs: number;
  readonly doneAtMs: number | null;
  /** Grows by one with every change. */
  readonly version: number;
}

/** One execution of an order. */
export interface Fill {
  readonly volume: Vol4;
  readonly price: Points;
  readonly lp: string | null;
  readonly lpExecId: string | null;
  readonly timeMs: number;
}

/** A fill as the account's history keeps it. */
export interface Deal {
  readonly id: string;
  readonly orderId: string;
  readonly positionId: number;
  readonly accountId: number;
  readonly symbol: string;
  readonly side: Side;
  /** IN opens, OUT closes. */
  readonly entry: 'IN' | 'OUT';
  readonly volume: Vol4;
  readonly price: Points;
  /** What the price made; 0 for IN. Swap is booked beside it, commission against it. */
  readonly profit: Minor;
  /** Charged: zero or more. */
  readonly commission: Minor;
  /** Scaled 10^10: of the profit for OUT, of the margin for IN; 0 when no rate was known. */
  readonly conversionRate: bigint;
  readonly lp: string | null;
  readonly lpExecId: string | null;
  readonly timeMs: number;
}
