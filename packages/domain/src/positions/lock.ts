/** While an order is closing a position, nobody else may touch it. */
import type { Position } from './position.ts';

/**
 * The position held by the order that closes it. For orders that go to a provider; our own book fills at once.
 *
 * @throws Error when it is not open: `decideClose` was not asked.
 */
export function lockForClosing(position: Position, orderId: string): Position {
  if (position.status !== 'OPEN') {
    throw new Error(`position ${position.id} is ${position.status}, not open to be locked`);
  }
  return { ...position, status: 'CLOSING', lockOrderId: orderId, version: position.version + 1 };
}

/** Open again if this order held it; otherwise as it was. */
export const unlockedBy = (orderId: string, position: Position): Position =>
  position.status === 'CLOSING' && position.lockOrderId === orderId
    ? { ...position, status: 'OPEN', lockOrderId: null, version: position.version + 1 }
    : position;
