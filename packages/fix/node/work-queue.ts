/** One thing after the other: what an application starts from within a callback waits until that is through. */
export class WorkQueue {
  readonly #onCrash: (error: unknown) => void;
  readonly #waiting: (() => void)[] = [];
  #busy = false;

  /** @param onCrash - hears the error of a piece of work that failed */
  constructor(onCrash: (error: unknown) => void) {
    this.#onCrash = onCrash;
  }

  /** @returns whether the work is done, and what it started with it; false when it waits */
  run(work: () => void): boolean {
    if (this.#busy) {
      this.#waiting.push(work);
      return false;
    }
    this.#busy = true;
    try {
      work();
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) next();
    } catch (error) {
      this.#onCrash(error);
    } finally {
      this.#busy = false;
    }
    return true;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting.length = 0;
  }
}
