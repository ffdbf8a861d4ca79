/** Orders for the cover that were refused, or were not filled to their end: how long to wait after them, and what to tell. */
import type { Logger } from '@faultline/service';
import type { HedgeSetback, Store } from '../ports/store.ts';

export interface SetbackDeps {
  readonly store: Pick<Store, 'commit' | 'hedgeSetbacks'>;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  readonly now: () => number;
  /** How long to wait after the first, and at most; each doubles the one before. A second and a minute by default. */
  readonly pause?: { readonly firstMs: number; readonly maxMs: number };
}

const PAUSE = { firstMs: 1_000, maxMs: 60_000 };

interface Standing extends HedgeSetback {
  readonly pauseMs: number;
  readonly notBeforeMs: number;
}

export class HedgeSetbacks {
  readonly #deps: SetbackDeps;
  readonly #bySymbol = new Map<string, Standing>();

  constructor(deps: SetbackDeps) {
    this.#deps = deps;
  }

  /** Takes up what a former leader has met: known already, and nothing to wait for. */
  async load(): Promise<void> {
    for (const setback of await this.#deps.store.hedgeSetbacks()) {
      this.#bySymbol.set(setback.symbol, { ...setback, pauseMs: 0, notBeforeMs: 0 });
    }
  }

  symbols(): readonly string[] {
    return [...this.#bySymbol.keys()];
  }

  /** Whether it is too early to try again. */
  waits(symbol: string): boolean {
    return this.#deps.now() < (this.#bySymbol.get(symbol)?.notBeforeMs ?? 0);
  }

  /** Another one. Told, and kept, when it is for another reason than the one before. */
  async met(symbol: string, code: string): Promise<void> {
    const { store, log, now, pause = PAUSE } = this.#deps;
    const atMs = now();
    const before = this.#bySymbol.get(symbol);
    const pauseMs = Math.min(Math.max(pause.firstMs, (before?.pauseMs ?? 0) * 2), pause.maxMs);
    const setback = { symbol, code, sinceMs: before?.sinceMs ?? atMs };
    this.#bySymbol.set(symbol, { ...setback, pauseMs, notBeforeMs: atMs + pauseMs });
    if (before?.code === code) return;
    log.warn({ symbol, code }, 'cover not brought forward');
    await store.commit({}, () => ({
      answer: undefined,
      changes: { atMs, hedgeSetbacks: [setback] },
    }));
  }

  /** There is nothing to bring forward any more, or it goes on. */
  async recovered(symbols: readonly string[]): Promise<void> {
    const { store, log, now } = this.#deps;
    const hedgeRecovered = symbols.filter((symbol) => this.#bySymbol.delete(symbol));
    if (hedgeRecovered.length === 0) return;
    log.info({ symbols: hedgeRecovered }, 'cover brought forward again');
    await store.commit({}, () => ({ answer: undefined, changes: { atMs: now(), hedgeRecovered } }));
  }
}
