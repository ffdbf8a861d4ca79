/**
 * Carries out one change inside the transaction that somebody else has opened: reads the order as it is there, lets the
 * order machine decide, writes what it decided. Run again after a rollback, it decides again.
 */
import type { Logger } from '@faultline/service';
import { multiply } from '../../decimals.ts';
import type { LpOrder, NewLpOrder, OrderReport, Outcome } from '../../order-machine/lp-order.ts';
import { type CapturedTrade, onCapturedTrade } from '../../order-machine/on-execution-report.ts';
import { onRequested, onRequestReject, onRequestSent } from '../../order-machine/on-request.ts';
import { onMessageRefused, onNumbersReset, onOverdue } from '../../order-machine/on-silence.ts';
import { PLAIN } from '../../order-machine/outcome.ts';
import type { AuditEntry, BookChange, Reroute, Route } from '../../ports/order-book.ts';
import { auditColumn, providerColumn } from './provider-rows.ts';
import { type ProviderWays, ReportIntake } from './report-intake.ts';
import {
  columnsOfKnown,
  columnsOfNew,
  decimalColumn,
  numberOf,
  orderOf,
  rerouteOf,
  type Row,
} from './rows.ts';
import type { BookStatements } from './statements.ts';

export interface BookWriterDeps {
  readonly statements: BookStatements;
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
    const { statements } = this.#deps;
    const { atMs } = change;
    if (isKept(change)) return this.#keep(change);
    switch (change.kind) {
      case 'sent':
        return this.#insert(change.order, change.route);
      case 'not-sent':
        statements.insertNotSent.run(change.orderId, JSON.stringify(change.refusal), atMs);
        return;
      case 'unrouted':
        return this.#giveUp(change.orderId, atMs);
      case 'reported':
        return this.#intake.take(change.lp, change.report, atMs);
      case 'numbers-reset':
        return this.#onNumbersReset(change.sessionId, atMs);
      case 'overdue':
      case 'requested':
        return this.#decide(statements.orderById.get(change.orderId), change);
      case 'refused':
      case 'captured':
      case 'request-sent':
        return this.#decide(statements.orderByClOrdId.get(change.clOrdId), change);
      case 'request-rejected':
        return this.#decide(statements.orderByClOrdId.get(change.reject.clOrdId), change);
    }
  };

  /** What concerns no order. */
  #keep(change: Kept): void {
    const { statements } = this.#deps;
    switch (change.kind) {
      case 'connected':
        statements.saveConnected.run(change.sessionId, change.atMs);
        return;
      case 'wanted':
        statements.saveWanted.run(change.sessionId, change.up ? 1 : 0);
        return;
      case 'configured':
        statements.saveProvider.run(change.provider.id, providerColumn(change.provider));
        return;
      case 'audited':
        return this.#audit(change.entry, change.atMs);
    }
  }

  #audit(entry: AuditEntry, atMs: number): void {
    const { actor, action, target, reason, requestId } = entry;
    const [before, after] = [entry.before, entry.after].map(auditColumn);
    const { insertAudit } = this.#deps.statements;
    insertAudit.run(atMs, actor, action, target, reason, requestId, before ?? null, after ?? null);
  }

  #insert(order: NewLpOrder, route: Route): void {
    const { statements } = this.#deps;
    const { orderId, leg, lp, clOrdId, sentAtMs } = order;
    const before = statements.orderById.get(orderId);
    if (before !== undefined && orderOf(before).fills.length > 0) {
      throw new Error(`order ${orderId} was filled by ${orderOf(before).lp} after all`);
    }
    const { lastInsertRowid: number } = statements.insertOrder.run(...columnsOfNew(order));
    statements.name.run(clOrdId, number);
    statements.saveRoute.run(orderId, JSON.stringify(route.lps), route.expiresAtMs);
    this.#touched.add(clOrdId);
    if (leg > 1) this.#report({ orderId, lp, id: `LP-${number}` }, REROUTED, sentAtMs);
  }

  #decide(row: Row | undefined, change: Decidable): void {
    if (row === undefined) return;
    const order = orderOf(row);
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

  #requested(order: LpOrder, request: NonNullable<LpOrder['request']>): Outcome {
    const outcome = onRequested(order, request);
    if (outcome.order !== order) {
      this.#deps.statements.name.run(request.clOrdId, numberOf(order));
    }
    return outcome;
  }

  #onNumbersReset(sessionId: string, atMs: number): void {
    for (const row of this.#deps.statements.openOrders.all()) {
      const order = orderOf(row);
      if (order.sessionId === sessionId) this.#save(order, onNumbersReset(order, atMs), atMs);
    }
  }

  #save(before: LpOrder, { order, reports }: Outcome, atMs: number): void {
    // Touched although nothing has changed: whoever has asked was answered.
    this.#touched.add(order.clOrdId);
    if (order === before) return reports.forEach((report) => this.#report(order, report, atMs));
    this.#deps.statements.updateOrder.run(...columnsOfKnown(order));
    // Refused, and filled after all: nobody else gets it.
    if (before.fills.length < order.fills.length) {
      this.#deps.statements.keepLeg.run(order.orderId, order.leg);
    }
    for (const report of reports) {
      if (report.kind === 'REJECT' && this.#mayGoElsewhere(order, atMs)) {
        this.#deps.statements.refuseLeg.run(order.leg, order.orderId);
        this.#refused = true;
      } else {
        this.#report(order, report, atMs);
      }
    }
  }

  /** The refusal is kept back while another provider may take the order. */
  #mayGoElsewhere({ orderId, lp, leg, ending }: LpOrder, atMs: number): boolean {
    const { statements } = this.#deps;
    const route = statements.route.get(orderId);
    const last = statements.orderById.get(orderId);
    if (ending?.refused?.elsewhere !== true || route === undefined || last?.['leg'] !== leg) {
      return false;
    }
    const lps = JSON.parse(String(route['lps'])) as string[];
    return atMs < Number(route['expires_at_ms']) && lps.indexOf(lp) < lps.length - 1;
  }

  #giveUp(orderId: string, atMs: number): void {
    const { statements } = this.#deps;
    const row = statements.reroutes.all().find((one) => one['order_id'] === orderId);
    if (row === undefined) return;
    const { order } = rerouteOf(row);
    statements.refuseLeg.run(null, orderId);
    const refusal = order.ending?.refused?.refusal ?? null;
    this.#report(order, { ...PLAIN, kind: 'REJECT', refusal }, atMs);
  }

  #report({ orderId, id, lp }: ReportedOrder, report: OrderReport, atMs: number): void {
    const { kind, execId, qty, price, refusal } = report;
    this.#deps.statements.insertReport.run(
      orderId,
      id,
      lp,
      kind,
      execId,
      decimalColumn(qty),
      decimalColumn(price),
      refusal === null ? null : JSON.stringify(refusal),
      atMs,
    );
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

type Kept = Extract<BookChange, { kind: 'connected' | 'wanted' | 'configured' | 'audited' }>;
const KEPT: ReadonlySet<BookChange['kind']> = new Set([
  'connected',
  'wanted',
  'configured',
  'audited',
]);
const isKept = (change: BookChange): change is Kept => KEPT.has(change.kind);

export type ReportedOrder = Pick<LpOrder, 'orderId' | 'id' | 'lp'>;

const REROUTED: OrderReport = { ...PLAIN, kind: 'REROUTED' };
/** What nobody may book without looking at it. */
const ALARMS: ReadonlySet<OrderReport['kind']> = new Set([
  'OVERFILL',
  'BUST',
  'CORRECT',
  'UNKNOWN_ORDER',
]);

export const reroutesOf = (statements: BookStatements): Reroute[] =>
  statements.reroutes.all().map(rerouteOf);
