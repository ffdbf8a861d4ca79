/**
 * The tables of the book within one transaction: the rows that were loaded for it, and what becomes of them. Nothing here
 * reaches the database; who commits writes it.
 */
import type { Provider } from '../../../lp/provider.ts';
import type { LpOrder, NewLpOrder } from '../../../order-machine/lp-order.ts';
import type { Reroute, Route, SessionMemory, SubmitRefusal } from '../../../ports/order-book.ts';
import { newOrder, numberOf } from '../rows.ts';
import type { BookTables, KeptAudit, NewReport } from '../tables.ts';
import type { Facts } from './facts.ts';

export interface StoredRoute extends Route {
  readonly refusedLeg: number | null;
}

/** What the owner of the tables remembers between two transactions. */
export interface Standing {
  readonly lastOrder: number;
  readonly lastReport: number;
  readonly session: (sessionId: string) => SessionMemory;
}

interface NotSent {
  readonly orderId: string;
  readonly refusal: SubmitRefusal;
  readonly atMs: number;
}

interface Execution {
  readonly lp: string;
  readonly execId: string;
  readonly orderId: string;
}

export class Draft implements BookTables {
  readonly changedOrders = new Map<number, LpOrder>();
  readonly changedRoutes = new Map<string, StoredRoute>();
  readonly newNames = new Map<string, number>();
  readonly newExecutions: Execution[] = [];
  readonly notSent = new Map<string, NotSent>();
  readonly reports: NewReport[] = [];
  readonly sessions = new Map<string, SessionMemory>();
  readonly providers = new Map<string, Provider>();
  readonly audits: KeptAudit[] = [];
  readonly #facts: Facts;
  readonly #standing: Standing;
  #lastOrder: number;

  constructor(facts: Facts, standing: Standing) {
    this.#facts = facts;
    this.#standing = standing;
    this.#lastOrder = standing.lastOrder;
  }

  get lastOrder(): number {
    return this.#lastOrder;
  }

  /** The number of the first of the new reports is one more. */
  get lastReportBefore(): number {
    return this.#standing.lastReport;
  }

  readonly order = (orderId: string): LpOrder | undefined =>
    this.#all
      .filter((order) => order.orderId === orderId)
      .toSorted((a, b) => a.leg - b.leg)
      .at(-1);

  readonly orderNamed = (clOrdId: string): LpOrder | undefined => {
    const number = this.newNames.get(clOrdId) ?? this.#facts.names.get(clOrdId);
    // An order that was asked for by its id is here under its present name alone.
    if (number === undefined) return this.#all.find((order) => order.clOrdId === clOrdId);
    return this.#numbered(number);
  };

  readonly openOrders = (): readonly LpOrder[] =>
    this.#all
      .filter(({ doneAtMs }) => doneAtMs === null)
      .toSorted((a, b) => numberOf(a) - numberOf(b));

  readonly insertOrder = (order: NewLpOrder): LpOrder => {
    this.#lastOrder += 1;
    const inserted = newOrder(order, this.#lastOrder);
    this.updateOrder(inserted);
    this.name(order.clOrdId, inserted);
    return inserted;
  };

  readonly updateOrder = (order: LpOrder): void => {
    this.changedOrders.set(numberOf(order), order);
  };

  readonly name = (clOrdId: string, order: Pick<LpOrder, 'id'>): void => {
    this.newNames.set(clOrdId, numberOf(order));
  };

  readonly route = (orderId: string): StoredRoute | undefined =>
    this.changedRoutes.get(orderId) ?? this.#facts.routes.get(orderId);

  readonly saveRoute = (orderId: string, route: Route): void => {
    const { lps, expiresAtMs } = this.route(orderId) ?? route;
    this.changedRoutes.set(orderId, { lps, expiresAtMs, refusedLeg: null });
  };

  readonly refuseLeg = (orderId: string, refusedLeg: number | null): void => {
    const route = this.route(orderId);
    if (route !== undefined) this.changedRoutes.set(orderId, { ...route, refusedLeg });
  };

  readonly keepLeg = (orderId: string, leg: number): void => {
    if (this.route(orderId)?.refusedLeg === leg) this.refuseLeg(orderId, null);
  };

  readonly reroute = (orderId: string): Reroute | undefined => {
    const route = this.route(orderId);
    const order = this.#all.find((one) => one.orderId === orderId && one.leg === route?.refusedLeg);
    if (route === undefined || order === undefined) return undefined;
    const { lps, expiresAtMs } = route;
    return { order, lps, expiresAtMs };
  };

  readonly insertNotSent = (orderId: string, refusal: SubmitRefusal, atMs: number): void => {
    if (!this.notSent.has(orderId)) this.notSent.set(orderId, { orderId, refusal, atMs });
  };

  readonly ownersOf = (lp: string, execId: string): readonly string[] => [
    ...this.#facts.executions
      .filter((row) => row['lp'] === lp && row['exec_id'] === execId)
      .map((row) => String(row['order_id'])),
    ...this.newExecutions
      .filter((one) => one.lp === lp && one.execId === execId)
      .map(({ orderId }) => orderId),
  ];

  readonly insertExecution = (lp: string, execId: string, orderId: string): void => {
    this.newExecutions.push({ lp, execId, orderId });
  };

  readonly insertReport = (report: NewReport): void => {
    this.reports.push(report);
  };

  readonly saveConnected = (sessionId: string, lastConnectedMs: number): void => {
    this.sessions.set(sessionId, { ...this.#session(sessionId), lastConnectedMs });
  };

  readonly saveWanted = (sessionId: string, wantedUp: boolean): void => {
    this.sessions.set(sessionId, { ...this.#session(sessionId), wantedUp });
  };

  readonly saveResetWanted = (sessionId: string, resetAtLogon: boolean): void => {
    this.sessions.set(sessionId, { ...this.#session(sessionId), resetAtLogon });
  };

  readonly saveProvider = (provider: Provider): void => {
    this.providers.set(provider.id, provider);
  };

  readonly insertAudit = (entry: KeptAudit): void => {
    this.audits.push(entry);
  };

  get #all(): LpOrder[] {
    return [...new Map([...this.#facts.orders, ...this.changedOrders]).values()];
  }

  #numbered(number: number): LpOrder | undefined {
    return this.changedOrders.get(number) ?? this.#facts.orders.get(number);
  }

  #session(sessionId: string): SessionMemory {
    return this.sessions.get(sessionId) ?? this.#standing.session(sessionId);
  }
}
