/** Turning a position round: closed, and the same volume opened on the other side. */
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { commissionOfPart } from '../money/commission.ts';
import { VOLUME_DIGITS } from '../money/units.ts';
import type { PlacementCode } from '../orders/decide-market-order.ts';
import { decideMarketOrder } from '../orders/decide-market-order.ts';
import type { Placement } from '../orders/placement.ts';
import type { Tolerance } from '../orders/price-deviation.ts';
import { opposite } from '../quotes/quote.ts';
import type { CloseCode } from './decide-close.ts';
import { decideClose } from './decide-close.ts';
import type { Position } from './position.ts';
import { profitOf } from './profit.ts';

export interface Reversal {
  readonly close: Placement;
  /** To be placed once the close is filled; decided again then, if that took time. */
  readonly open: Placement;
}

/** Both halves, or the first refusal: a position that cannot be opened again is not closed. */
export function decideReverse(
  tolerance: Tolerance,
  position: Position,
  facts: TradingFacts,
): Decision<CloseCode | PlacementCode, Reversal> {
  const source = 'REVERSE';
  const close = decideClose({ volume: null, ...tolerance, source }, position, facts);
  if (!close.ok) return close;
  const wanted = {
    symbol: position.symbol,
    side: opposite(position.side),
    volume: { unscaled: position.volume, scale: VOLUME_DIGITS },
    sl: null,
    tp: null,
    ...tolerance,
    source,
    clientOrderId: null,
  } as const;
  const open = decideMarketOrder(wanted, factsAfterClosing(position, facts));
  if (!open.ok) return open;
  return accepted({ close: close.value, open: open.value });
}

/** The position gone, what it has made in the balance and the commission of its close paid. */
function factsAfterClosing(position: Position, facts: TradingFacts): TradingFacts {
  const instrument = instrumentOf(position.symbol, facts.instruments);
  const closedBefore = position.initialVolume - position.volume;
  const commission = commissionOfPart(closedBefore, position.volume, instrument);
  const balance = facts.account.balance + profitOf(position, facts) - commission;
  const positions = facts.positions.filter(({ id }) => id !== position.id);
  return { ...facts, account: { ...facts.account, balance }, positions };
}
