/** What an order becomes when no report, or something other than a report, tells about it. Pure. */
import { ZERO } from '../decimals.ts';
import { isDone, type LpOrder, type Outcome, type Refused } from './lp-order.ts';
import { outcomeOf } from './outcome.ts';
import { neverReceived } from './refusals.ts';

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
export function onMessageRefused(order: LpOrder, refused: Refused, atMs: number): Outcome {
  if (isDone(order)) return unchanged(order);
  if (order.acknowledged) return onOverdue(order, atMs);
  const ended = { ...order, inDoubt: false, ending: { cumQty: ZERO, refused } };
  return outcomeOf(order, ended, { atMs });
}

/** The numbers of the session start again: nobody can conclude from them any more who has had what. */
export function onNumbersReset(order: LpOrder, atMs: number): Outcome {
  if (isDone(order)) return unchanged(order);
  return onOverdue({ ...order, numberLost: true }, atMs);
}

/** Whether "unknown order" contradicts what is known: the provider has acknowledged it, or its numbers say it had it. */
export const isContradicted = (order: LpOrder): boolean => order.acknowledged || !order.numberLost;

export interface Denial {
  readonly atMs: number;
  /** How long the answer must stay the same before it is believed. */
  readonly quarantineMs: number;
  /** When the provider was last logged on, ISO 8601. */
  readonly lastConnected: string | null;
}

/**
 * The provider says that it does not know the order. By itself that proves nothing: it may have forgotten. It is believed
 * only where no evidence speaks against it, and when it is said again after the quarantine.
 */
export function onUnknownOrder(order: LpOrder, denial: Denial): Outcome {
  const { atMs, quarantineMs, lastConnected } = denial;
  if (isDone(order)) return unchanged(order);
  const deniedAtMs = order.deniedAtMs ?? atMs;
  const denied = { ...order, deniedAtMs };
  if (isContradicted(order) || atMs - deniedAtMs < quarantineMs) return onOverdue(denied, atMs);
  return onMessageRefused(denied, neverReceived(order.lp, lastConnected), atMs);
}
