/** What the positions of our own book ask to be covered with: sums that change with each commit and are never counted anew. */
import { coverBySymbol, type Vol4 } from '@faultline/domain';
import type { Book } from '../ports/store.ts';

export class CoverSums {
  readonly #byAccount = new Map<number, ReadonlyMap<string, Vol4>>();
  readonly #sums = new Map<string, Vol4>();
  #changes = 0;

  /** Bought above zero, sold below; symbols that ask for nothing are left out. */
  get bySymbol(): ReadonlyMap<string, Vol4> {
    return this.#sums;
  }

  /** Grows with each change of a sum. */
  get changes(): number {
    return this.#changes;
  }

  /** An account as it stands now. */
  put({ account: { id }, positions }: Book): void {
    const before = this.#byAccount.get(id);
    const after = coverBySymbol(positions);
    if (before === undefined && after.size === 0) return;
    for (const [symbol, volume] of before ?? []) {
      this.#add(symbol, (after.get(symbol) ?? 0n) - volume);
    }
    for (const [symbol, volume] of after) {
      if (before?.has(symbol) !== true) this.#add(symbol, volume);
    }
    if (after.size === 0) this.#byAccount.delete(id);
    else this.#byAccount.set(id, after);
  }

  clear(): void {
    this.#byAccount.clear();
    this.#sums.clear();
    this.#changes += 1;
  }

  #add(symbol: string, volume: Vol4): void {
    if (volume === 0n) return;
    this.#changes += 1;
    const sum = (this.#sums.get(symbol) ?? 0n) + volume;
    if (sum === 0n) this.#sums.delete(symbol);
    else this.#sums.set(symbol, sum);
  }
}
