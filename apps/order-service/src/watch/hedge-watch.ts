/**
 * Keeps what the house holds on its hedge account at what the positions of its own book ask for. It acts on the books as
 * they stand, whatever has led there: what a crash, a refusal or a lost report has left open is found at the next look.
 */
import { type HedgeBook, hedgeOrders, hedgeStandings, type HedgeStanding } from '@faultline/domain';
import type { Logger } from '@faultline/service';
import type { Market } from '../market/market.ts';
import type { Committed, Store } from '../ports/store.ts';
import type { BusyBooks } from './busy-books.ts';
import { HedgeSetbacks, type SetbackDeps } from './hedge-setbacks.ts';
import type { SystemOrders } from './system-orders.ts';

export interface HedgeDeps extends Pick<SetbackDeps, 'pause'> {
  readonly store: Store;
  readonly market: Market;
  readonly busy: BusyBooks;
  readonly orders: Pick<SystemOrders, 'hedge'>;
  readonly log: Logger;
}

/** What of a symbol's cover is missing, or too much. */
export interface HedgeGap {
  readonly symbol: string;
  /** Lots, zero or more. */
  readonly lots: number;
}

/** Pauses end, and what went unheard is found. */
const LOOK_EVERY_MS = 1_000;
/** A gap that is no older than that is an order on its way. */
const YOUNG_MS = 1_000;
const LOT = 10_000;

const EMPTY: HedgeBook = { positions: [], orders: [] };

export class HedgeWatch {
  readonly #deps: HedgeDeps;
  readonly #setbacks: HedgeSetbacks;
  /** Our orders that had not ended at the last look. */
  readonly #placed = new Map<string, string>();
  /** Since when a symbol's gap has stood, counted anew from each order that was filled. */
  readonly #behindSinceMs = new Map<string, number>();
  #seen = -1;
  #again = false;
  #stopped = false;
  #looking: Promise<void> | null = null;
  #clock: NodeJS.Timeout | undefined;

  constructor(deps: HedgeDeps) {
    this.#deps = deps;
    this.#setbacks = new HedgeSetbacks({ ...deps, now: deps.market.now });
  }

  async start(): Promise<void> {
    await this.#setbacks.load();
    this.#clock = setInterval(() => this.#onClock(), LOOK_EVERY_MS);
    this.#clock.unref();
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#clock);
    await this.#looking;
  }

  /** Resolves when everything that was to be looked at has been. */
  async settled(): Promise<void> {
    while (this.#looking !== null) await this.#looking;
  }

  /** For `Store.onCommitted`, after the busy books have taken it in. */
  heard({ books, referenceChanged }: Pick<Committed, 'books' | 'referenceChanged'>): void {
    const id = this.#accountId;
    const isConcerned =
      referenceChanged ||
      (id !== null &&
        (this.#deps.busy.cover.changes !== this.#seen ||
          books.some(({ account }) => account.id === id)));
    if (isConcerned) this.#wake();
  }

  /** Of every symbol that is covered, or should be. */
  gaps(): readonly HedgeGap[] {
    const nowMs = this.#deps.market.now();
    return this.#standings().map(({ symbol, gap }) => {
      const sinceMs = this.#behindSinceMs.get(symbol) ?? nowMs;
      const lots = Math.abs(Number(gap)) / LOT;
      return { symbol, lots: nowMs - sinceMs > YOUNG_MS ? lots : 0 };
    });
  }

  get #accountId(): number | null {
    return this.#deps.market.reference().settings.hedgeAccount?.id ?? null;
  }

  #onClock(): void {
    if (this.#accountId !== null) this.#wake();
  }

  /** What comes while it looks is looked at afterwards, all of it at once. */
  #wake(): void {
    this.#again = true;
    this.#looking ??= this.#lookAgain();
  }

  async #lookAgain(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      // The turn of the event loop that brought one commit may bring more.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await this.#look();
      } catch (error) {
        this.#deps.log.error({ err: error }, 'hedge watch crashed');
      }
    }
    this.#looking = null;
  }

  async #look(): Promise<void> {
    const { busy, market } = this.#deps;
    this.#seen = busy.cover.changes;
    const accountId = this.#accountId;
    if (accountId === null) {
      await this.#setbacks.recovered(this.#setbacks.symbols());
      return;
    }
    await this.#hearEndings();
    const { instruments } = market.reference();
    const wanted = hedgeOrders(busy.cover.bySymbol, this.#book, instruments);
    await this.#noteGaps(new Set(wanted.map(({ symbol }) => symbol)));
    for (const { symbol } of wanted) {
      if (!this.#setbacks.waits(symbol)) await this.#place(accountId, symbol);
    }
  }

  async #place(accountId: number, symbol: string): Promise<void> {
    const { busy, orders } = this.#deps;
    const cover = busy.cover.bySymbol.get(symbol) ?? 0n;
    const { outbox, refusal } = await orders.hedge(accountId, { symbol, cover });
    if (refusal !== null) await this.#setbacks.met(symbol, refusal.code);
    if (outbox !== null) this.#placed.set(symbol, outbox.orderId);
  }

  /** An order that a provider has refused, or filled in part, is a setback; tried again at once it would be refused again. */
  async #hearEndings(): Promise<void> {
    const open = new Set(this.#book.orders.map(({ id }) => id));
    for (const [symbol, orderId] of this.#placed) {
      if (open.has(orderId)) continue;
      const { order } = await this.#deps.store.read({ orderId });
      this.#placed.delete(symbol);
      if (order?.status === 'FILLED') {
        this.#behindSinceMs.delete(symbol);
        await this.#setbacks.recovered([symbol]);
      } else {
        await this.#setbacks.met(symbol, order?.reject?.code ?? 'ORDER_REJECTED');
      }
    }
  }

  /** @param wanting - Symbols that need an order now. */
  async #noteGaps(wanting: ReadonlySet<string>): Promise<void> {
    const underWay = new Set(
      this.#standings().flatMap((one) => (one.underWay === null ? [] : [one.symbol])),
    );
    const isOver = (symbol: string): boolean => !wanting.has(symbol) && !underWay.has(symbol);
    const nowMs = this.#deps.market.now();
    for (const symbol of wanting.union(underWay)) {
      if (!this.#behindSinceMs.has(symbol)) this.#behindSinceMs.set(symbol, nowMs);
    }
    for (const symbol of this.#behindSinceMs.keys()) {
      if (isOver(symbol)) this.#behindSinceMs.delete(symbol);
    }
    await this.#setbacks.recovered(this.#setbacks.symbols().filter(isOver));
  }

  get #book(): HedgeBook {
    return this.#deps.busy.get(this.#accountId ?? 0) ?? EMPTY;
  }

  #standings(): readonly HedgeStanding[] {
    if (this.#accountId === null) return [];
    const { busy, market } = this.#deps;
    return hedgeStandings(busy.cover.bySymbol, this.#book, market.reference().instruments);
  }
}
