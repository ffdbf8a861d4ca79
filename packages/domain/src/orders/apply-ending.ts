/** How an order ends without being filled to the end: refused by the provider, or its rest cancelled. */
import type { Refusal } from '@faultline/errors';
import type { Position } from '../positions/position.ts';
import { unlockedBy } from '../positions/lock.ts';
import type { Order } from './order.ts';
import { moveOrder } from './transitions.ts';

interface Ending {
  readonly order: Order;
  /** The position that the order closes or has opened; `null` when there is none. */
  readonly position: Position | null;
  readonly timeMs: number;
}

interface Ended {
  readonly order: Order;
  readonly position: Position | null;
}

/**
 * The provider said no, or it certainly never got the order. The reservation is released and a position that was being
 * closed is open again. What was filled before the refusal stays filled: such an order is CANCELLED, not REJECTED.
 *
 * @throws Error when the order is done.
 */
export function applyReject(rejected: Ending & { readonly refusal: Refusal }): Ended {
  const status = rejected.order.filledVolume === 0n ? 'REJECTED' : 'CANCELLED';
  return end(rejected, status, rejected.refusal);
}

/**
 * The provider cancelled the rest: nothing more will be filled, and what was filled stays.
 *
 * @param cancelled - With a `refusal` where there is more to say than that.
 * @throws Error when the order is done or was never sent.
 */
export const applyCancel = (cancelled: Ending & { readonly refusal?: Refusal | null }): Ended =>
  end(cancelled, 'CANCELLED', cancelled.refusal ?? null);

function end(
  { order, position, timeMs }: Ending,
  status: 'REJECTED' | 'CANCELLED',
  reject: Refusal | null,
): Ended {
  const changes = { reject, reservedMargin: 0n, doneAtMs: timeMs };
  return {
    order: moveOrder(order, status, changes),
    position: position && unlockedBy(order.id, position),
  };
}
