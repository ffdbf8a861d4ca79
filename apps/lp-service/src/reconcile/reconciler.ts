/**
 * Watches every order that has no end yet: calls it in doubt when it is overdue, and asks the provider until it knows.
 * It asks only while the session is logged on, which is after all missed messages have been resent.
 */
import type { Logger } from '@faultline/service';
import type { LpOrder } from '../order-machine/lp-order.ts';
import type { FixLines } from '../ports/fix-line.ts';
import type { BookChange, OrderBook } from '../ports/order-book.ts';
import { askDelayMs, isAskedFor, overdueAtMs } from './schedule.ts';

export interface ReconcilerDeps {
  readonly book: OrderBook;
  readonly lines: FixLines;
  readonly orderTimeoutMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

interface Watched {
  order: LpOrder;
  asked: number;
  /** When to ask next, epoch milliseconds; `null` while there is nothing to ask or nobody. */
  askAtMs: number | null;
  timer: NodeJS.Timeout | null;
}

/** After a reconnect the questions are spread: so many orders are asked for within a second. */
const ASKS_PER_SECOND = 20;
/** From here on an order in doubt is an alarm. */
const LONG_DOUBT_ASKS = 8;

export class Reconciler {
  readonly #deps: ReconcilerDeps;
  readonly #watched = new Map<string, Watched>();
  #stopped = false;

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
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
  }

  /** Something became known about an order. */
  onOrder(order: LpOrder): void {
    if (this.#stopped) return;
    const known = this.#watched.get(order.orderId);
    if (order.doneAtMs !== null) {
      if (known !== undefined && known.timer !== null) clearTimeout(known.timer);
      this.#watched.delete(order.orderId);
      return;
    }
    const watched = known ?? { order, asked: 0, askAtMs: null, timer: null };
    const begins = isAskedFor(order) && (known === undefined || !isAskedFor(known.order));
    watched.order = order;
    if (begins) this.#askAfresh(watched, 0);
    this.#watched.set(order.orderId, watched);
    this.#setTimer(watched);
  }

  /** The provider's order session is logged on again. */
  onLoggedOn(lp: string): void {
    let place = 0;
    for (const watched of this.#watched.values()) {
      if (watched.order.lp !== lp || !isAskedFor(watched.order)) continue;
      this.#askAfresh(watched, place);
      this.#setTimer(watched);
      place += 1;
    }
  }

  #askAfresh(watched: Watched, place: number): void {
    watched.asked = 0;
    watched.askAtMs = this.#deps.now() + askDelayMs(0) + (place * 1_000) / ASKS_PER_SECOND;
  }

  #setTimer(watched: Watched): void {
    const { orderTimeoutMs, now } = this.#deps;
    if (watched.timer !== null) clearTimeout(watched.timer);
    const overdueMs = overdueAtMs(watched.order, orderTimeoutMs) ?? Infinity;
    const atMs = Math.min(overdueMs, watched.askAtMs ?? Infinity);
    watched.timer =
      atMs === Infinity
        ? null
        : setTimeout(() => this.#onTimer(watched), Math.max(0, atMs - now()));
  }

  #onTimer(watched: Watched): void {
    const { book, orderTimeoutMs, now, log } = this.#deps;
    const nowMs = now();
    const { order } = watched;
    const { orderId } = order;
    const overdueMs = overdueAtMs(order, orderTimeoutMs);
    watched.timer = null;
    if (overdueMs !== null && overdueMs <= nowMs) {
      // Whether it still is in doubt is decided inside the transaction; its commit sets the next timer.
      book.commit([{ kind: 'overdue', orderId, atMs: nowMs }]).catch((error: unknown) => {
        log.error({ orderId, err: error }, 'overdue order not written');
        this.#setTimer(watched);
      });
      return;
    }
    if (watched.askAtMs !== null && watched.askAtMs <= nowMs) this.#ask(watched);
    this.#setTimer(watched);
  }

  #ask(watched: Watched): void {
    const { lines, log, now } = this.#deps;
    const { order } = watched;
    const { orderId, lp } = order;
    const line = lines.ordersOf(lp);
    if (line === null || line.info().status !== 'LOGGED_ON') {
      // The next logon begins again.
      watched.askAtMs = null;
      return;
    }
    watched.asked += 1;
    watched.askAtMs = now() + askDelayMs(watched.asked);
    const facts = { orderId, lp, asked: watched.asked, sinceMs: now() - order.sentAtMs };
    if (watched.asked >= LONG_DOUBT_ASKS) log.error(facts, 'order long in doubt');
    else log.warn(facts, 'order status asked for');
    line
      .askFor(order, watched.asked)
      .catch((error: unknown) => log.error({ ...facts, err: error }, 'order status request lost'));
  }
}
