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
import { keptUnderKey, settledOf } from './ending.ts';
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
  readonly #underWay = new Set<Promise<void>>();

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /** Takes up what a former process left undelivered. */
  async resume(): Promise<void> {
    for (const entry of await this.#deps.store.outbox()) this.dispatch(entry);
  }

  /** Starts the delivery and returns at once. */
  dispatch(entry: OutboxEntry): void {
    const { log } = this.#deps;
    const delivery = this.#deliver(entry)
      .catch((error: unknown) =>
        log.error({ orderId: entry.orderId, err: error }, 'delivery crashed'),
      )
      .finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  /** Begins nothing new and lets what is under way end: the store is still needed for it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.race([Promise.all(this.#underWay), setTimeout(STOP_WAIT_MS)]);
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    const { store, lp, market } = this.#deps;
    const { order, account } = await store.read({ orderId: entry.orderId });
    if (order === null) throw new Error(`outbox names an unknown order ${entry.orderId}`);
    const submission = submissionOf(order, entry, { account, reference: market.reference() });
    let delayMs = RETRY_FIRST_MS;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const answer = await lp.submit(submission);
      if (answer.kind === 'taken') return this.#delivered(entry.orderId);
      if (answer.kind === 'refused') return this.#refused(entry.orderId, answer.refusal);
      await setTimeout(delayMs, undefined, { signal }).catch(() => undefined);
      delayMs = Math.min(delayMs * 2, RETRY_MAX_MS);
    }
  }

  async #delivered(orderId: string): Promise<void> {
    const { store, market } = this.#deps;
    await store.commit({}, () => ({
      answer: undefined,
      changes: { atMs: market.now(), delivered: [orderId] },
    }));
  }

  /** It never was sent: the order ends, its margin and its position are free again. */
  async #refused(orderId: string, refusal: Refusal): Promise<void> {
    const { store, market, waiters } = this.#deps;
    const settled = await store.commit<Settled | null>(
      { orderId },
      ({ account, positions, orders, ...facts }) => {
        const delivered: Changes = { atMs: market.now(), delivered: [orderId] };
        if (facts.order === null || account === null || isDone(facts.order)) {
          return { answer: null, changes: delivered };
        }
        const { order, position } = applyReject({
          order: facts.order,
          position: facts.position,
          refusal: asTold(refusal, facts.order),
          timeMs: market.now(),
        });
        const told = settledOf(
          { order, position, deal: null },
          tradingFacts(market, { account, positions, orders }),
        );
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
    if (settled !== null) waiters.wake(orderId, settled);
  }
}

/** An order that came too late to be sent means to its caller that no provider could be reached in time. */
function asTold(refusal: Refusal, { lp }: Order): Refusal {
  return refusal.code === 'ORDER_EXPIRED'
    ? refuse('LP_NOT_CONNECTED', { lp: lp ?? '', lastConnected: null })
    : refusal;
}
