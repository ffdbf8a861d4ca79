/**
 * The best bid and offer of one symbol out of snapshots (W) and increments (X). The subscription asks for depth 1, so a
 * side has one price: a new one replaces it, and a deletion counts only when it means the price that is there.
 */
import type { Decimal } from '@faultline/errors';
import { type AppMessage, MDEntryType, MDUpdateAction } from '@faultline/fix';
import { compare } from '../../decimals.ts';

export type Snapshot = Extract<AppMessage, { msgType: 'W' }>;
type Increment = Extract<AppMessage, { msgType: 'X' }>;
type Change = Increment['changes'][number];

export interface BestPrices {
  readonly bid: Decimal;
  readonly ask: Decimal;
}

export class TopOfBook {
  readonly #best = new Map<MDEntryType, Decimal>();

  /** Both prices, or `null` while a side is empty. */
  get prices(): BestPrices | null {
    const bid = this.#best.get(MDEntryType.Bid);
    const ask = this.#best.get(MDEntryType.Offer);
    return bid === undefined || ask === undefined ? null : { bid, ask };
  }

  reset(entries: Snapshot['entries']): void {
    this.#best.clear();
    for (const { mdEntryType, mdEntryPx } of entries) {
      const known = this.#best.get(mdEntryType);
      const sign = mdEntryType === MDEntryType.Bid ? 1 : -1;
      if (known === undefined || compare(mdEntryPx, known) * sign > 0) {
        this.#best.set(mdEntryType, mdEntryPx);
      }
    }
  }

  change({ mdUpdateAction, mdEntryType, mdEntryPx }: Change): void {
    if (mdEntryType === undefined) return;
    if (mdUpdateAction !== MDUpdateAction.Delete) {
      if (mdEntryPx !== undefined) this.#best.set(mdEntryType, mdEntryPx);
      return;
    }
    const known = this.#best.get(mdEntryType);
    if (known === undefined) return;
    if (mdEntryPx === undefined || compare(known, mdEntryPx) === 0) this.#best.delete(mdEntryType);
  }
}
