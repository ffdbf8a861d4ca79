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

export type OrderType = 'MARKET' | 'LIMIT' | 'STOP' | 'STOP_LIMIT';

export type TimeInForce = 'GTC' | 'DAY' | 'GTD' | 'IOC' | 'FOK';

/** What made the order. */
export type OrderSource =
  | 'CLIENT'
  | 'SL'
  | 'TP'
  | 'TRAILING'
  | 'STOP_OUT'
  | 'ADMIN'
  | 'CLOSE_BY'
  | 'REVERSE'
  /** The house covers what its own book has taken. */
  | 'HEDGE';

export interface Order {
  readonly id: string;
  readonly accountId: number;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly volume: Vol4;
  readonly filledVolume: Vol4;
  /** Weighted by volume; `null` while nothing is filled. */
  readonly avgFillPrice: Points | null;
  /** LIMIT and STOP_LIMIT: no worse than this. */
  readonly limitPrice: Points | null;
  /** STOP and STOP_LIMIT: wakes at this. */
  readonly triggerPrice: Points | null;
  readonly sl: Points | null;
  readonly tp: Points | null;
  readonly tif: TimeInForce;
  /** GTD: the caller's; DAY: the end of the trading day. */
  readonly expiresAtMs: number | null;
  /** How far the price may move against the order before it is refused; `null` for any distance. */
  readonly maxDeviation: Points | null;
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
  /** The market price at the decision; of a pending order its own price. */
  readonly requestedPrice: Points;
  readonly source: OrderSource;
  readonly createdAtMs: number;
  /** When the market reached its price; `null` for an order at the market. */
  readonly triggeredAtMs: number | null;
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
  /** IN opens, OUT closes, INOUT turns a netting position round, OUT_BY closes one position with another. */
  readonly entry: 'IN' | 'OUT' | 'INOUT' | 'OUT_BY';
  readonly volume: Vol4;
  readonly price: Points;
  /** What the price made; 0 for IN. Swap is booked beside it, commission against it. */
  readonly profit: Minor;
  /** What the closed part had accrued; negative is charged. */
  readonly swap: Minor;
  /** Charged: zero or more. */
  readonly commission: Minor;
  /** Scaled 10^10: of the profit for OUT, of the margin for IN; 0 when no rate was known. */
  readonly conversionRate: bigint;
  readonly lp: string | null;
  readonly lpExecId: string | null;
  readonly timeMs: number;
}
