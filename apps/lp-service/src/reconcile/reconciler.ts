/**
 * Watches every order that has no end yet: calls it in doubt when it is overdue, and asks the provider until it knows.
 *
 * After each logon every open order is asked about, and the provider takes no new ones before all are answered, or nobody
 * waits for the answers any more. Numbers come first by themselves: a provider that misses our messages asks for them again
 * before it reads the questions, and the gap fill that it gets for an order is the proof that it never had it.
 */
import type { Logger } from '@faultline/service';
import type { Provider } from '../lp/provider.ts';
import type { LpOrder } from '../order-machine/lp-order.ts';
import type { FixLines, OrderLine } from '../ports/fix-line.ts';
import type { BookChange, OrderBook } from '../ports/order-book.ts';
import { Rounds } from './rounds.ts';
import { isAskedFor, isGivenUp, isLongInDoubt, overdueAtMs, retryDelayMs } from './schedule.ts';

export interface ReconcilerDeps {
  readonly book: OrderBook;
  readonly lines: FixLines;
  readonly dialectOf: (lp: string) => Provider['dialect'] | undefined;
  readonly orderTimeoutMs: number;
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** A provider takes orders from now on, or does not. */
  readonly onReady: (lp: string, isReady: boolean) => void;
  readonly log: Logger;
}

interface Watched {
  order: LpOrder;
  asked: number;
  /** When to ask next, epoch milliseconds; `null` while there is nothing to ask or nobody. */
  askAtMs: number | null;
  doubtSinceMs: number;
  /** That it is overdue is being written: twice would look like a word of the provider's. */
  isWriting: boolean;
  timer: NodeJS.Timeout | null;
}

/** After a reconnect the questions are spread: so many leave within a second. */
const ASKS_PER_SECOND = 20;
/** A mass status request gets the time of an answer before orders are asked for one by one. */
const MASS_STATUS_MS = 1_000;

