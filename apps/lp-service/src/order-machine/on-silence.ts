/** What an order becomes when no report, or something other than a report, tells about it. Pure. */
import { ZERO } from '../decimals.ts';
import { isDone, type LpOrder, type OrderRefusal, type Outcome } from './lp-order.ts';
import { outcomeOf } from './outcome.ts';

const unchanged = (order: LpOrder): Outcome => ({ order, reports: [] });

/** No answer in time, or a restart in between: the order may be filled, and nobody here knows. */
export function onOverdue(order: LpOrder, atMs: number): Outcome {
  if (isDone(order) || order.inDoubt) return unchanged(order);
  return outcomeOf(order, { ...order, inDoubt: true }, { atMs });
}

/** "Duplicate order": so the provider has the first one, and what became of it has to be asked. Never a reject. */
export function onDuplicateClOrdId(order: LpOrder, atMs: number): Outcome {
  if (isDone(order)) return unchanged(order);
  return outcomeOf(order, { ...order, acknowledged: true, inDoubt: true }, { atMs });
}

/**
 * The provider refused the message, or asked for its number again and so never had it: the order is not applied. Against
 * a provider that has already shown to know the order this is a contradiction, and the order is in doubt.
 */
export function onMessageRefused(order: LpOrder, refusal: OrderRefusal, atMs: number): Outcome {
  if (isDone(order)) return unchanged(order);
  if (order.acknowledged) return onOverdue(order, atMs);
  const ended = { ...order, inDoubt: false, ending: { cumQty: ZERO, refusal } };
  return outcomeOf(order, ended, { atMs });
}
