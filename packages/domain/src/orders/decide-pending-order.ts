/** Whether an order may rest in our book until the market reaches its price. It ties up nothing while it waits. */
import type { Decimal } from '@faultline/errors';
import type { Check } from '../checks.ts';
import { checkFor, decideBy, named, passing } from '../checks.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { lastQuote, liveQuote } from '../quotes/live-quote.ts';
import type { Side } from '../quotes/quote.ts';
import type { RoutePreference } from '../routing/route-for.ts';
import { isoSeconds } from '../time/instant.ts';
import { lastMarginRate, liveMarginRate } from './conversion-check.ts';
import { pendingLimit } from './limits.ts';
import type { OpeningKnown } from './opening-checks.ts';
import {
  accountEnabled,
  exposureFits,
  marginAssessed,
  marginCovers,
  routeFound,
  sideAllowed,
  symbolTradable,
  volumeFits,
} from './opening-checks.ts';
import type { PendingPrices, PendingTerms } from './pending-prices.ts';
import { pendingPrices } from './pending-prices.ts';
import type { PendingPlacement } from './placement.ts';
import { deviationPoints } from './price-deviation.ts';
import type { StopLevels } from './stop-levels.ts';
import { pendingAnchors, stopLevels } from './stop-levels.ts';
import { marketNotHalted } from './trading-checks.ts';

/** How long the order waits. DAY carries the end of the trading day, which the shell knows. */
export type Lifetime =
  | { readonly tif: 'GTC'; readonly expiresAtMs: null }
  | { readonly tif: 'DAY' | 'GTD'; readonly expiresAtMs: number };

export type PendingOrderRequest = PendingTerms &
  Lifetime & {
    readonly symbol: string;
    readonly side: Side;
    /** In lots, exactly as the client typed it. */
    readonly volume: Decimal;
    readonly sl: Decimal | null;
    readonly tp: Decimal | null;
    /** In points, whole and zero or more: how far beyond its trigger a STOP may be filled; `null` for any distance. */
    readonly maxDeviation: number | null;
    /** Where the order would like to go, if no routing rule has a word; else the account decides. */
    readonly preference?: RoutePreference | null;
    readonly clientOrderId: string | null;
  };

export type PendingCode =
  | 'ACCOUNT_DISABLED'
  | 'INVALID_SYMBOL'
  | 'INVALID_VOLUME'
  | 'TRADING_RESTRICTED'
  | 'MARKET_CLOSED'
  | 'PRICE_STALE'
  | 'INVALID_PRICE'
  | 'ORDER_EXPIRED'
  | 'INVALID_SL_TP'
  | 'LIMIT_EXCEEDED'
  | 'MARGIN_INSUFFICIENT';

export interface PendingOpening {
  readonly request: PendingOrderRequest;
  readonly facts: TradingFacts;
}

export interface PendingKnown extends OpeningKnown {
  readonly prices: PendingPrices;
  readonly levels: StopLevels;
}

const check = checkFor<PendingOpening, PendingKnown>();

export const notHalted = check([], ({ request, facts }) => marketNotHalted(request.symbol, facts));

/** While the market is closed its last quote is what there is. */
export const quoteKnown = check(['instrument'], ({ request, facts }, { instrument }) => {
  const { open } = facts.session(request.symbol);
  return named('quote', open ? liveQuote(instrument, facts) : lastQuote(instrument, facts));
});

export const rateKnown = check(['instrument', 'quote'], ({ request, facts }, { instrument }) => {
  const { open } = facts.session(request.symbol);
  return named(
    'rate',
    open ? liveMarginRate(instrument, facts) : lastMarginRate(instrument, facts),
  );
});

export const pricesFit = check(['instrument', 'quote'], ({ request }, { instrument, quote }) => {
  const prices = pendingPrices(request, instrument, quote);
  if (!prices.ok) return prices;
  return accepted({ prices: prices.value, price: ownPrice(prices.value) });
});

export const notExpired = check([], ({ request: { expiresAtMs }, facts }) =>
  expiresAtMs !== null && expiresAtMs <= facts.nowMs
    ? refused('ORDER_EXPIRED', { expiresAt: isoSeconds(expiresAtMs) })
    : accepted({}),
);

export const pendingLevelsFit = check(
  ['instrument', 'price'],
  ({ request }, { instrument, price }) =>
    named('levels', stopLevels(request, instrument, pendingAnchors(price))),
);

const pendingOrdersFit = check([], ({ facts }) => passing(pendingLimit(facts)));

/** In the order of `PendingCode`; no provider is needed, because nothing is sent yet. */
export const PENDING_ORDER_CHECKS: readonly Check<PendingOpening, PendingKnown, PendingCode>[] = [
  accountEnabled,
  symbolTradable,
  volumeFits,
  sideAllowed,
  notHalted,
  routeFound,
  quoteKnown,
  rateKnown,
  pricesFit,
  notExpired,
  pendingLevelsFit,
  pendingOrdersFit,
  exposureFits,
  marginAssessed,
  marginCovers,
];

export function decidePendingOrder(
  request: PendingOrderRequest,
  facts: TradingFacts,
): Decision<PendingCode, PendingPlacement> {
  const decision = decideBy(PENDING_ORDER_CHECKS, { request, facts });
  if (!decision.ok) return decision;
  const { volume, route, prices, levels, price } = decision.value;
  return accepted({
    symbol: request.symbol,
    side: request.side,
    type: request.type,
    volume,
    ...prices,
    ...levels,
    tif: request.tif,
    expiresAtMs: request.expiresAtMs,
    maxDeviation: deviationPoints(request),
    source: 'CLIENT',
    reservedMargin: 0n,
    requestedPrice: price,
    reduces: null,
    route: 'REST',
    book: route.book,
  });
}

/** What it would be filled at: its limit, or where it wakes. */
function ownPrice({ limitPrice, triggerPrice }: PendingPrices): bigint {
  const price = limitPrice ?? triggerPrice;
  if (price === null) throw new Error('a pending order has a price');
  return price;
}
