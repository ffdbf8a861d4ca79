/** The newest of many, bounded: what no longer fits forgets the oldest. */

export class Ring<T> {
  readonly #capacity: number;
  readonly #items: T[] = [];
  /** Where the oldest is, once the ring is full. */
  #oldest = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(item: T): void {
    if (this.#items.length < this.#capacity) {
      this.#items.push(item);
      return;
    }
    this.#items[this.#oldest] = item;
    this.#oldest = (this.#oldest + 1) % this.#capacity;
  }

  get newest(): T | undefined {
    const { length } = this.#items;
    return this.#items[(this.#oldest + length - 1) % Math.max(1, length)];
  }

  /** Puts another in the newest's place. Does nothing while there is none. */
  replaceNewest(item: T): void {
    const { length } = this.#items;
    if (length > 0) this.#items[(this.#oldest + length - 1) % length] = item;
  }

  /** The last so many, the oldest first. */
  last(count: number): T[] {
    const { length } = this.#items;
    const wanted = Math.min(count, length);
    return Array.from(
      { length: wanted },
      (_, index) => this.#items[(this.#oldest + length - wanted + index) % length] as T,
    );
  }
}
