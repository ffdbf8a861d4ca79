/** Which positions a close of many takes. Each is then decided on its own, and those that cannot be closed say why. */
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Side } from '../quotes/quote.ts';
import type { Position } from './position.ts';
import type { Valuation } from './profit.ts';
import { valuerOf } from './profit.ts';

export interface CloseFilter {
  /** By the floating profit, swap included: WINNERS above zero, LOSERS below. */
  readonly filter: 'ALL' | 'WINNERS' | 'LOSERS';
  /** `null` for every symbol. */
  readonly symbol: string | null;
  /** `null` for both sides. */
  readonly side: Side | null;
}

export function positionsToClose(
  { filter, symbol, side }: CloseFilter,
  facts: TradingFacts,
): readonly Position[] {
  const valuation = valuerOf(facts);
  return facts.positions.filter(
    (position) =>
      (symbol === null || position.symbol === symbol) &&
      (side === null || position.side === side) &&
      (filter === 'ALL' || filter === outcomeOf(valuation(position))),
  );
}

function outcomeOf({ profit }: Valuation): 'WINNERS' | 'LOSERS' | 'EVEN' {
  if (profit === 0n) return 'EVEN';
  return profit > 0n ? 'WINNERS' : 'LOSERS';
}
