/**
 * Looks at every account that a new price can move, and at the clock: stops first, then pending orders, then margin.
 * Prices that come while it looks are looked at together afterwards; only the newest counts.
 */
import { decideTick, isExpired } from '@faultline/domain';
import { tradingFacts } from '../market/market.ts';
import type { Book } from '../ports/store.ts';
import type { BusyBooks } from './busy-books.ts';
import { type MarginDeps, MarginWatch } from './margin-watch.ts';
import type { Carried } from './system-orders.ts';

export interface PriceWatchDeps extends MarginDeps {
  readonly busy: BusyBooks;
}

/** How often the clock is looked at: orders that end, levels that fall while no price comes. */
const CLOCK_MS = 1_000;
const SWEEP_EVERY = 60;
const NOTE_EVERY_MS = 60_000;
const NOTES_MAX = 1_000;

export class PriceWatch {
  readonly #deps: PriceWatchDeps;
  readonly #margin: MarginWatch;
  readonly #moved = new Set<string>();
  #looking: Promise<void> | null = null;
  #stopped = false;
  #hangUp: () => void = () => undefined;
  #clock: NodeJS.Timeout | undefined;
  #ticks = 0;
  readonly #noted = new Map<string, number>();

  constructor(deps: PriceWatchDeps) {
    this.#deps = deps;
    this.#margin = new MarginWatch(deps);
  }

  start(): void {
    const { board } = this.#deps.market;
    this.#hangUp = board.onQuote(({ symbol }) => this.#onMove(symbol));
    this.#clock = setInterval(() => this.#enqueue(async () => this.#onClock()), CLOCK_MS);
    this.#enqueue(async () => this.#accrueAll());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#hangUp();
    clearInterval(this.#clock);
    await this.#looking;
  }

  /** Resolves when everything that was to be looked at has been. */
  async settled(): Promise<void> {
    while (this.#looking !== null) await this.#looking;
  }

  #onMove(symbol: string): void {
    this.#moved.add(symbol);
    if (this.#looking === null) this.#enqueue(async () => this.#onPrices());
  }

  /** One thing at a time: a second look at an account before the first is committed would see what is gone already. */
  #enqueue(work: () => Promise<void>): void {
    if (this.#stopped) return;
    const before = this.#looking ?? Promise.resolve();
    const { log } = this.#deps;
    const done = before
      .then(work)
      .catch((error: unknown) => log.error({ err: error }, 'price watch crashed'))
      .then(() => {
        if (this.#looking !== done) return;
        this.#looking = null;
        if (this.#moved.size > 0) this.#enqueue(async () => this.#onPrices());
      });
    this.#looking = done;
  }

  async #onPrices(): Promise<void> {
    // The turn of the event loop that brought one price may bring more.
    await new Promise((resolve) => setImmediate(resolve));
    const symbols = [...this.#moved];
    this.#moved.clear();
    const touched = new Set<number>();
    for (const symbol of symbols) {
      const books = [...this.#deps.busy.trading(symbol)];
      // Accounts do not wait for each other, so that what they do is committed together.
      await Promise.all(books.map(async (book) => this.#onTick(symbol, book)));
      for (const { account } of books) touched.add(account.id);
    }
    await this.#lookAtMargins(touched);
  }

  async #onTick(symbol: string, book: Book): Promise<void> {
    const { orders, market } = this.#deps;
    if (!waits(symbol, book)) return;
    const { followed, reached, triggered } = decideTick(symbol, tradingFacts(market, book));
    if (followed.length > 0) await orders.follow(book.account.id, symbol);
    for (const { position } of reached) {
      this.#note(await orders.closeReached(position.id), { positionId: position.id });
    }
    for (const { id } of triggered) this.#note(await orders.wake(id), { orderId: id });
  }

  /** What cannot be carried out is tried again with every price: it is told once a minute. */
  #note(
    { refusal }: Carried,
    what: { readonly positionId?: number; readonly orderId?: string },
  ): void {
    if (refusal === null) return;
    const { log, market } = this.#deps;
    const name = `${what.positionId ?? what.orderId}:${refusal.code}`;
    const nowMs = market.now();
    if (nowMs - (this.#noted.get(name) ?? -NOTE_EVERY_MS) < NOTE_EVERY_MS) return;
    if (this.#noted.size >= NOTES_MAX) this.#noted.clear();
    this.#noted.set(name, nowMs);
    log.warn({ ...what, code: refusal.code }, 'system order refused');
  }

  async #lookAtMargins(accountIds: Iterable<number>): Promise<void> {
    const books = [...accountIds].flatMap((id) => this.#deps.busy.get(id) ?? []);
    await Promise.all(books.map(async (book) => this.#margin.look(book)));
  }

  async #onClock(): Promise<void> {
    const { busy, market, orders, store } = this.#deps;
    const nowMs = market.now();
    for (const { orders: waiting } of busy.all()) {
      for (const order of waiting) if (isExpired(order, nowMs)) await orders.expire(order.id);
    }
    await this.#lookAtMargins(busy.all().map(({ account }) => account.id));
    this.#ticks += 1;
    if (this.#ticks % SWEEP_EVERY !== 0) return;
    await this.#accrueAll();
    await store.sweep(nowMs);
  }

  async #accrueAll(): Promise<void> {
    const { busy, orders } = this.#deps;
    for (const { account, positions } of busy.all()) {
      if (positions.length > 0) await orders.accrueSwaps(account.id);
    }
  }
}

/** Most accounts wait for nothing in a symbol: not worth putting their facts together. */
const waits = (symbol: string, { positions, orders }: Book): boolean =>
  orders.some((order) => order.symbol === symbol && order.status === 'PENDING') ||
  positions.some(
    ({ symbol: held, sl, tp, trailing }) =>
      held === symbol && (sl !== null || tp !== null || trailing !== null),
  );
