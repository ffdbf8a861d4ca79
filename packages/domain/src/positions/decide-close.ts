/** Whether a position may be closed, wholly or in part, and where the closing order goes. */
import type { Decimal } from '@faultline/errors';
import { enabledAccount } from '../accounts/account-state.ts';
import type { Check } from '../checks.ts';
import { checkFor, decideBy, factFor, named, passing } from '../checks.ts';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Points, Vol4 } from '../money/units.ts';
import { liveProfitRate } from '../orders/conversion-check.ts';
import type { Placement } from '../orders/placement.ts';
import { destinationOf } from '../orders/placement.ts';
import type { Tolerance } from '../orders/price-deviation.ts';
import { deviationPoints, expectedPoints, worstPrice } from '../orders/price-deviation.ts';
import { closingAllowed } from '../orders/restrictions.ts';
import { connectedVenue, openMarket } from '../orders/trading-checks.ts';
import { liveQuote } from '../quotes/live-quote.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';
import { closingShare, closingVolume } from './closing-volume.ts';
import { openPosition } from './open-position.ts';
import type { CloseReason, Position } from './position.ts';

export interface CloseRequest extends Tolerance {
  /** In lots; `null` or 0 closes all. */
  readonly volume: Decimal | null;
  /** Instead of a volume: 1 to 100, of what is open. */
  readonly percent?: bigint | null;
  /** Why it is closed, when the client did not ask for it. */
  readonly source?: Exclude<CloseReason, 'NETTED'>;
}

export type CloseCode =
  | 'ACCOUNT_DISABLED'
  | 'POSITION_ALREADY_CLOSED'
  | 'POSITION_LOCKED'
  | 'PARTIAL_CLOSE_INVALID'
  | 'TRADING_RESTRICTED'
  | 'MARKET_CLOSED'
  | 'LP_NOT_CONNECTED'
  | 'PRICE_STALE'
  | 'INVALID_PRICE'
  | 'PRICE_CHANGED';

interface Closing {
  readonly request: CloseRequest;
  readonly position: Position;
  readonly facts: TradingFacts;
}

interface CloseKnown {
  readonly instrument: Instrument;
  readonly volume: Vol4;
  /** The provider; `null` for our own book. */
  readonly lp: string | null;
  readonly price: Points;
  readonly expectedPrice: Points | null;
  readonly worstPrice: Points | null;
}

/** A disabled account's trader may not close; its stops and the house still do. */
const TRADERS_OWN: ReadonlySet<CloseReason> = new Set(['CLIENT', 'CLOSE_BY', 'REVERSE']);

const check = checkFor<Closing, CloseKnown>();

const traderEnabled = check([], ({ request: { source = 'CLIENT' }, facts }) =>
  TRADERS_OWN.has(source) ? passing(enabledAccount(facts.account)) : accepted({}),
);

const positionOpen = check([], ({ position }) => passing(openPosition(position)));

const instrumentFound = factFor<Closing, CloseKnown>()([], ({ position, facts }) => ({
  instrument: instrumentOf(position.symbol, facts.instruments),
}));

const volumeCloses = check(['instrument'], ({ request, position, facts }, { instrument }) =>
  named('volume', volumeOf(request, position, { instrument, group: facts.group })),
);

const volumeOf = (
  { volume, percent = null }: CloseRequest,
  ...of: [Position, Parameters<typeof closingVolume>[2]]
) => (percent === null ? closingVolume(volume, ...of) : closingShare(percent, ...of));

const notHalted = check([], ({ position, facts }) => closingAllowed(position.symbol, facts));

const marketOpen = check([], ({ position, facts }) => openMarket(position.symbol, facts));

/** An A-book position can only be closed where it was opened; our own book needs no provider. */
const ownProviderConnected = check([], ({ position: { book, lp }, facts }) =>
  named(
    'lp',
    book === 'A' ? connectedVenue(lp === null ? [] : [lp], facts.venues) : accepted(null),
  ),
);

const quoteLive = check(['instrument'], ({ position, facts }, { instrument }) => {
  const quote = liveQuote(instrument, facts);
  if (!quote.ok) return quote;
  return accepted({ price: dealingPrice(opposite(position.side), quote.value) });
});

const profitConvertible = check(['instrument', 'price'], ({ facts }, { instrument }) =>
  passing(liveProfitRate(instrument, facts)),
);

const expectedPriceReadable = check(['instrument'], ({ request }, { instrument }) =>
  named('expectedPrice', expectedPoints(request, instrument)),
);

const priceHolds = check(
  ['instrument', 'price', 'expectedPrice'],
  ({ request, position }, { instrument, price, expectedPrice }) => {
    const bounded = {
      side: opposite(position.side),
      expectedPrice: expectedPrice ?? price,
      maxDeviation: deviationPoints(request),
    };
    return named('worstPrice', worstPrice(bounded, instrument, price));
  },
);

/** In the order of `CloseCode`; the first that fails answers. */
export const CLOSE_CHECKS: readonly Check<Closing, CloseKnown, CloseCode>[] = [
  traderEnabled,
  positionOpen,
  instrumentFound,
  volumeCloses,
  notHalted,
  marketOpen,
  ownProviderConnected,
  quoteLive,
  profitConvertible,
  expectedPriceReadable,
  priceHolds,
];

/**
 * An account or instrument that is CLOSE_ONLY may close.
 *
 * @throws Error when the position's instrument is missing from the facts.
 */
export function decideClose(
  request: CloseRequest,
  position: Position,
  facts: TradingFacts,
): Decision<CloseCode, Placement> {
  const decision = decideBy(CLOSE_CHECKS, { request, position, facts });
  if (!decision.ok) return decision;
  const known = decision.value;
  return accepted({
    symbol: position.symbol,
    side: opposite(position.side),
    type: 'MARKET',
    volume: known.volume,
    limitPrice: null,
    triggerPrice: null,
    sl: null,
    tp: null,
    tif: 'IOC',
    expiresAtMs: null,
    maxDeviation: deviationPoints(request),
    source: request.source ?? 'CLIENT',
    reservedMargin: 0n,
    requestedPrice: known.price,
    reduces: position.id,
    ...destinationOf(known),
  });
}
