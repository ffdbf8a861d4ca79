/** One thing after another, for one instance. */

const WAITING_MAX = 200;

export class Queue {
  #last: Promise<unknown> = Promise.resolve();
  #length = 0;

  /** More than is sensible waits already: what can be left out should be. */
  get isFull(): boolean {
    return this.#length >= WAITING_MAX;
  }

  /** Resolves or rejects as `run` does, when everything before it is over. */
  async add<T>(run: () => Promise<T>): Promise<T> {
    this.#length += 1;
    const turn = this.#last.then(run);
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#length -= 1;
    }
  }

  async idle(): Promise<void> {
    await this.#last;
  }
}
