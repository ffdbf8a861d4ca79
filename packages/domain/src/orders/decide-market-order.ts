/** Whether a market order may be placed, and where it goes. Nothing is sent and nothing is changed here. */
import type { Decimal } from '@faultline/errors';
import { enabledAccount } from '../accounts/account-state.ts';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { findInstrument } from '../instruments/find-instrument.ts';
import { orderVolume } from '../instruments/order-volume.ts';
import { liveQuote } from '../quotes/live-quote.ts';
import type { Side } from '../quotes/quote.ts';
import { dealingPrice } from '../quotes/quote.ts';
import { liveMarginRate } from './conversion-check.ts';
import { affordable } from './margin-check.ts';
import type { Placement } from './placement.ts';
import { stopLevels } from './stop-levels.ts';
import { connectedVenue, openingAllowed, openMarket, positionLimit } from './trading-checks.ts';

export interface MarketOrderRequest {
  readonly symbol: string;
  readonly side: Side;
  /** In lots, exactly as the client typed it. */
  readonly volume: Decimal;
  readonly sl: Decimal | null;
  readonly tp: Decimal | null;
  /** In points. Judged when the order is executed, not here: a decision has no earlier price to compare with. */
  readonly maxDeviation: number | null;
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
  | 'INVALID_SL_TP'
  | 'LIMIT_EXCEEDED'
  | 'MARGIN_INSUFFICIENT';

/** Checks in the order of the codes above; the first that fails answers. */
export function decideMarketOrder(
  request: MarketOrderRequest,
  facts: TradingFacts,
): Decision<PlacementCode, Placement> {
  const { symbol, side } = request;
  const enabled = enabledAccount(facts.account);
  if (!enabled.ok) return enabled;
  const instrument = findInstrument(symbol, facts.instruments);
  if (!instrument.ok) return instrument;
  const volume = orderVolume(request.volume, instrument.value);
  if (!volume.ok) return volume;
  const allowed = openingAllowed(side, instrument.value, facts.account);
  if (!allowed.ok) return allowed;
  const market = openMarket(symbol, facts);
  if (!market.ok) return market;
  const route = routeOf(facts);
  if (!route.ok) return route;
  const quote = liveQuote(instrument.value, facts);
  if (!quote.ok) return quote;
  const rate = liveMarginRate(instrument.value, facts);
  if (!rate.ok) return rate;
  const levels = stopLevels(request, instrument.value, quote.value);
  if (!levels.ok) return levels;
  const limit = positionLimit(facts);
  if (!limit.ok) return limit;
  const price = dealingPrice(side, quote.value);
  const order = { instrument: instrument.value, side, volume: volume.value, price };
  const margin = affordable({ ...order, rate: rate.value }, facts);
  if (!margin.ok) return margin;
  return accepted({
    symbol,
    side,
    volume: volume.value,
    ...levels.value,
    reservedMargin: margin.value,
    requestedPrice: price,
    reduces: null,
    ...(route.value === null ? { route: 'BOOK', price } : { route: 'LP', lp: route.value }),
  });
}

/** The provider to send to; `null` for our own book, which needs none. */
function routeOf({ account, venues }: TradingFacts): Decision<'LP_NOT_CONNECTED', string | null> {
  return account.book === 'A' ? connectedVenue(account.lps, venues) : accepted(null);
}
