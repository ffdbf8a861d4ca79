/**
 * Carries out one change inside the transaction that somebody else has opened: reads the order as it is there, lets the
 * order machine decide, writes what it decided. Run again after a rollback, it decides again.
 */
import type { Logger } from '@faultline/service';
import { multiply } from '../../decimals.ts';
import type {
  LpOrder,
  NewLpOrder,
  OrderReport,
  Outcome,
  Request,
} from '../../order-machine/lp-order.ts';
import { type CapturedTrade, onCapturedTrade } from '../../order-machine/on-execution-report.ts';
import { onRequested, onRequestReject, onRequestSent } from '../../order-machine/on-request.ts';
import { onMessageRefused, onNumbersReset, onOverdue } from '../../order-machine/on-silence.ts';
import { PLAIN } from '../../order-machine/outcome.ts';
import type { BookChange, Route } from '../../ports/order-book.ts';
import { type ProviderWays, ReportIntake } from './report-intake.ts';
import type { BookTables } from './tables.ts';

export interface BookWriterDeps {
  readonly tables: BookTables;
  readonly waysOf: (lp: string, symbol: string) => ProviderWays;
  readonly log: Logger;
}

/** What was written since the last time, committed or not: whoever asks reads the rows again. */
interface Written {
  readonly clOrdIds: readonly string[];
  readonly reported: boolean;
  readonly refused: boolean;
}

export class BookWriter {
  readonly #deps: BookWriterDeps;
  readonly #intake: ReportIntake;
  readonly #touched = new Set<string>();
  #reported = false;
  #refused = false;

