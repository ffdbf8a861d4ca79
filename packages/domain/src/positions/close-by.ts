/** Closing two opposite positions of one symbol with each other, without going to the market. */
import { enabledAccount } from '../accounts/account-state.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import type { Points, Vol4 } from '../money/units.ts';
import { lotsNumber } from '../money/wire.ts';
import { liveProfitRate } from '../orders/conversion-check.ts';
import type { Placement } from '../orders/placement.ts';
import { closingAllowed } from '../orders/restrictions.ts';
import { openMarket } from '../orders/trading-checks.ts';
import { opposite as otherSide } from '../quotes/quote.ts';
import type { CloseCode } from './decide-close.ts';
import { openPosition } from './open-position.ts';
import type { Position } from './position.ts';

export interface CloseByPair {
  readonly position: Position;
  readonly opposite: Position;
}

export type CloseByCode = Exclude<
  CloseCode,
  'LP_NOT_CONNECTED' | 'INVALID_PRICE' | 'PRICE_CHANGED'
>;

/**
 * The two closing orders, for the smaller of both volumes, each to be filled at once.
 *
 * Both are filled at the open price of the opposite position: the first realises all that lies between the two entries
 * and the second nothing, so that together they make exactly that, rounded once.
 */
export function decideCloseBy(
  pair: CloseByPair,
  facts: TradingFacts,
): Decision<CloseByCode, readonly [Placement, Placement]> {
  const { position, opposite } = pair;
  const enabled = enabledAccount(facts.account);
  if (!enabled.ok) return enabled;
  for (const one of [position, opposite]) {
    const open = openPosition(one);
    if (!open.ok) return open;
  }
  const matched = matchedVolume(pair, facts);
  if (!matched.ok) return matched;
  const { symbol } = position;
  const allowed = closingAllowed(symbol, facts);
  if (!allowed.ok) return allowed;
  const market = openMarket(symbol, facts);
  if (!market.ok) return market;
  const rate = liveProfitRate(instrumentOf(symbol, facts.instruments), facts);
  if (!rate.ok) return rate;
  const terms = { volume: matched.value, price: opposite.openPrice };
  return accepted([closingAt(position, terms), closingAt(opposite, terms)]);
}

function matchedVolume(
  { position, opposite }: CloseByPair,
  { group }: TradingFacts,
): Decision<'PARTIAL_CLOSE_INVALID', Vol4> {
  const volume = position.volume < opposite.volume ? position.volume : opposite.volume;
  const refuseAs = (kind: 'NOT_OPPOSITE' | 'NOT_ALLOWED', reason: string) =>
    refused('PARTIAL_CLOSE_INVALID', {
      positionVolume: lotsNumber(position.volume),
      closeVolume: lotsNumber(volume),
      reason,
      kind,
    });
  if (position.id === opposite.id) {
    return refuseAs('NOT_OPPOSITE', 'A position cannot be closed by itself');
  }
  if (position.symbol !== opposite.symbol || position.side === opposite.side) {
    return refuseAs('NOT_OPPOSITE', 'The other position is not the opposite of this one');
  }
  // Elsewhere the two do not cancel out, and one provider would be left holding its half.
  if (position.book !== opposite.book || position.lp !== opposite.lp) {
    return refuseAs('NOT_OPPOSITE', 'The other position is held elsewhere');
  }
  if (!group.partialClose && position.volume !== opposite.volume) {
    return refuseAs('NOT_ALLOWED', 'Positions may only be closed whole');
  }
  return accepted(volume);
}

const closingAt = (
  { id, symbol, side }: Position,
  { volume, price }: { readonly volume: Vol4; readonly price: Points },
): Placement => ({
  symbol,
  side: otherSide(side),
  type: 'MARKET',
  volume,
  limitPrice: null,
  triggerPrice: null,
  sl: null,
  tp: null,
  tif: 'IOC',
  expiresAtMs: null,
  maxDeviation: null,
  source: 'CLOSE_BY',
  reservedMargin: 0n,
  requestedPrice: price,
  reduces: id,
  route: 'BOOK',
  price,
  hedgePercent: 0n,
});
