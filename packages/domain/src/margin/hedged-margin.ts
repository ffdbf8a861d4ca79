/** What longs and shorts of one symbol tie up together. */
import type { HedgedMargin } from '../accounts/account-group.ts';
import { roundUp } from '../money/rounding.ts';
import type { Minor, Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';

/** All exposure of one symbol on one side. */
export interface Leg {
  readonly volume: Vol4;
  readonly margin: Minor;
}

export type Legs = Readonly<Record<Side, Leg>>;

export const NO_LEGS: Legs = {
  BUY: { volume: 0n, margin: 0n },
  SELL: { volume: 0n, margin: 0n },
};

/** The legs with one more exposure on a side. */
export function withExposure(legs: Legs, side: Side, { volume, margin }: Leg): Legs {
  const leg = legs[side];
  return { ...legs, [side]: { volume: leg.volume + volume, margin: leg.margin + margin } };
}

/** Rounded up where NET takes a part of a leg. */
export function hedgedMargin({ BUY, SELL }: Legs, mode: HedgedMargin): Minor {
  switch (mode) {
    case 'SUM':
      return BUY.margin + SELL.margin;
    case 'MAX':
      return BUY.margin > SELL.margin ? BUY.margin : SELL.margin;
    case 'NET': {
      const [larger, smaller] = BUY.volume > SELL.volume ? [BUY, SELL] : [SELL, BUY];
      if (larger.volume === 0n) return 0n;
      const excess = larger.volume - smaller.volume;
      return roundUp({ num: larger.margin * excess, den: larger.volume });
    }
  }
}
