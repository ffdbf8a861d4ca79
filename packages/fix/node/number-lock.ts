/**
 * The numbers of a session are in one hand at a time: who changes them keeps everybody out who would use them, until the
 * change is stored or given up.
 */
export class NumberLock {
  #last: Promise<unknown> = Promise.resolve();
  #holders = 0;

  get isHeld(): boolean {
    return this.#holders > 0;
  }

  /** Runs `work` when everybody before has done, and alone. */
  async hold<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#holders += 1;
    const before = this.#last;
    const mine = before.then(work).finally(() => (this.#holders -= 1));
    // Whoever comes next waits for the end of this, however it ends.
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** Resolves when nobody holds the numbers; somebody else may by the time the caller goes on. */
  async released(): Promise<void> {
    await this.#last;
  }
}
