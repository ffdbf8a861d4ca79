/**
 * What the service asks of its storage: every order at a provider, every report about it, every refusal. A change is
 * what happened; what follows from it is decided inside the transaction that writes it, on the rows as they are there.
 */
import type { Decimal, Refusal } from '@faultline/errors';
import type { ExecutionReport } from '@faultline/fix';
import type { LpOrder, OrderRefusal, OrderReport } from '../order-machine/lp-order.ts';

/** Why an order was not sent and never will be. */
export type SubmitRefusal = Refusal<
  'LP_NOT_FOUND' | 'LP_NOT_CONNECTED' | 'INVALID_SYMBOL' | 'ORDER_EXPIRED'
>;

/** An order about to be sent. */
export interface NewLpOrder {
  readonly orderId: string;
  readonly lp: string;
  readonly sessionId: string;
  readonly clOrdId: string;
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly qty: Decimal;
  readonly sentAtMs: number;
}

/** Something that happened, at a time in epoch milliseconds. */
export type BookChange = { readonly atMs: number } & (
  | { readonly kind: 'sent'; readonly order: NewLpOrder }
  | { readonly kind: 'not-sent'; readonly orderId: string; readonly refusal: SubmitRefusal }
  | { readonly kind: 'reported'; readonly lp: string; readonly report: ExecutionReport }
  /** The provider refused the message that carried the order, or never had it. */
  | {
      readonly kind: 'refused';
      readonly clOrdId: string;
      readonly refusalOf: (order: LpOrder) => OrderRefusal;
    }
  | { readonly kind: 'overdue'; readonly orderId: string }
  /** The session was logged on at that time. */
  | { readonly kind: 'connected'; readonly sessionId: string }
  /** Whether an operator wants the session up. */
  | { readonly kind: 'wanted'; readonly sessionId: string; readonly up: boolean }
);

/** A report in its place in the sequence. */
export interface StoredReport extends OrderReport {
  readonly seq: number;
  readonly orderId: string;
  readonly lpOrderId: string;
  readonly lp: string;
  readonly atMs: number;
}

export interface SessionMemory {
  readonly lastConnectedMs: number | null;
  readonly wantedUp: boolean;
}

export interface OrderBook {
  readonly order: (orderId: string) => LpOrder | null;
  /** Orders that are not done, oldest first. */
  readonly openOrders: () => readonly LpOrder[];
  readonly refusal: (orderId: string) => SubmitRefusal | null;
  /** Reports after a number, oldest first. */
  readonly reportsAfter: (afterSeq: number, limit: number) => readonly StoredReport[];
  readonly session: (sessionId: string) => SessionMemory;
  /** Resolves once the changes are durable; when it rejects, none of them happened. */
  readonly commit: (changes: readonly BookChange[]) => Promise<void>;
  /** Calls back in the same turn as each commit, with the orders that it touched. */
  readonly onCommitted: (listener: (touched: Committed) => void) => void;
}

export interface Committed {
  readonly orders: readonly LpOrder[];
  /** There are new reports. */
  readonly reported: boolean;
}
