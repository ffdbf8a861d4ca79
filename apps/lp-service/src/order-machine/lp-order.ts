/**
 * An order at a provider, as the facts that are known about it. Its state follows from them, so that the order in which
 * facts arrive cannot matter. Pure.
 */
import type { Decimal, Refusal } from '@faultline/errors';
import { compare, divide, multiply, sum, subtract } from '../decimals.ts';

/** The codes with which an order ends that was refused or certainly never received. */
export type OrderRefusal = Refusal<
  'ORDER_REJECTED' | 'PRICE_CHANGED' | 'MARKET_CLOSED' | 'LP_NOT_CONNECTED'
>;
/** Why the provider did not cancel or change an order. */
export type RequestRefusal = Refusal<'ORDER_REJECTED' | 'ORDER_NOT_PENDING' | 'ORDER_NOT_FOUND'>;

/** A provider's no, and whether another provider may be asked: only where it proves that nothing was applied. */
export interface Refused {
  readonly refusal: OrderRefusal;
  readonly elsewhere: boolean;
}

/** A stretch of the order's quantity that was executed: from (exclusive) to (inclusive), as CumQty(14) counts it. */
export interface Fill {
  readonly execId: string;
  readonly from: Decimal;
  readonly to: Decimal;
  readonly price: Decimal;
}

/** The provider has ended the order. It counts once the fills reach `cumQty`: the last one may still be on its way. */
export interface Ending {
  readonly cumQty: Decimal;
  /** Why it was refused; `null` when the rest was cancelled. */
  readonly refused: Refused | null;
}

/** A cancel or replace that was asked for and has no answer yet. */
export interface Request {
  readonly kind: 'CANCEL' | 'REPLACE';
  /** ClOrdID(11) of the request; after a replace, of the order. */
  readonly clOrdId: string;
  /** What a replace wants. */
  readonly qty: Decimal | null;
  readonly price: Decimal | null;
  /** `null` while the order is in doubt: nobody can be asked yet. */
  readonly sentAtMs: number | null;
}

/** What is ordered. Quantities are ours: units of the base currency. */
export interface OrderTerms {
  readonly orderId: string;
  /** Our name of the symbol. */
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly qty: Decimal;
  readonly type: 'MARKET' | 'LIMIT';
  /** LIMIT: the worst price that may be filled. */
  readonly price: Decimal | null;
  readonly tif: 'IOC' | 'FOK';
}

/** An order about to be sent. */
export interface NewLpOrder extends OrderTerms {
  /** Which provider in a row this is for the order, from 1. */
  readonly leg: number;
  readonly lp: string;
  readonly sessionId: string;
  readonly clOrdId: string;
  readonly lpSymbol: string;
  /** Our units in one of the provider's. */
  readonly volumeFactor: Decimal;
  readonly sentAtMs: number;
}

export interface LpOrder extends NewLpOrder {
  /** Our name for it on the provider's side: `LP-n`. */
  readonly id: string;
  /** OrderID(37): the provider's name for it. */
  readonly lpOrderId: string | null;
  readonly fills: readonly Fill[];
  readonly ending: Ending | null;
  /** The provider has shown that it knows the order. */
  readonly acknowledged: boolean;
  readonly inDoubt: boolean;
  /** The numbers of the session have started again since it was sent: they are evidence of nothing any more. */
  readonly numberLost: boolean;
  /** When the provider first said that it does not know the order, as long as it says nothing else. */
  readonly deniedAtMs: number | null;
  readonly request: Request | null;
  /** How many requests there were. */
  readonly requestCount: number;
  /** When the provider last showed an order that had been in doubt to be working; `null` while it never did. */
  readonly restoredAtMs: number | null;
  readonly doneAtMs: number | null;
}

export type LpOrderState =
  | 'SENT'
  | 'NEW'
  | 'PARTIALLY_FILLED'
  | 'PENDING_CANCEL'
  | 'PENDING_REPLACE'
  | 'FILLED'
  | 'CANCELED'
  | 'REJECTED'
  | 'IN_DOUBT';

type ReportKind =
  | 'FILL'
  | 'REJECT'
  | 'CANCEL'
  | 'IN_DOUBT'
  | 'RESTORED'
  | 'REROUTED'
  | 'REPLACED'
  | 'REQUEST_REJECTED'
  | 'OVERFILL'
  | 'BUST'
  | 'CORRECT'
  | 'UNKNOWN_ORDER';

/** One thing that became known. What each kind carries is told in the contract. */
export interface OrderReport {
  readonly kind: ReportKind;
  readonly execId: string | null;
  readonly qty: Decimal | null;
  readonly price: Decimal | null;
  readonly refusal: OrderRefusal | RequestRefusal | null;
}

/** An order after something became known about it, and what of that is news. */
export interface Outcome {
  readonly order: LpOrder;
  readonly reports: readonly OrderReport[];
}

const AVERAGE_DIGITS = 8;

/** What was filled. It never becomes less: an execution that the provider takes back is told, and booked by a person. */
export const cumQtyOf = ({ fills }: Pick<LpOrder, 'fills'>): Decimal =>
  sum(fills.map(({ from, to }) => subtract(to, from)));

/** The mean price of what was filled, to eight digits; `null` while nothing was. */
export function avgPxOf({ fills }: Pick<LpOrder, 'fills'>): Decimal | null {
  if (fills.length === 0) return null;
  const paid = sum(fills.map(({ from, to, price }) => multiply(subtract(to, from), price)));
  return divide(paid, cumQtyOf({ fills }), AVERAGE_DIGITS);
}

export function stateOf(order: LpOrder): LpOrderState {
  const cumQty = cumQtyOf(order);
  if (compare(cumQty, order.qty) >= 0) return 'FILLED';
  const { ending, request } = order;
  if (ending !== null && compare(cumQty, ending.cumQty) >= 0) {
    return ending.refused !== null && order.fills.length === 0 ? 'REJECTED' : 'CANCELED';
  }
  if (order.inDoubt) return 'IN_DOUBT';
  if (request !== null) return request.kind === 'CANCEL' ? 'PENDING_CANCEL' : 'PENDING_REPLACE';
  if (order.fills.length > 0) return 'PARTIALLY_FILLED';
  return order.acknowledged ? 'NEW' : 'SENT';
}

const TERMINAL: ReadonlySet<LpOrderState> = new Set(['FILLED', 'CANCELED', 'REJECTED']);
export const isDone = (order: LpOrder): boolean => TERMINAL.has(stateOf(order));
