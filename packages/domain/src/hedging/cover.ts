/** How much of what its own book holds the house covers with a provider. */
import { roundDown } from '../money/rounding.ts';
import type { Vol4 } from '../money/units.ts';
import type { Position } from '../positions/position.ts';

/** The covered part of a volume that is opened, rounded down to a ten-thousandth of a lot. */
export const coverOf = (volume: Vol4, hedgePercent = 0n): Vol4 =>
  hedgePercent === 0n ? 0n : roundDown({ num: volume * hedgePercent, den: 100n });

/** Bought above zero, sold below. */
const signed = ({ side }: Pick<Position, 'side'>, volume: Vol4): Vol4 =>
  side === 'BUY' ? volume : -volume;

/** What the house has to hold for these positions, symbol by symbol; symbols without a cover are left out. */
export function coverBySymbol(
  positions: readonly Pick<Position, 'symbol' | 'side' | 'hedgeVolume'>[],
): ReadonlyMap<string, Vol4> {
  let sums: Map<string, Vol4> | null = null;
  for (const position of positions) {
    if (position.hedgeVolume === 0n) continue;
    sums ??= new Map();
    const sum = sums.get(position.symbol) ?? 0n;
    sums.set(position.symbol, sum + signed(position, position.hedgeVolume));
  }
  return sums ?? NONE;
}

const NONE: ReadonlyMap<string, Vol4> = new Map();

/** The net of an account's positions in a symbol. */
export function netVolume(
  positions: readonly Pick<Position, 'symbol' | 'side' | 'volume'>[],
  symbol: string,
): Vol4 {
  let net = 0n;
  for (const position of positions) {
    if (position.symbol === symbol) net += signed(position, position.volume);
  }
  return net;
}
