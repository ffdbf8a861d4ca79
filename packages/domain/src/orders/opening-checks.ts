/** The rules that every order which opens something is held to, each a check. The decisions list those that apply. */
import type { Decimal } from '@faultline/errors';
import { rescaled } from '@faultline/errors';
import { enabledAccount } from '../accounts/account-state.ts';
import { checkFor, factFor, named, passing } from '../checks.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { findInstrument } from '../instruments/find-instrument.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { orderVolume } from '../instruments/order-volume.ts';
import type { Ratio } from '../money/rounding.ts';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import { VOLUME_DIGITS } from '../money/units.ts';
import { liveQuote } from '../quotes/live-quote.ts';
import type { Quote, Side } from '../quotes/quote.ts';
import { dealingPrice } from '../quotes/quote.ts';
import type { Route, RoutePreference } from '../routing/route-for.ts';
import { routeFor } from '../routing/route-for.ts';
import { liveMarginRate } from './conversion-check.ts';
import { exposureLimit } from './exposure-limit.ts';
import { positionLimit, totalVolume } from './limits.ts';
import type { Assessment } from './margin-check.ts';
import { affordable, assessMargin } from './margin-check.ts';
import { openingAllowed } from './restrictions.ts';
import { openMarket, providerOf } from './trading-checks.ts';

export interface Opening {
  readonly request: {
    readonly symbol: string;
    readonly side: Side;
    /** In lots. */
    readonly volume: Decimal;
    /** Where the order would like to go, if no routing rule has a word. */
    readonly preference?: RoutePreference | null;
  };
  readonly facts: TradingFacts;
}

/** What is established about an opening order on the way. */
export interface OpeningKnown {
  readonly instrument: Instrument;
  readonly volume: Vol4;
  readonly route: Route;
  readonly quote: Quote;
  /** Of the margin. */
  readonly rate: Ratio;
  /** What it would be opened at, as far as one can say. */
  readonly price: Points;
  readonly assessment: Assessment;
  /** Margin and opening commission. */
  readonly reserve: Minor;
}

export interface RoutedKnown extends OpeningKnown {
  /** The provider; `null` for our own book. */
  readonly lp: string | null;
}

const check = checkFor<Opening, OpeningKnown>();
const fact = factFor<Opening, OpeningKnown>();

export const accountEnabled = check([], ({ facts }) => passing(enabledAccount(facts.account)));

export const symbolTradable = check([], ({ request, facts }) =>
  named('instrument', findInstrument(request.symbol, facts.instruments)),
);

export const volumeFits = check(['instrument'], ({ request, facts }, { instrument }) => {
  const volume = orderVolume(request.volume, instrument);
  if (!volume.ok) return volume;
  const sized = { side: request.side, volume: volume.value, lots: request.volume };
  return totalVolume(sized, instrument, facts);
});

/** The volume was looked at when the order was placed. */
export const volumeAsPlaced = fact([], ({ request }) => ({
  volume: rescaled(request.volume, VOLUME_DIGITS) ?? 0n,
}));

export const sideAllowed = check(['instrument'], ({ request, facts }, { instrument }) =>
  openingAllowed(request, instrument, facts),
);

export const marketOpen = check([], ({ request, facts }) => openMarket(request.symbol, facts));

export const routeFound = fact(
  ['instrument', 'volume'],
  ({ request: { side, preference }, facts }, { instrument, volume }) => {
    const order = { account: facts.account, instrument, side, volume };
    return { route: routeFor(order, facts, preference ?? null) };
  },
);

export const providerConnected = checkFor<Opening, RoutedKnown>()(
  ['route'],
  ({ facts }, { route }) => named('lp', providerOf(route, facts)),
);

export const quoteLive = check(['instrument'], ({ request, facts }, { instrument }) => {
  const quote = liveQuote(instrument, facts);
  if (!quote.ok) return quote;
  return accepted({ quote: quote.value, price: dealingPrice(request.side, quote.value) });
});

/** Not asked of a symbol without a quote: the pair to blame would often be the symbol itself, twice. */
export const rateLive = check(['instrument', 'quote'], ({ facts }, { instrument }) =>
  named('rate', liveMarginRate(instrument, facts)),
);

export const positionsFit = check([], ({ request, facts }) => positionLimit(request.symbol, facts));

export const exposureFits = check(['volume', 'price'], ({ request, facts }, { volume, price }) => {
  const { symbol, side } = request;
  return exposureLimit({ symbol, side, volume, price }, facts);
});

/** Refuses nothing: the numbers are worth showing whatever becomes of the order. */
export const marginAssessed = fact(
  ['instrument', 'volume', 'price', 'rate'],
  ({ request, facts }, { instrument, volume, price, rate }) => {
    const order = { instrument, side: request.side, volume, price, rate };
    return { assessment: assessMargin(order, facts) };
  },
);

export const marginCovers = check(['assessment'], ({ facts }, { assessment }) =>
  named('reserve', affordable(assessment, 'NEW_ORDER', facts)),
);
