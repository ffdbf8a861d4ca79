/** Begins what only the leader does when this process leads, and ends it when it leads no more; never two at a time. */
import type { Logger } from '@faultline/service';
import type { Term } from '../ports/leadership.ts';

/** @returns What ends them. */
export type Begin = (term: Term) => Promise<() => Promise<void>>;

export interface DutiesOptions {
  readonly begin: Begin;
  /** They could not be begun: whoever leads and does nothing must leave it to somebody who can. */
  readonly onUnable: () => void;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

export class Duties {
  readonly #begin: Begin;
  readonly #onUnable: () => void;
  readonly #log: DutiesOptions['log'];
  #term: number | null = null;
  #end: (() => Promise<void>) | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor({ begin, onUnable, log }: DutiesOptions) {
    this.#begin = begin;
    this.#onUnable = onUnable;
    this.#log = log;
  }

  get isLeading(): boolean {
    return this.#term !== null;
  }

  lead(number: number): void {
    this.#term = number;
    this.#log.info({ term: number }, 'leading');
    const term: Term = { number, holds: () => this.#term === number };
    this.#next(async () => {
      if (term.holds()) this.#end = await this.#tryToBegin(term);
    });
  }

  async #tryToBegin(term: Term): Promise<(() => Promise<void>) | null> {
    try {
      return await this.#begin(term);
    } catch (error) {
      this.#log.error({ err: error, term: term.number }, 'cannot lead');
      this.#onUnable();
      return null;
    }
  }

  /** From here on nothing is decided any more, whatever is still under way. */
  retire(): void {
    if (this.#term === null) return;
    this.#log.info({ term: this.#term }, 'leading no more');
    this.#term = null;
    this.#next(async () => {
      const end = this.#end;
      this.#end = null;
      await end?.();
    });
  }

  /** Resolves when what was begun has ended. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  #next(work: () => Promise<void>): void {
    this.#turn = this.#turn
      .then(work)
      .catch((error: unknown) => this.#log.error({ err: error }, 'duties of the leader'));
  }
}
