/** What an account's orders will become: those under way may fill at any moment, those that rest tie up nothing. */
import type { Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';
import type { Order } from './order.ts';

/** Waiting in our book for its price. */
export const isResting = ({ status }: Pick<Order, 'status'>): boolean => status === 'PENDING';

/** On its way to becoming a position, or to letting one grow. Among orders that are not done. */
export const isOpening = (order: Pick<Order, 'status' | 'reduces'>): boolean =>
  order.reduces === null && !isResting(order);

/** The part that is not filled. */
export const restOf = ({ volume, filledVolume }: Pick<Order, 'volume' | 'filledVolume'>): Vol4 =>
  volume - filledVolume;

/** What opening orders under way have yet to fill on this side of a symbol. */
export function openingRest(orders: readonly Order[], symbol: string, side: Side): Vol4 {
  let rest = 0n;
  for (const order of orders) {
    if (order.symbol === symbol && order.side === side && isOpening(order)) rest += restOf(order);
  }
  return rest;
}
