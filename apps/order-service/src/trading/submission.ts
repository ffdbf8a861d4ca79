/** A routed order in the words of the LP service: what to trade, with whom, and how bad a price may be. Pure. */
import {
  type Account,
  instrumentOf,
  isNoWorse,
  type Order,
  type Points,
  routeFor,
} from '@faultline/domain';
import { priceOf, unitsOf } from '../market/units.ts';
import type { LpSubmission } from '../ports/lp.ts';
import type { OutboxEntry, Reference } from '../ports/store.ts';

export interface Sender {
  /** `null` when it is not known any more: then only the provider that was chosen is named. */
  readonly account: Account | null;
  readonly reference: Reference;
}

export function submissionOf(
  order: Order,
  { lp, expiresAtMs }: OutboxEntry,
  { account, reference }: Sender,
): LpSubmission {
  const { id: orderId, symbol, side, volume, filledVolume, tif } = order;
  const instrument = instrumentOf(symbol, reference.instruments);
  const worst = worstPriceOf(order);
  const others =
    account === null
      ? []
      : routeFor({ account, instrument, side, volume }, reference.routingRules, null).lps;
  return {
    orderId,
    lps: [lp, ...others.filter((one) => one !== lp)],
    symbol,
    side,
    qty: unitsOf(volume - filledVolume, instrument),
    type: worst === null ? 'MARKET' : 'LIMIT',
    price: worst === null ? null : priceOf(worst, instrument),
    tif: tif === 'FOK' ? 'FOK' : 'IOC',
    expiresAtMs,
  };
}

/** The worst price that may be filled, `null` for any: an order's limit, and how far the price may move against it. */
export function worstPriceOf(order: Order): Points | null {
  const { side, limitPrice, triggerPrice, requestedPrice, maxDeviation } = order;
  if (maxDeviation === null) return limitPrice;
  const from = triggerPrice ?? requestedPrice;
  const moved = side === 'BUY' ? from + maxDeviation : from - maxDeviation;
  if (limitPrice === null) return moved;
  return isNoWorse(side, limitPrice, moved) ? limitPrice : moved;
}
