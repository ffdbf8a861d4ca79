/** What an account's positions tie up. */
import type { HedgedMargin } from '../accounts/account-group.ts';
import type { Minor } from '../money/units.ts';
import type { Position } from '../positions/position.ts';
import type { Legs } from './hedged-margin.ts';
import { hedgedMargin, NO_LEGS, withExposure } from './hedged-margin.ts';

/** The positions of one symbol as two legs. */
export const legsOf = (positions: readonly Position[], symbol: string): Legs =>
  positions
    .filter((position) => position.symbol === symbol)
    .reduce((legs, position) => withExposure(legs, position.side, position), NO_LEGS);

/** The hedged margin of each symbol, summed. */
export function usedMargin(positions: readonly Position[], mode: HedgedMargin): Minor {
  const symbols = new Set(positions.map(({ symbol }) => symbol));
  let margin = 0n;
  for (const symbol of symbols) margin += hedgedMargin(legsOf(positions, symbol), mode);
  return margin;
}
