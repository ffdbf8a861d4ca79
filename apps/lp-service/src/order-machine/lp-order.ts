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
  readonly refusal: OrderRefusal | null;
}

export interface LpOrder {
  /** Our name for it on the provider's side: `LP-n`. */
  readonly id: string;
  readonly orderId: string;
  readonly lp: string;
  readonly sessionId: string;
  readonly clOrdId: string;
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  /** Units of the base currency. */
  readonly qty: Decimal;
  readonly fills: readonly Fill[];
  readonly ending: Ending | null;
  /** The provider has shown that it knows the order. */
  readonly acknowledged: boolean;
  readonly inDoubt: boolean;
  readonly sentAtMs: number;
  /** When the provider last showed an order that had been in doubt to be working; `null` while it never did. */
  readonly restoredAtMs: number | null;
  readonly doneAtMs: number | null;
}

export type LpOrderState =
  | 'SENT'
  | 'NEW'
  | 'PARTIALLY_FILLED'
  | 'FILLED'
  | 'CANCELED'
  | 'REJECTED'
  | 'IN_DOUBT';

/** One thing that became known. Quantity and price are those of a FILL. */
export interface OrderReport {
  readonly kind: 'FILL' | 'REJECT' | 'CANCEL' | 'IN_DOUBT' | 'RESTORED';
  readonly execId: string | null;
  readonly qty: Decimal | null;
  readonly price: Decimal | null;
  readonly refusal: OrderRefusal | null;
}

/** An order after something became known about it, and what of that is news. */
export interface Outcome {
  readonly order: LpOrder;
  readonly reports: readonly OrderReport[];
}

const AVERAGE_DIGITS = 8;

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
  const { ending } = order;
  if (ending !== null && compare(cumQty, ending.cumQty) >= 0) {
    return ending.refusal !== null && order.fills.length === 0 ? 'REJECTED' : 'CANCELED';
  }
  if (order.inDoubt) return 'IN_DOUBT';
  if (order.fills.length > 0) return 'PARTIALLY_FILLED';
  return order.acknowledged ? 'NEW' : 'SENT';
}

const TERMINAL: ReadonlySet<LpOrderState> = new Set(['FILLED', 'CANCELED', 'REJECTED']);
export const isDone = (order: LpOrder): boolean => TERMINAL.has(stateOf(order));
