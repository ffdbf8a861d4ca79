/** When an order without an end is overdue, and when its provider is asked about it. Pure; epoch milliseconds. */
import { isDone, type LpOrder } from '../order-machine/lp-order.ts';

const FIRST_ASKS_MS = [1_000, 2_000, 4_000];
const ASK_EVERY_MS = 10_000;

/** @param asked - How often it was asked since the doubt began or the session came back. */
export const askDelayMs = (asked: number): number => FIRST_ASKS_MS[asked] ?? ASK_EVERY_MS;

/** Whether the provider has to be asked: an order in doubt, and one that was and is still open. */
export const isAskedFor = (order: LpOrder): boolean =>
  !isDone(order) && (order.inDoubt || order.restoredAtMs !== null);

/**
 * When silence turns into doubt; `null` for an order that is done or in doubt already. One that was shown to be working
 * is asked for again and again, and is in doubt when an answer fails to come.
 */
export function overdueAtMs(order: LpOrder, orderTimeoutMs: number): number | null {
  if (isDone(order) || order.inDoubt) return null;
  return order.restoredAtMs === null
    ? order.sentAtMs + orderTimeoutMs
    : order.restoredAtMs + ASK_EVERY_MS + orderTimeoutMs;
}
