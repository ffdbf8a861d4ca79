/** How a provider does: what became of its latest orders, and how long it took to say the first word. */
import { isDone, type LpOrder, stateOf } from '../order-machine/lp-order.ts';
import type { Answer } from '../ports/breaker.ts';

export interface Health {
  /** Shares of the latest orders that have ended, 0 to 1; `null` while there is none. */
  readonly fillRate: number | null;
  readonly rejectRate: number | null;
  /** From an order to the first word about it, milliseconds; `null` while there is none. */
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
}

/** The latest so many orders count. */
const KEPT = 200;

interface Record {
  readonly latenciesMs: number[];
  readonly ends: ('FILLED' | 'REJECTED' | 'OTHER')[];
}

export class HealthWatch {
  readonly #now: () => number;
  readonly #byLp = new Map<string, Record>();
  /** Orders without a word yet, by ClOrdID(11). */
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  /** Orders seen before their end, which counts once. */
  readonly #open = new Set<string>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the provider says anything about an order that was just sent before it is in doubt. */
  async answerTo(clOrdId: string): Promise<Answer> {
    return new Promise((resolve) => this.#waiting.set(clOrdId, resolve));
  }

  /** The order was not sent after all. */
  forget(clOrdId: string): void {
    this.#waiting.get(clOrdId)?.('no-answer');
    this.#waiting.delete(clOrdId);
  }

  /** Something became known about an order. */
  onOrder(order: LpOrder): void {
    const record = this.#recordOf(order.lp);
    const heard = order.acknowledged || isDone(order);
    const waiter = this.#waiting.get(order.clOrdId);
    if (waiter !== undefined && (heard || order.inDoubt)) {
      this.#waiting.delete(order.clOrdId);
      waiter(heard ? 'answered' : 'no-answer');
      if (heard) keep(record.latenciesMs, this.#now() - order.sentAtMs);
    }
    if (order.doneAtMs === null) this.#open.add(order.id);
    else if (this.#open.delete(order.id)) keep(record.ends, endOf(order));
  }

  of(lp: string): Health {
    const { latenciesMs, ends } = this.#recordOf(lp);
    const share = (end: Record['ends'][number]): number | null =>
      ends.length === 0 ? null : ends.filter((one) => one === end).length / ends.length;
    return {
      fillRate: share('FILLED'),
      rejectRate: share('REJECTED'),
      latencyP50Ms: quantile(latenciesMs, 0.5),
      latencyP95Ms: quantile(latenciesMs, 0.95),
    };
  }

  #recordOf(lp: string): Record {
    const known = this.#byLp.get(lp) ?? { latenciesMs: [], ends: [] };
    this.#byLp.set(lp, known);
    return known;
  }
}

function keep<T>(list: T[], value: T): void {
  list.push(value);
  if (list.length > KEPT) list.shift();
}

function endOf(order: LpOrder): Record['ends'][number] {
  const state = stateOf(order);
  if (state === 'REJECTED') return 'REJECTED';
  return order.fills.length > 0 ? 'FILLED' : 'OTHER';
}

function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}
