/** What trading a volume costs, by lot and side. */
import { roundHalfAway } from './rounding.ts';
import type { Minor, Vol4 } from './units.ts';
import { ONE_LOT } from './units.ts';

interface Plan {
  /** In the account's currency. */
  readonly commissionPerLot: Minor;
}

/** Halves of a minor unit away from zero. */
export const commissionOf = (volume: Vol4, { commissionPerLot }: Plan): Minor =>
  roundHalfAway({ num: volume * commissionPerLot, den: ONE_LOT });

/**
 * The commission of the next part of a volume that is traded in parts, so that all parts together cost what the whole
 * costs: the sum to date, rounded, less what was charged before.
 */
export const commissionOfPart = (tradedBefore: Vol4, part: Vol4, plan: Plan): Minor =>
  commissionOf(tradedBefore + part, plan) - commissionOf(tradedBefore, plan);
