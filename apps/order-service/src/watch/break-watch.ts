/** How many reports that were set aside wait for a person, looked at by whoever leads: any process may settle one. */
import { OPEN_BREAKS_METRIC } from '@faultline/errors';
import type { Logger, Metrics } from '@faultline/service';
import type { Store } from '../ports/store.ts';

export interface BreakWatchDeps {
  readonly store: { readonly pages: Pick<Store['pages'], 'breaks'> };
  readonly log: Logger;
  /** Ten seconds by default. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 10_000;
/** Beyond that nobody needs the number. */
const COUNTED_MAX = 100;

export class BreakWatch {
  readonly #deps: BreakWatchDeps;
  #open = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: BreakWatchDeps, metrics: Pick<Metrics, 'watch'>) {
    this.#deps = deps;
    const help = `Reports that were set aside and wait for a person, ${COUNTED_MAX} at most.`;
    metrics.watch({ name: OPEN_BREAKS_METRIC, help }, () => this.#open);
  }

  start(): void {
    const { lookEveryMs = LOOK_EVERY_MS } = this.#deps;
    this.#timer = setInterval(() => void this.#look(), lookEveryMs);
    this.#timer.unref();
    void this.#look();
  }

  /** The next leader counts. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#open = 0;
  }

  async #look(): Promise<void> {
    const { store, log } = this.#deps;
    try {
      const asked = { settled: false, after: null, limit: COUNTED_MAX };
      const { length } = await store.pages.breaks(asked);
      if (this.#timer !== undefined) this.#open = length;
    } catch (error) {
      log.warn({ err: error }, 'reports set aside not counted');
    }
  }
}
