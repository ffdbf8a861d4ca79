/** When an order without an end is overdue, and when its provider is asked about it. Pure; epoch milliseconds. */
import { isDone, type LpOrder } from '../order-machine/lp-order.ts';

/** Between one question and the next, as long as nothing is said. */
const RETRIES_MS = [1_000, 2_000, 4_000];
const ASK_EVERY_MS = 60_000;
const JITTER = 0.2;
/** From here on an order in doubt is an alarm. */
const LONG_DOUBT_MS = 60_000;

/**
 * @param asked - How often it was asked since the doubt began or the session came back; at least once.
 * @param random - In [0, 1): orders that were asked for together are not asked for together again.
 */
export const retryDelayMs = (asked: number, random: number): number =>
  (RETRIES_MS[asked - 1] ?? ASK_EVERY_MS) * (1 - JITTER + 2 * JITTER * random);

/** Whether nobody waits for an answer any more: the questions from now on are a minute apart. */
export const isGivenUp = (asked: number): boolean => asked > RETRIES_MS.length;

/** Whether the provider has to be asked: an order in doubt, and one that was and is still open. */
export const isAskedFor = (order: LpOrder): boolean =>
  !isDone(order) && (order.inDoubt || order.restoredAtMs !== null);

export const isLongInDoubt = (sinceMs: number, nowMs: number): boolean =>
  nowMs - sinceMs >= LONG_DOUBT_MS;

/**
 * When silence turns into doubt; `null` for an order that is done or in doubt already. One that was shown to be working
 * is asked for again and again, and is in doubt when an answer fails to come.
 */
export function overdueAtMs(order: LpOrder, orderTimeoutMs: number): number | null {
  if (isDone(order) || order.inDoubt) return null;
  return order.restoredAtMs === null
    ? order.sentAtMs + orderTimeoutMs
    : order.restoredAtMs + ASK_EVERY_MS * (1 + JITTER) + orderTimeoutMs;
}
