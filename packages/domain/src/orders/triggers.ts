/** Whether the market has reached the price of a pending order or of a position's stop. Asked on every tick: cheap. */
import type { CloseReason, Position } from '../positions/position.ts';
import type { Points } from '../money/units.ts';
import type { Quote } from '../quotes/quote.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';
import type { Order } from './order.ts';
import { isNoWorse } from './price-deviation.ts';

type Waiting = Pick<
  Order,
  'status' | 'side' | 'type' | 'limitPrice' | 'triggerPrice' | 'triggeredAtMs'
>;

/** A limit is reached at its price or better, a stop at its price or worse. Only a resting order waits. */
export function isTriggered(order: Waiting, quote: Quote): boolean {
  if (order.status !== 'PENDING') return false;
  const price = dealingPrice(order.side, quote);
  return waitsForLimit(order) ? limitReached(order, price) : stopReached(order, price);
}

/** A LIMIT, or a STOP_LIMIT that has been woken: from then on it is one. */
export const waitsForLimit = ({
  type,
  triggeredAtMs,
}: Pick<Order, 'type' | 'triggeredAtMs'>): boolean =>
  type === 'LIMIT' || (type === 'STOP_LIMIT' && triggeredAtMs !== null);

export const limitReached = (
  { side, limitPrice }: Pick<Order, 'side' | 'limitPrice'>,
  price: Points,
): boolean => limitPrice !== null && isNoWorse(side, price, limitPrice);

const stopReached = (
  { side, triggerPrice }: Pick<Order, 'side' | 'triggerPrice'>,
  price: Points,
): boolean => triggerPrice !== null && isNoWorse(side, triggerPrice, price);

/** What may close a position by price. */
export type StopReason = Extract<CloseReason, 'SL' | 'TP' | 'TRAILING'>;

type Protected = Pick<Position, 'status' | 'side' | 'sl' | 'tp' | 'trailing'>;

/** Which level of an open position the market has reached, the stop loss first; `null` for none. */
export function reachedLevel(position: Protected, quote: Quote): StopReason | null {
  const { status, side, sl, tp, trailing } = position;
  if (status !== 'OPEN' || (sl === null && tp === null)) return null;
  // BUY closes at the bid: a falling bid reaches the stop loss, a rising one the take profit.
  const closing = opposite(side);
  const price = dealingPrice(closing, quote);
  if (sl !== null && isNoWorse(closing, sl, price)) return trailing === null ? 'SL' : 'TRAILING';
  if (tp !== null && isNoWorse(closing, price, tp)) return 'TP';
  return null;
}
