/** A pending order whose price is reached: looked at anew, as the market and the account are now, and then executed. */
import type { Refusal } from '@faultline/errors';
import type { Check } from '../checks.ts';
import { checkFor, decideBy, named, passing } from '../checks.ts';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Points } from '../money/units.ts';
import { VOLUME_DIGITS } from '../money/units.ts';
import { dealingPrice } from '../quotes/quote.ts';
import type { PlacementCode } from './decide-market-order.ts';
import { isExpired } from './cancel-order.ts';
import { restOf } from './open-orders.ts';
import type { Opening, RoutedKnown } from './opening-checks.ts';
import {
  accountEnabled,
  exposureFits,
  marginAssessed,
  marginCovers,
  marketOpen,
  positionsFit,
  providerConnected,
  quoteLive,
  rateLive,
  routeFound,
  sideAllowed,
  symbolTradable,
  volumeAsPlaced,
} from './opening-checks.ts';
import type { Order } from './order.ts';
import type { Destination } from './placement.ts';
import { destinationOf } from './placement.ts';
import { worstPrice } from './price-deviation.ts';
import { marketAnchors, stopLevels } from './stop-levels.ts';
import { tradableQuote } from './tradable-quote.ts';
import { moveOrder } from './transitions.ts';
import { isTriggered, limitReached, waitsForLimit } from './triggers.ts';

/** What became of a pending order on a tick. `woken` is the order as it was TRIGGERED, for its history. */
export type Triggered =
  /** Nothing: its price is not reached, or the quote may set nothing off. */
  | { readonly kind: 'WAITING'; readonly order: Order }
  /** A STOP_LIMIT that waits on as a limit. */
  | { readonly kind: 'RESTING'; readonly order: Order; readonly woken: Order }
  /** ROUTED to its provider, or TRIGGERED and to be filled from our book at once. */
  | {
      readonly kind: 'PLACED';
      readonly order: Order;
      readonly woken: Order;
      readonly destination: Destination;
    }
  | {
      readonly kind: 'REJECTED';
      readonly order: Order;
      readonly woken: Order;
      readonly refusal: Refusal<PlacementCode>;
    };

interface Waking extends Opening {
  readonly order: Order;
}

interface WakingKnown extends RoutedKnown {
  readonly worstPrice: Points | null;
}

/** A limit is never exceeded; a stop takes the market, as far from its trigger as it allows. */
const priceHolds = checkFor<Waking, WakingKnown>()(
  ['instrument', 'price'],
  ({ order }, { instrument, price }) => named('worstPrice', boundOf(order, { instrument, price })),
);

const boundOf = (
  { side, limitPrice, triggerPrice, maxDeviation }: Order,
  { instrument, price }: Pick<WakingKnown, 'instrument' | 'price'>,
): Decision<'PRICE_CHANGED', Points | null> =>
  limitPrice === null
    ? worstPrice({ side, expectedPrice: triggerPrice ?? price, maxDeviation }, instrument, price)
    : accepted(limitPrice);

/**
 * Levels were placed about the order's own price. Where the market has jumped over one of them, the position would be
 * closed the moment it opened: no order is better than that. How far away they are is not asked again.
 */
const levelsStand = checkFor<Waking, WakingKnown>()(
  ['instrument', 'quote'],
  ({ order: { side, sl, tp } }, { instrument, quote }) => {
    const typed = (level: Points | null) =>
      level === null ? null : { unscaled: level, scale: instrument.digits };
    const wanted = { side, sl: typed(sl), tp: typed(tp) };
    const anyDistance = { ...instrument, stopsLevel: 0n };
    return passing(stopLevels(wanted, anyDistance, marketAnchors(side, quote)));
  },
);

/** Volume and prices were looked at when the order was placed; the rest is looked at again. */
const WAKING_CHECKS: readonly Check<Waking, WakingKnown, PlacementCode>[] = [
  accountEnabled,
  symbolTradable,
  volumeAsPlaced,
  sideAllowed,
  marketOpen,
  routeFound,
  providerConnected,
  quoteLive,
  rateLive,
  levelsStand,
  positionsFit,
  exposureFits,
  marginAssessed,
  marginCovers,
  priceHolds,
];

/** The order after the latest quote of its symbol. A refusal ends it, and is stored in it. */
export function triggerOrder(order: Order, facts: TradingFacts): Triggered {
  const quote = tradableQuote(order.symbol, facts);
  if (quote === null || isExpired(order, facts.nowMs) || !isTriggered(order, quote)) {
    return { kind: 'WAITING', order };
  }
  const triggeredAtMs = order.triggeredAtMs ?? facts.nowMs;
  const woken = moveOrder(order, 'TRIGGERED', { triggeredAtMs });
  if (waitsForLimit(woken) && !limitReached(woken, dealingPrice(order.side, quote))) {
    return { kind: 'RESTING', woken, order: moveOrder(woken, 'PENDING') };
  }
  return execute(woken, facts);
}

function execute(woken: Order, facts: TradingFacts): Triggered {
  const request = {
    symbol: woken.symbol,
    side: woken.side,
    volume: { unscaled: restOf(woken), scale: VOLUME_DIGITS },
    // Where it was bound when it was placed, unless a rule has a word now.
    preference: { book: woken.book, lps: null },
  };
  const decision = decideBy(WAKING_CHECKS, { request, order: woken, facts });
  if (!decision.ok) {
    const { refusal } = decision;
    const ended = { reject: refusal, doneAtMs: facts.nowMs };
    return { kind: 'REJECTED', woken, refusal, order: moveOrder(woken, 'REJECTED', ended) };
  }
  const { lp, price, reserve, route, worstPrice: bound } = decision.value;
  const changes = { lp, reservedMargin: reserve, requestedPrice: price };
  return {
    kind: 'PLACED',
    woken,
    order:
      lp === null
        ? { ...woken, ...changes, book: 'B' }
        : moveOrder(woken, 'ROUTED', { ...changes, book: 'A' }),
    destination: destinationOf({ lp, price, worstPrice: bound, route }),
  };
}
