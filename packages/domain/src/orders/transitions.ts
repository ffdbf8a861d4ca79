/** Which state may follow which. Everything that changes an order's state comes through here. */
import type { Order, OrderStatus } from './order.ts';

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  RECEIVED: ['PENDING', 'ROUTED', 'FILLED', 'REJECTED'],
  PENDING: ['TRIGGERED', 'CANCELLED', 'EXPIRED'],
  TRIGGERED: ['PENDING', 'ROUTED', 'FILLED', 'REJECTED'],
  ROUTED: ['PARTIALLY_FILLED', 'FILLED', 'REJECTED', 'CANCELLED', 'IN_DOUBT', 'CANCEL_REQUESTED'],
  PARTIALLY_FILLED: ['PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'IN_DOUBT', 'CANCEL_REQUESTED'],
  IN_DOUBT: ['PARTIALLY_FILLED', 'FILLED', 'REJECTED', 'CANCELLED'],
  CANCEL_REQUESTED: ['CANCEL_REQUESTED', 'ROUTED', 'FILLED', 'REJECTED', 'CANCELLED'],
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
