/**
 * What was used lately, by its key, in bounded memory. Nothing is taken out to be put in again: a Map that much is taken out
 * of is copied again and again, and each copy keeps what the one before it held from the garbage collector.
 */
export class Recent<K, V> {
  readonly #halfMax: number;
  #newer = new Map<K, V>();
  #older = new Map<K, V>();

  /** @param max - At most so many are kept, and at least half as many of the last. */
  constructor(max: number) {
    this.#halfMax = Math.ceil(max / 2);
  }

  get isEmpty(): boolean {
    return this.#newer.size === 0 && this.#older.size === 0;
  }

  get(key: K): V | undefined {
    const newer = this.#newer.get(key);
    if (newer !== undefined) return newer;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: K, value: V): void {
    if (this.#newer.size >= this.#halfMax && !this.#newer.has(key)) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(key, value);
  }

  delete(key: K): void {
    this.#newer.delete(key);
    this.#older.delete(key);
  }
}
