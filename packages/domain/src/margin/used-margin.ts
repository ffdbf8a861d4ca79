/** What an account's positions tie up. */
import type { HedgedMargin } from '../accounts/account-group.ts';
import type { Minor } from '../money/units.ts';
import type { Position } from '../positions/position.ts';
import type { Legs } from './hedged-margin.ts';
import { hedgedMargin, NO_LEGS, withExposure } from './hedged-margin.ts';

/** The positions of one symbol as two legs. */
export function legsOf(positions: readonly Position[], symbol: string): Legs {
  let legs = NO_LEGS;
  for (const one of positions) {
    if (one.symbol === symbol) legs = withExposure(legs, one.side, one);
  }
  return legs;
}

/** The hedged margin of each symbol, summed. */
export function usedMargin(positions: readonly Position[], mode: HedgedMargin): Minor {
  const legsBySymbol = new Map<string, Legs>();
  for (const one of positions) {
    const legs = legsBySymbol.get(one.symbol) ?? NO_LEGS;
    legsBySymbol.set(one.symbol, withExposure(legs, one.side, one));
  }
  let margin = 0n;
  for (const legs of legsBySymbol.values()) margin += hedgedMargin(legs, mode);
  return margin;
}
