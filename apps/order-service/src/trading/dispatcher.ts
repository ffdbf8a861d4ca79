/**
 * Brings committed orders to the LP service: at once, again until somebody answers, and after a restart from the outbox.
 * The same order id always means the same order there, so sending twice is safe and giving up is not.
 */
import { setTimeout } from 'node:timers/promises';
import { applyReject, isDone, type Order } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { Logger } from '@faultline/service';
import { type Market, tradingFacts } from '../market/market.ts';
import type { LpPort } from '../ports/lp.ts';
import type { Changes, OutboxEntry, Settled, Store } from '../ports/store.ts';
import { endingTold, isExecutionRefusal, keptUnderKey } from './ending.ts';
import { submissionOf } from './submission.ts';
import type { Waiters } from './waiters.ts';

export interface DispatcherDeps {
  readonly store: Store;
  readonly lp: LpPort;
  readonly market: Market;
  readonly waiters: Waiters;
  readonly log: Logger;
}

const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 2_000;
/** What is not delivered by then is delivered after the next start. */
const STOP_WAIT_MS = 3_000;

export class Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #stopping = new AbortController();
  /** By the ids of their entries. */
  readonly #underWay = new Map<Promise<void>, string>();
  /** Entries that nobody here was delivering at the last look. */
  #lying: ReadonlySet<string> = new Set();

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /** Takes up what a former process left undelivered. */
  async resume(): Promise<void> {
    for (const entry of await this.#deps.store.outbox()) this.dispatch(entry);
  }

  /** Delivers what has lain there since the last look: whoever was to deliver it is no more, or is slow, and twice is safe. */
  async takeUp(): Promise<void> {
    const here = new Set(this.#underWay.values());
    const entries = (await this.#deps.store.outbox()).filter(({ id }) => !here.has(id));
    const before = this.#lying;
    this.#lying = new Set(entries.map(({ id }) => id));
    for (const entry of entries) if (before.has(entry.id)) this.dispatch(entry);
  }

  /**
   * Starts the delivery and returns at once.
   *
   * @param requestId - Of the request that wants it, where there is one.
   */
  dispatch(entry: OutboxEntry, requestId?: string): void {
    const { log } = this.#deps;
    const delivery = this.#deliver(entry, requestId)
      .catch((error: unknown) =>
        log.error({ orderId: entry.orderId, err: error }, 'delivery crashed'),
      )
      .finally(() => this.#underWay.delete(delivery));
    this.#underWay.set(delivery, entry.id);
  }

  /** Begins nothing new and lets what is under way end: the store is still needed for it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.race([Promise.all(this.#underWay.keys()), setTimeout(STOP_WAIT_MS)]);
  }

  async #deliver(entry: OutboxEntry, requestId?: string): Promise<void> {
    let delayMs = RETRY_FIRST_MS;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const { order } = await this.#deps.store.read({ orderId: entry.orderId });
      if (order === null) throw new Error(`outbox names an unknown order ${entry.orderId}`);
      const isOver =
        entry.kind === 'SUBMIT'
          ? await this.#submit(order, entry, requestId)
          : await this.#cancel(order, entry);
      if (isOver) return;
      await setTimeout(delayMs, undefined, { signal }).catch(() => undefined);
      delayMs = Math.min(delayMs * 2, RETRY_MAX_MS);
    }
  }

  /** @returns False where nobody can say whether it got there. */
  async #submit(order: Order, entry: OutboxEntry, requestId?: string): Promise<boolean> {
    const { lp, market } = this.#deps;
    const answer = await lp.submit(submissionOf(order, entry, market.reference()), requestId);
    if (answer.kind === 'unreachable') return false;
    if (answer.kind === 'taken') await this.#delivered(entry.id);
    else await this.#refused(entry.orderId, answer.refusal);
    return true;
  }

  /** An order that the LP service does not know is still on its way there, or about to be refused: either ends the asking. */
  async #cancel(order: Order, entry: OutboxEntry): Promise<boolean> {
    const answer = isDone(order) ? 'over' : await this.#deps.lp.cancel(entry.orderId);
    if (answer === 'unknown' || answer === 'unreachable') return false;
    await this.#delivered(entry.id);
    return true;
  }

  async #delivered(id: string): Promise<void> {
    const { store, market } = this.#deps;
    await store.commit({}, () => ({
      answer: undefined,
      changes: { atMs: market.now(), delivered: [id] },
    }));
  }

  /** It never was sent: the order ends, its margin and its position are free again. */
  async #refused(orderId: string, refusal: Refusal): Promise<void> {
    const { store, market, waiters } = this.#deps;
    const settled = await store.commit<readonly Settled[]>(
      { orderId },
      ({ account, positions, orders, ...facts }) => {
        const delivered: Changes = { atMs: market.now(), delivered: [orderId] };
        if (facts.order === null || account === null || isDone(facts.order)) {
          return { answer: [], changes: delivered };
        }
        const { order, position } = applyReject({
          order: facts.order,
          position: facts.position,
          refusal: asTold(refusal, facts.order),
          timeMs: market.now(),
        });
        const trading = tradingFacts(market, { account, positions, orders });
        const told = endingTold({ before: facts.order, order, position, deal: null }, trading);
        const changed = position === null || position === facts.position ? [] : [position];
        const changes: Changes = {
          ...delivered,
          orders: [order],
          positions: changed,
          ...keptUnderKey(told),
        };
        return { answer: told, changes };
      },
    );
    waiters.wake(settled.map((ended) => ({ id: ended.orderId, ended })));
  }
}

/**
 * Why an order was not sent, as its caller is told it. One that came too late, or whose provider the LP service does not
 * know, reached nobody in time. Whatever else that service refuses is between the two of us and no fault of the caller's.
 */
function asTold(refusal: Refusal, { id: orderId, lp: wanted }: Order): Refusal {
  if (isExecutionRefusal(refusal)) return refusal;
  const lp = wanted ?? '';
  return refusal.code === 'ORDER_EXPIRED' || refusal.code === 'LP_NOT_FOUND'
    ? refuse('LP_NOT_CONNECTED', { lp, lastConnected: null })
    : refuse('ORDER_REJECTED', { orderId, lp, reason: 'OTHER' });
}