  constructor(deps: BookWriterDeps) {
    this.#deps = deps;
    this.#intake = new ReportIntake({
      ...deps,
      save: (order, outcome, atMs) => this.#save(order, outcome, atMs),
      report: (order, report, atMs) => this.#report(order, report, atMs),
    });
  }

  take(): Written {
    const clOrdIds = [...this.#touched];
    const taken = { clOrdIds, reported: this.#reported, refused: this.#refused };
    this.#touched.clear();
    this.#reported = false;
    this.#refused = false;
    return taken;
  }

  readonly write = (change: BookChange): void => {
    const { tables } = this.#deps;
    const { atMs } = change;
    if (isKept(change)) return this.#keep(change);
    switch (change.kind) {
      case 'sent':
        return this.#insert(change.order, change.route);
      case 'not-sent':
        return tables.insertNotSent(change.orderId, change.refusal, atMs);
      case 'unrouted':
        return this.#giveUp(change.orderId, atMs);
      case 'reported':
        return this.#intake.take(change.lp, change.report, atMs);
      case 'numbers-reset':
        return this.#onNumbersReset(change.sessionId, atMs);
      case 'overdue':
      case 'requested':
        return this.#decide(tables.order(change.orderId), change);
      case 'refused':
      case 'captured':
      case 'request-sent':
        return this.#decide(tables.orderNamed(change.clOrdId), change);
      case 'request-rejected':
        return this.#decide(tables.orderNamed(change.reject.clOrdId), change);
    }
  };

  /** What concerns no order. */
  #keep(change: Kept): void {
    const { tables } = this.#deps;
    switch (change.kind) {
      case 'connected':
        return tables.saveConnected(change.sessionId, change.atMs);
      case 'wanted':
        return tables.saveWanted(change.sessionId, change.up);
      case 'reset-wanted':
        return tables.saveResetWanted(change.sessionId, change.on);
      case 'configured':
        return tables.saveProvider(change.provider);
      case 'audited':
        return tables.insertAudit({ ...change.entry, atMs: change.atMs });
    }
  }

  #insert(order: NewLpOrder, route: Route): void {
    const { tables } = this.#deps;
    const { orderId, leg, lp, clOrdId, sentAtMs } = order;
    const before = tables.order(orderId);
    if (before !== undefined && before.fills.length > 0) {
      throw new Error(`order ${orderId} was filled by ${before.lp} after all`);
    }
    const { id } = tables.insertOrder(order);
    tables.saveRoute(orderId, route);
    this.#touched.add(clOrdId);
    if (leg > 1) this.#report({ orderId, lp, id }, REROUTED, sentAtMs);
  }

  #decide(order: LpOrder | undefined, change: Decidable): void {
    if (order === undefined) return;
    this.#save(order, this.#outcome(order, change), change.atMs);
  }

  #outcome(order: LpOrder, change: Decidable): Outcome {
    const { atMs } = change;
    switch (change.kind) {
      case 'overdue':
        return onOverdue(order, atMs);
      case 'refused':
        return onMessageRefused(order, change.refusedFor(order), atMs);
      case 'captured':
        return this.#captured(order, change.trade, atMs);
      case 'requested':
        return this.#requested(order, change.request);
      case 'request-sent':
        return onRequestSent(order, atMs);
      case 'request-rejected':
        return onRequestReject(order, { ...change.reject, atMs });
    }
  }

  #captured(order: LpOrder, trade: CapturedTrade, atMs: number): Outcome {
    if (!this.#intake.isNew(trade.execId, order)) return { order, reports: [] };
    const qty = multiply(trade.qty, order.volumeFactor);
    return onCapturedTrade(order, { ...trade, qty }, atMs);
  }

  #requested(order: LpOrder, request: Request): Outcome {
    const outcome = onRequested(order, request);
    if (outcome.order !== order) this.#deps.tables.name(request.clOrdId, order);
    return outcome;
  }

  #onNumbersReset(sessionId: string, atMs: number): void {
    for (const order of this.#deps.tables.openOrders()) {
      if (order.sessionId === sessionId) this.#save(order, onNumbersReset(order, atMs), atMs);
    }
  }

  #save(before: LpOrder, { order, reports }: Outcome, atMs: number): void {
    // Touched although nothing has changed: whoever has asked was answered.
    this.#touched.add(order.clOrdId);
    if (order === before) return reports.forEach((report) => this.#report(order, report, atMs));
    const { tables } = this.#deps;
    tables.updateOrder(order);
    // Refused, and filled after all: nobody else gets it.
    if (before.fills.length < order.fills.length) {
      tables.keepLeg(order.orderId, order.leg);
    }
    for (const report of reports) {
      if (report.kind === 'REJECT' && this.#mayGoElsewhere(order, atMs)) {
        tables.refuseLeg(order.orderId, order.leg);
        this.#refused = true;
      } else {
        this.#report(order, report, atMs);
      }
    }
  }

  /** The refusal is kept back while another provider may take the order. */
  #mayGoElsewhere({ orderId, lp, leg, ending }: LpOrder, atMs: number): boolean {
    const { tables } = this.#deps;
    const route = tables.route(orderId);
    const isLast = tables.order(orderId)?.leg === leg;
    if (ending?.refused?.elsewhere !== true || route === undefined || !isLast) return false;
    const { lps, expiresAtMs } = route;
    return atMs < expiresAtMs && lps.indexOf(lp) < lps.length - 1;
  }

  #giveUp(orderId: string, atMs: number): void {
    const { tables } = this.#deps;
    const waiting = tables.reroute(orderId);
    if (waiting === undefined) return;
    const { order } = waiting;
    tables.refuseLeg(orderId, null);
    const refusal = order.ending?.refused?.refusal ?? null;
    this.#report(order, { ...PLAIN, kind: 'REJECT', refusal }, atMs);
  }

  #report({ orderId, id, lp }: ReportedOrder, report: OrderReport, atMs: number): void {
    const { kind, execId } = report;
    this.#deps.tables.insertReport({ ...report, orderId, lpOrderId: id, lp, atMs });
    this.#reported = true;
    const facts = { orderId, lpOrderId: id, lp, kind, execId };
    if (ALARMS.has(kind)) this.#deps.log.error(facts, 'order needs a person');
    else this.#deps.log.info(facts, 'order reported');
  }
}

type Decidable = Extract<
  BookChange,
  {
    kind: 'overdue' | 'refused' | 'captured' | 'requested' | 'request-sent' | 'request-rejected';
  }
>;

type Kept = Extract<
  BookChange,
  { kind: 'connected' | 'wanted' | 'reset-wanted' | 'configured' | 'audited' }
>;
const KEPT: ReadonlySet<BookChange['kind']> = new Set([
  'connected',
  'wanted',
  'reset-wanted',
  'configured',
  'audited',
]);
const isKept = (change: BookChange): change is Kept => KEPT.has(change.kind);

type ReportedOrder = Pick<LpOrder, 'orderId' | 'id' | 'lp'>;

const REROUTED: OrderReport = { ...PLAIN, kind: 'REROUTED' };
/** What nobody may book without looking at it. */
const ALARMS: ReadonlySet<OrderReport['kind']> = new Set([
  'OVERFILL',
  'BUST',
  'CORRECT',
  'UNKNOWN_ORDER',
]);
