/**
 * What the owner of the sessions keeps in memory between two transactions: open orders, what waits for another provider,
 * sessions, providers and the last numbers. Nobody else writes while the lease is held, so memory is what stands.
 */
import type { Ask } from '@faultline/fix/node';
import type { Provider } from '../../../lp/provider.ts';
import type { LpOrder } from '../../../order-machine/lp-order.ts';
import type { Reroute, SessionMemory } from '../../../ports/order-book.ts';
import { providerFrom } from '../provider-rows.ts';
import { numberOf, orderOf, rerouteOf, type Row, sessionOf } from '../rows.ts';
import type { Draft, Standing } from './draft.ts';

const OPEN = 'SELECT * FROM lp_orders WHERE done_at_ms IS NULL ORDER BY number';
const REROUTES = `
  SELECT lp_orders.*, lps, expires_at_ms FROM routes
    JOIN lp_orders ON lp_orders.order_id = routes.order_id AND leg = refused_leg
  WHERE refused_leg IS NOT NULL`;
const SESSIONS = 'SELECT * FROM lp_sessions';
const PROVIDERS = 'SELECT config FROM providers ORDER BY number';
const LAST = `
  SELECT (SELECT coalesce(max(number), 0) FROM lp_orders) AS last_order,
         (SELECT coalesce(max(seq), 0) FROM reports) AS last_report`;

export class StandingBook implements Standing {
  readonly #open = new Map<number, LpOrder>();
  readonly #reroutes = new Map<string, Reroute>();
  readonly #sessions = new Map<string, SessionMemory>();
  readonly #providers = new Map<string, Provider>();
  lastOrder = 0;
  lastReport = 0;

  /** Call while nobody else writes: what is read is believed from now on. */
  async load(ask: Ask): Promise<void> {
    const [open, reroutes, sessions, providers, last] = await Promise.all([
      ask(OPEN, []),
      ask(REROUTES, []),
      ask(SESSIONS, []),
      ask(PROVIDERS, []),
      ask(LAST, []),
    ]);
    for (const order of open.map(orderOf)) this.#open.set(numberOf(order), order);
    for (const one of reroutes.map(rerouteOf)) this.#reroutes.set(one.order.orderId, one);
    for (const row of sessions) this.#sessions.set(String(row['session_id']), sessionOf(row));
    for (const one of providers.map(({ config }) => providerFrom(config))) {
      this.#providers.set(one.id, one);
    }
    const row: Row | undefined = last[0];
    this.lastOrder = Number(row?.['last_order'] ?? 0);
    this.lastReport = Number(row?.['last_report'] ?? 0);
  }

  openOrders(): readonly LpOrder[] {
    return [...this.#open.entries()].toSorted(([a], [b]) => a - b).map(([, order]) => order);
  }

  reroutes(): readonly Reroute[] {
    return [...this.#reroutes.values()].toSorted((a, b) => numberOf(a.order) - numberOf(b.order));
  }

  providers(): readonly Provider[] {
    return [...this.#providers.values()];
  }

  readonly session = (sessionId: string): SessionMemory =>
    this.#sessions.get(sessionId) ?? sessionOf(undefined);

  /** Takes over what was committed. */
  absorb(draft: Draft): void {
    for (const [number, order] of draft.changedOrders) {
      if (order.doneAtMs === null) this.#open.set(number, order);
      else this.#open.delete(number);
    }
    const moved = [...draft.changedOrders.values()].map(({ orderId }) => orderId);
    for (const orderId of new Set([...draft.changedRoutes.keys(), ...moved])) {
      const waiting = draft.reroute(orderId);
      if (waiting === undefined) this.#reroutes.delete(orderId);
      else this.#reroutes.set(orderId, waiting);
    }
    for (const [sessionId, memory] of draft.sessions) this.#sessions.set(sessionId, memory);
    for (const [id, provider] of draft.providers) this.#providers.set(id, provider);
    this.lastOrder = draft.lastOrder;
    this.lastReport += draft.reports.length;
  }
}
