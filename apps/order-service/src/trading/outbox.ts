/** What a decision leaves to be delivered to the LP service: an order, or the wish to cancel one. Pure. */
import {
  type Account,
  instrumentOf,
  type Order,
  type Points,
  routeFor,
  type Routing,
} from '@faultline/domain';
import type { OutboxEntry, Reference } from '../ports/store.ts';

interface Sending {
  /** As decided: nothing may be filled beyond it. */
  readonly worstPrice: Points | null;
  readonly account: Account;
  readonly reference: Reference;
  /** After it the order is too old to send. */
  readonly expiresAtMs: number;
}

/** @param order - ROUTED to its first provider. Where it closes, no other provider holds what it closes. */
export function submitEntry(
  order: Order,
  { worstPrice, account, reference, expiresAtMs }: Sending,
): OutboxEntry {
  const { id, lp, symbol, side, volume, reduces } = order;
  if (lp === null) throw new Error(`order ${id} is routed to nobody`);
  const instrument = instrumentOf(symbol, reference.instruments);
  const others =
    reduces === null
      ? routeFor({ account, instrument, side, volume }, routingOf(reference), null).lps
      : [];
  const lps = [lp, ...others.filter((one) => one !== lp)];
  return { id, orderId: id, kind: 'SUBMIT', lps, worstPrice, expiresAtMs };
}

/** What the terms of trade say about where orders go. */
export const routingOf = ({ routingRules, settings }: Reference): Routing => ({
  routingRules,
  hedgeAccountId: settings.hedgeAccount?.id ?? null,
});

const CANCEL = '/cancel';

/** What waits for the answer to a cancel is not the order itself: a key may stand for either. */
export const cancelIdOf = (orderId: string): string => orderId + CANCEL;

/** The order that an outbox entry, a waiting caller or a key is about. */
export const orderIdOf = (id: string): string =>
  id.endsWith(CANCEL) ? id.slice(0, -CANCEL.length) : id;

export const cancelEntry = (orderId: string, nowMs: number): OutboxEntry => ({
  id: cancelIdOf(orderId),
  orderId,
  kind: 'CANCEL',
  lps: [],
  worstPrice: null,
  expiresAtMs: nowMs,
});
