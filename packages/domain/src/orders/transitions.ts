/** Which state may follow which. Everything that changes an order's state comes through here. */
import type { Order, OrderStatus } from './order.ts';

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  RECEIVED: ['PENDING', 'ROUTED', 'FILLED', 'REJECTED'],
  // To itself when it is modified.
  PENDING: ['PENDING', 'TRIGGERED', 'CANCELLED', 'EXPIRED'],
  // Back to PENDING when a STOP_LIMIT has become a limit that has to wait.
  TRIGGERED: ['PENDING', 'ROUTED', 'FILLED', 'REJECTED'],
  // To itself when it certainly never reached its provider and goes to the next.
  ROUTED: [
    'ROUTED',
    'PARTIALLY_FILLED',
    'FILLED',
    'REJECTED',
    'CANCELLED',
    'IN_DOUBT',
    'CANCEL_REQUESTED',
  ],
  PARTIALLY_FILLED: ['PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'IN_DOUBT', 'CANCEL_REQUESTED'],
  IN_DOUBT: ['PARTIALLY_FILLED', 'FILLED', 'REJECTED', 'CANCELLED'],
  // To itself with a fill; back to what it was when the provider refuses to cancel.
  CANCEL_REQUESTED: [
    'CANCEL_REQUESTED',
    'ROUTED',
    'PARTIALLY_FILLED',
    'FILLED',
    'REJECTED',
    'CANCELLED',
    'IN_DOUBT',
  ],
  FILLED: [],
  CANCELLED: [],
  REJECTED: [],
  EXPIRED: [],
};

/** Nothing can happen to the order any more. */
export const isDone = ({ status }: Pick<Order, 'status'>): boolean => NEXT[status].length === 0;

/**
 * The order in its next state, one version on, with whatever else changes.
 *
 * @throws Error when the state may not follow: the caller applied something twice or to the wrong order.
 */
export function moveOrder(order: Order, status: OrderStatus, changes: Partial<Order> = {}): Order {
  if (!NEXT[order.status].includes(status)) {
    throw new Error(`order ${order.id} cannot go from ${order.status} to ${status}`);
  }
  return { ...order, ...changes, status, version: order.version + 1 };
}

/**
 * The answer is missing; the order may or may not have been executed. A later fill, reject or cancel still counts, and
 * time alone never ends the doubt.
 */
export const markInDoubt = (order: Order): Order => moveOrder(order, 'IN_DOUBT');

/**
 * The order at another provider, because the one it was sent to certainly never took it.
 *
 * @throws Error when something of it was filled, or it is no longer on its way.
 */
export function reroute(order: Order, lp: string): Order {
  if (order.filledVolume !== 0n) throw new Error(`order ${order.id} is filled in part`);
  return moveOrder(order, 'ROUTED', { lp });
}