export class Reconciler {
  readonly #deps: ReconcilerDeps;
  /** By our name at the provider's side. */
  readonly #watched = new Map<string, Watched>();
  readonly #rounds: Rounds;
  #stopped = false;

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
    this.#rounds = new Rounds(deps.onReady);
  }

  /** Takes up what a former run left without an end: nobody knows what was missed meanwhile. */
  async start(): Promise<void> {
    const { book, now } = this.#deps;
    const open = book.openOrders();
    if (open.length === 0) return;
    const overdue = ({ orderId }: LpOrder): BookChange => ({
      kind: 'overdue',
      orderId,
      atMs: now(),
    });
    await book.commit(open.map(overdue));
    for (const order of book.openOrders()) this.onOrder(order);
  }

  stop(): void {
    this.#stopped = true;
    for (const { timer } of this.#watched.values()) if (timer !== null) clearTimeout(timer);
    this.#watched.clear();
    this.#rounds.stop();
  }

  /** Whether a provider takes orders: it is logged on, and nothing of before is left to find out. */
  readonly isReady = (lp: string): boolean => this.#rounds.isReady(lp);

  /** Something became known about an order. */
  onOrder(order: LpOrder): void {
    if (this.#stopped) return;
    const known = this.#watched.get(order.id);
    // Our own finding that it is overdue is no word of the provider's.
    const isOurs = known !== undefined && !known.order.inDoubt && isMereDoubt(order);
    if (known !== undefined && !isOurs) this.#rounds.settle(order.lp, order.id);
    if (order.doneAtMs !== null) return this.#forget(order.id);
    const nowMs = this.#deps.now();
    const watched = known ?? fresh(order, nowMs);
    const begins = isAskedFor(order) && (known === undefined || !isAskedFor(known.order));
    if (!watched.order.inDoubt) watched.doubtSinceMs = nowMs;
    watched.order = order;
    if (begins) askAfresh(watched, nowMs);
    this.#watched.set(order.id, watched);
    this.#setTimer(watched);
  }

  #forget(id: string): void {
    const timer = this.#watched.get(id)?.timer ?? null;
    if (timer !== null) clearTimeout(timer);
    this.#watched.delete(id);
  }

  /** The provider's order session is logged on again. */
  onLoggedOn(lp: string): void {
    this.#ask(lp).catch((error: unknown) =>
      this.#deps.log.error({ lp, err: error }, 'reconciliation not begun'),
    );
  }

  onLoggedOff(lp: string): void {
    this.#rounds.end(lp);
  }

  /** Asks about every open order of a provider. Resolves when the last is answered, or is waited for no more. */
  async reconcile(lp: string): Promise<void> {
    await this.#ask(lp);
    await this.#rounds.over(lp);
  }

  async #ask(lp: string): Promise<void> {
    const { lines, now, dialectOf } = this.#deps;
    const line = lines.ordersOf(lp);
    const open = [...this.#watched.values()].filter(({ order }) => order.lp === lp);
    this.#rounds.begin(
      lp,
      open.map(({ order }) => order.id),
    );
    const dialect = dialectOf(lp);
    if (line === null || dialect === undefined || open.length === 0) return;
    if (dialect.tradeCapture) await this.#askForTrades(line, open);
    if (dialect.massStatus) await line.askForAll();
    const fromMs = now() + (dialect.massStatus ? MASS_STATUS_MS : 0);
    for (const [place, watched] of open.entries()) {
      askAfresh(watched, fromMs + (place * 1_000) / ASKS_PER_SECOND);
      this.#setTimer(watched);
    }
  }

  async #askForTrades(line: OrderLine, open: readonly Watched[]): Promise<void> {
    for (const { order } of open) {
      await line.askForTrades(order);
      await new Promise((resolve) => setTimeout(resolve, 1_000 / ASKS_PER_SECOND));
    }
  }

  #setTimer(watched: Watched): void {
    const { orderTimeoutMs, now } = this.#deps;
    if (watched.timer !== null) clearTimeout(watched.timer);
    watched.timer = null;
    if (this.#watched.get(watched.order.id) !== watched) return;
    const overdueMs = watched.isWriting ? null : overdueAtMs(watched.order, orderTimeoutMs);
    const atMs = Math.min(overdueMs ?? Infinity, watched.askAtMs ?? Infinity);
    if (atMs === Infinity) return;
    watched.timer = setTimeout(() => this.#onTimer(watched), Math.max(0, atMs - now()));
  }

  #onTimer(watched: Watched): void {
    const { orderTimeoutMs, now } = this.#deps;
    const nowMs = now();
    const overdueMs = overdueAtMs(watched.order, orderTimeoutMs);
    watched.timer = null;
    if (!watched.isWriting && overdueMs !== null && overdueMs <= nowMs) {
      void this.#writeOverdue(watched, nowMs);
      return;
    }
    if (watched.askAtMs !== null && watched.askAtMs <= nowMs) this.#askFor(watched);
    this.#setTimer(watched);
  }

  /** Whether it still is in doubt is decided inside the transaction; its commit sets the next timer. */
  async #writeOverdue(watched: Watched, atMs: number): Promise<void> {
    const { book, log } = this.#deps;
    const { orderId } = watched.order;
    watched.isWriting = true;
    try {
      await book.commit([{ kind: 'overdue', orderId, atMs }]);
      watched.isWriting = false;
    } catch (error) {
      log.error({ orderId, err: error }, 'overdue order not written');
      watched.isWriting = false;
      this.#setTimer(watched);
    }
  }

  #askFor(watched: Watched): void {
    const { lines, log, now, random } = this.#deps;
    const { order } = watched;
    const { orderId, lp } = order;
    const line = lines.ordersOf(lp);
    if (line === null || line.info().status !== 'LOGGED_ON') {
      // The next logon begins again.
      watched.askAtMs = null;
      return;
    }
    watched.asked += 1;
    watched.askAtMs = now() + retryDelayMs(watched.asked, random());
    const facts = { orderId, lp, asked: watched.asked, sinceMs: now() - order.sentAtMs };
    if (order.inDoubt && isLongInDoubt(watched.doubtSinceMs, now())) {
      log.error({ ...facts, code: 'LP_TIMEOUT' }, 'order long in doubt');
    } else {
      log.warn(facts, 'order status asked for');
    }
    line
      .askFor(order, watched.asked)
      .catch((error: unknown) => log.error({ ...facts, err: error }, 'order status request lost'));
    if (isGivenUp(watched.asked)) this.#rounds.settle(lp, order.id);
  }
}

const isMereDoubt = ({ inDoubt, deniedAtMs, doneAtMs }: LpOrder): boolean =>
  inDoubt && deniedAtMs === null && doneAtMs === null;

const fresh = (order: LpOrder, nowMs: number): Watched => ({
  order,
  asked: 0,
  askAtMs: null,
  doubtSinceMs: nowMs,
  isWriting: false,
  timer: null,
});

function askAfresh(watched: Watched, atMs: number): void {
  watched.asked = 0;
  watched.askAtMs = atMs;
}
