/** The book in memory: every order under every name that it had, and those that still wait for something. */
import { isOver, type BookOrder } from './order.ts';

export class Book {
  readonly #orders = new Map<string, BookOrder>();
  /** From a later name to the first one. */
  readonly #aliases = new Map<string, string>();
  readonly #due = new Map<string, BookOrder>();
  readonly #resting = new Map<string, BookOrder>();

  constructor(orders: readonly BookOrder[]) {
    for (const order of orders) this.keep(order);
  }

  get size(): number {
    return this.#orders.size;
  }

  get orders(): readonly BookOrder[] {
    return [...this.#orders.values()];
  }

  get resting(): readonly BookOrder[] {
    return [...this.#resting.values()];
  }

  ordersOf(lp: string): readonly BookOrder[] {
    return this.orders.filter((order) => order.lp === lp);
  }

  /** A ClOrdID(11) is unique per provider. */
  find(lp: string, clOrdId: string): BookOrder | undefined {
    const key = keyOf(lp, clOrdId);
    return this.#orders.get(this.#aliases.get(key) ?? key);
  }

  /** Those whose time has come. */
  dueAt(nowMs: number): readonly BookOrder[] {
    return [...this.#due.values()].filter(({ dueMs }) => dueMs !== null && dueMs <= nowMs);
  }

  keep(order: BookOrder): void {
    const { lp, clOrdId, currentClOrdId } = order;
    const key = keyOf(lp, clOrdId);
    this.#orders.set(key, order);
    if (currentClOrdId !== clOrdId) this.#aliases.set(keyOf(lp, currentClOrdId), key);
    if (order.dueMs === null) this.#due.delete(key);
    else this.#due.set(key, order);
    const rests = order.resting && order.withheld === null && !isOver(order);
    if (rests) this.#resting.set(key, order);
    else this.#resting.delete(key);
  }
}

function keyOf(lp: string, clOrdId: string): string {
  return `${lp} ${clOrdId}`;
}
