/** Whether a market order may be placed, and where it goes. Nothing is sent and nothing is changed here. */
import type { Decimal } from '@faultline/errors';
import type { Check } from '../checks.ts';
import { checkFor, decideBy, named } from '../checks.ts';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Points } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';
import type { RoutePreference } from '../routing/route-for.ts';
import type { RoutedKnown } from './opening-checks.ts';
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
  volumeFits,
} from './opening-checks.ts';
import type { OrderSource } from './order.ts';
import type { Placement } from './placement.ts';
import { destinationOf } from './placement.ts';
import type { Tolerance } from './price-deviation.ts';
import { deviationPoints, expectedPoints, worstPrice } from './price-deviation.ts';
import type { StopLevels } from './stop-levels.ts';
import { marketAnchors, stopLevels } from './stop-levels.ts';

export interface MarketOrderRequest extends Tolerance {
  readonly symbol: string;
  readonly side: Side;
  /** In lots, exactly as the client typed it. */
  readonly volume: Decimal;
  readonly sl: Decimal | null;
  readonly tp: Decimal | null;
  /** FOK fills all or nothing; IOC, when absent, takes what there is. */
  readonly tif?: 'IOC' | 'FOK';
  /** Where the order would like to go, if no routing rule has a word; else the account decides. */
  readonly preference?: RoutePreference | null;
  /** Who asks, when it is not the client. */
  readonly source?: OrderSource;
  readonly clientOrderId: string | null;
}

export type PlacementCode =
  | 'ACCOUNT_DISABLED'
  | 'INVALID_SYMBOL'
  | 'INVALID_VOLUME'
  | 'TRADING_RESTRICTED'
  | 'MARKET_CLOSED'
  | 'LP_NOT_CONNECTED'
  | 'PRICE_STALE'
  | 'INVALID_PRICE'
  | 'INVALID_SL_TP'
  | 'LIMIT_EXCEEDED'
  | 'MARGIN_INSUFFICIENT'
  | 'PRICE_CHANGED';

interface MarketOpening {
  readonly request: MarketOrderRequest;
  readonly facts: TradingFacts;
}

interface MarketKnown extends RoutedKnown {
  readonly levels: StopLevels;
  readonly expectedPrice: Points | null;
  readonly worstPrice: Points | null;
}

const check = checkFor<MarketOpening, MarketKnown>();

const expectedPriceReadable = check(['instrument'], ({ request }, { instrument }) =>
  named('expectedPrice', expectedPoints(request, instrument)),
);

const levelsFit = check(['instrument', 'quote'], ({ request }, { instrument, quote }) =>
  named('levels', stopLevels(request, instrument, marketAnchors(request.side, quote))),
);

const priceHolds = check(
  ['instrument', 'price', 'expectedPrice'],
  ({ request }, { instrument, price, expectedPrice }) => {
    const bounded = {
      side: request.side,
      expectedPrice: expectedPrice ?? price,
      maxDeviation: deviationPoints(request),
    };
    return named('worstPrice', worstPrice(bounded, instrument, price));
  },
);

/** In the order of `PlacementCode`; the first that fails answers. */
export const MARKET_ORDER_CHECKS: readonly Check<MarketOpening, MarketKnown, PlacementCode>[] = [
  accountEnabled,
  symbolTradable,
  volumeFits,
  sideAllowed,
  marketOpen,
  routeFound,
  providerConnected,
  quoteLive,
  rateLive,
  expectedPriceReadable,
  levelsFit,
  positionsFit,
  exposureFits,
  marginAssessed,
  marginCovers,
  priceHolds,
];

export function decideMarketOrder(
  request: MarketOrderRequest,
  facts: TradingFacts,
): Decision<PlacementCode, Placement> {
  const decision = decideBy(MARKET_ORDER_CHECKS, { request, facts });
  if (!decision.ok) return decision;
  const known = decision.value;
  return accepted({
    symbol: request.symbol,
    side: request.side,
    type: 'MARKET',
    volume: known.volume,
    limitPrice: null,
    triggerPrice: null,
    ...known.levels,
    tif: request.tif ?? 'IOC',
    expiresAtMs: null,
    maxDeviation: deviationPoints(request),
    source: request.source ?? 'CLIENT',
    reservedMargin: known.reserve,
    requestedPrice: known.price,
    reduces: null,
    ...destinationOf(known),
  });
}
