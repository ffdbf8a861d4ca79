/** What an order would add to the margin in use, and the largest order that the free margin carries. */
import type { Account } from '../accounts/account.ts';
import type { AccountGroup } from '../accounts/account-group.ts';
import { commissionOf } from '../money/commission.ts';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import { isOpening, restOf } from '../orders/open-orders.ts';
import type { Order } from '../orders/order.ts';
import type { Position } from '../positions/position.ts';
import type { Side } from '../quotes/quote.ts';
import type { MarginTerms } from './exposure-margin.ts';
import { exposureMargin } from './exposure-margin.ts';
import { hedgedMargin, withExposure } from './hedged-margin.ts';
import { legsOf } from './used-margin.ts';

export interface Requirement {
  /** Margin after the order less margin before it; never below zero. */
  readonly margin: Minor;
  /** Of the opening. */
  readonly commission: Minor;
}

/** What an order of this volume would require. */
export type RequirementOf = (volume: Vol4) => Requirement;

interface Draft {
  readonly side: Side;
  readonly price: Points;
  readonly terms: MarginTerms;
}

interface Book {
  readonly account: Pick<Account, 'marginMode'>;
  readonly group: AccountGroup;
  readonly positions: readonly Position[];
  readonly orders: readonly Order[];
}

/**
 * The requirement as a function of the volume.
 *
 * Orders under way on the same side count as filled, or two orders could lean on the same hedge; those of the other side
 * do not count, because nobody knows yet that they will be filled. Pending orders do not count: they may never wake.
 */
export function requirementOf({ side, price, terms }: Draft, book: Book): RequirementOf {
  const { instrument } = terms;
  // What nets into one position ties up the difference, whatever the group says of hedges.
  const mode = book.account.marginMode === 'NETTING' ? 'NET' : book.group.hedgedMargin;
  let before = legsOf(book.positions, instrument.name);
  for (const order of book.orders) {
    if (order.symbol !== instrument.name || order.side !== side || !isOpening(order)) continue;
    const rest = { volume: restOf(order), price: order.requestedPrice };
    const margin = exposureMargin(rest, terms);
    before = withExposure(before, side, { volume: rest.volume, margin });
  }
  const marginBefore = hedgedMargin(before, mode);
  return (volume) => {
    const margin = exposureMargin({ volume, price }, terms);
    const added = hedgedMargin(withExposure(before, side, { volume, margin }), mode) - marginBefore;
    return { margin: added > 0n ? added : 0n, commission: commissionOf(volume, instrument) };
  };
}

/** Whether free margin covers margin and commission together; to the cent is enough. */
export const covers = (freeMargin: Minor, { margin, commission }: Requirement): boolean =>
  freeMargin >= margin + commission;

interface VolumeLimits {
  readonly minVolume: Vol4;
  readonly maxVolume: Vol4;
  readonly volumeStep: Vol4;
}

/** The largest volume on a step that free margin covers; 0 if none does. A requirement never falls as volume grows. */
export function largestVolume(
  requirement: RequirementOf,
  freeMargin: Minor,
  { minVolume, maxVolume, volumeStep }: VolumeLimits,
): Vol4 {
  const fits = (steps: bigint): boolean =>
    covers(freeMargin, requirement(minVolume + steps * volumeStep));
  if (!fits(0n)) return 0n;
  let fitting = 0n;
  let tooMany = (maxVolume - minVolume) / volumeStep + 1n;
  while (tooMany - fitting > 1n) {
    const middle = (fitting + tooMany) / 2n;
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  return minVolume + fitting * volumeStep;
}
