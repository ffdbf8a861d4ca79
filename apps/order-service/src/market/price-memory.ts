/** Keeps candles over a restart: saved every minute and at the end, loaded behind the start, which does not wait. */
import type { Logger } from '@faultline/service';
import type { Store } from '../ports/store.ts';
import type { PriceHistory } from './price-history.ts';

const SAVE_EVERY_MS = 60_000;

interface PriceMemoryDeps {
  readonly store: Store;
  readonly history: PriceHistory;
  readonly log: Logger;
}

export class PriceMemory {
  readonly #deps: PriceMemoryDeps;
  #work: Promise<void> = Promise.resolve();
  #clock: NodeJS.Timeout | undefined;

  constructor(deps: PriceMemoryDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#enqueue(async () => {
      const { store, history } = this.#deps;
      history.restore(await store.priceCandles());
    });
    this.#clock = setInterval(() => this.#save(), SAVE_EVERY_MS);
    this.#clock.unref();
  }

  /** Resolves when all that was begun is done. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async stop(): Promise<void> {
    clearInterval(this.#clock);
    this.#save();
    await this.#work;
  }

  #save(): void {
    this.#enqueue(async () => {
      const { store, history } = this.#deps;
      await store.savePriceCandles(history.takeUnsaved());
    });
  }

  /** One after the other: nothing is saved over what has not been loaded. */
  #enqueue(work: () => Promise<void>): void {
    const { log } = this.#deps;
    this.#work = this.#work
      .then(work)
      .catch((error: unknown) => log.warn({ err: error }, 'candles not kept'));
  }
}
