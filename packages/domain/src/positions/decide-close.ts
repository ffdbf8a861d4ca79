/** Whether a position may be closed, wholly or in part, and where the closing order goes. */
import type { Decimal } from '@faultline/errors';
import { enabledAccount } from '../accounts/account-state.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { liveProfitRate } from '../orders/conversion-check.ts';
import type { Placement } from '../orders/placement.ts';
import { connectedVenue, openMarket } from '../orders/trading-checks.ts';
import { liveQuote } from '../quotes/live-quote.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';
import { isoSeconds } from '../time/instant.ts';
import { closingVolume } from './closing-volume.ts';
import type { Position } from './position.ts';

export interface CloseRequest {
  /** In lots; `null` or 0 closes all. */
  readonly volume: Decimal | null;
  /** In points. Judged when the order is executed, not here. */
  readonly maxDeviation: number | null;
}

export type CloseCode =
  | 'ACCOUNT_DISABLED'
  | 'POSITION_ALREADY_CLOSED'
  | 'POSITION_LOCKED'
  | 'PARTIAL_CLOSE_INVALID'
  | 'MARKET_CLOSED'
  | 'LP_NOT_CONNECTED'
  | 'PRICE_STALE';

/**
 * Checks in the order of the codes above; the first that fails answers. An account or instrument that is CLOSE_ONLY may
 * close.
 *
 * @throws Error when the position's instrument is missing from the facts.
 */
export function decideClose(
  request: CloseRequest,
  position: Position,
  facts: TradingFacts,
): Decision<CloseCode, Placement> {
  const enabled = enabledAccount(facts.account);
  if (!enabled.ok) return enabled;
  const closable = openPosition(position);
  if (!closable.ok) return closable;
  const instrument = instrumentOf(position.symbol, facts.instruments);
  const volume = closingVolume(request.volume, position, instrument);
  if (!volume.ok) return volume;
  const market = openMarket(position.symbol, facts);
  if (!market.ok) return market;
  const route = routeOf(position, facts);
  if (!route.ok) return route;
  const quote = liveQuote(instrument, facts);
  if (!quote.ok) return quote;
  const rate = liveProfitRate(instrument, facts);
  if (!rate.ok) return rate;
  const side = opposite(position.side);
  const price = dealingPrice(side, quote.value);
  return accepted({
    symbol: position.symbol,
    side,
    volume: volume.value,
    sl: null,
    tp: null,
    reservedMargin: 0n,
    requestedPrice: price,
    reduces: position.id,
    ...(route.value === null ? { route: 'BOOK', price } : { route: 'LP', lp: route.value }),
  });
}

function openPosition(
  position: Position,
): Decision<'POSITION_ALREADY_CLOSED' | 'POSITION_LOCKED', Position> {
  const { id: positionId, status, lockOrderId, closedAtMs, closeReason } = position;
  if (status === 'CLOSED') {
    const closedAt = isoSeconds(closedAtMs ?? 0);
    const reason = closeReason === null ? {} : { closeReason };
    return refused('POSITION_ALREADY_CLOSED', { positionId, closedAt, ...reason });
  }
  if (status === 'CLOSING') {
    const lock = lockOrderId === null ? {} : { lockOrderId };
    return refused('POSITION_LOCKED', { positionId, ...lock });
  }
  return accepted(position);
}

/** An A-book position can only be closed where it was opened; `null` for our own book. */
const routeOf = (
  { book, lp }: Position,
  { venues }: TradingFacts,
): Decision<'LP_NOT_CONNECTED', string | null> =>
  book === 'A' ? connectedVenue(lp === null ? [] : [lp], venues) : accepted(null);
