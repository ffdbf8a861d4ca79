/**
 * Carries out one change inside the transaction that somebody else has opened: reads the order as it is there, lets the
 * order machine decide, writes what it decided. Run again after a rollback, it decides again.
 */
import type { Logger } from '@faultline/service';
import type { ExecutionReport } from '@faultline/fix';
import type { LpOrder, OrderReport, Outcome } from '../../order-machine/lp-order.ts';
import {
  isStatusAnswer,
  isUnknownOrder,
  onExecutionReport,
  type ReportContext,
} from '../../order-machine/on-execution-report.ts';
import { onMessageRefused, onOverdue } from '../../order-machine/on-silence.ts';
import type { BookChange, NewLpOrder } from '../../ports/order-book.ts';
import { decimalColumn, endingColumn, fillsColumn, orderOf } from './rows.ts';
import { textOf } from '../../decimals.ts';
import type { BookStatements } from './statements.ts';

/** How a provider puts things. */
type ProviderWays = Omit<ReportContext, 'atMs'>;

export interface BookWriterDeps {
  readonly statements: BookStatements;
  readonly waysOf: (lp: string, symbol: string) => ProviderWays;
  readonly log: Logger;
}

export class BookWriter {
  readonly #deps: BookWriterDeps;
  readonly #touched = new Set<string>();
  #reported = false;

  constructor(deps: BookWriterDeps) {
    this.#deps = deps;
  }

  /** What was written since the last time, committed or not: whoever asks reads the rows again. */
  take(): { readonly orderIds: readonly string[]; readonly reported: boolean } {
    const taken = { orderIds: [...this.#touched], reported: this.#reported };
    this.#touched.clear();
    this.#reported = false;
    return taken;
  }

  readonly write = (change: BookChange): void => {
    const { statements } = this.#deps;
    const { atMs } = change;
    switch (change.kind) {
      case 'sent':
        return this.#insert(change.order);
      case 'not-sent':
        statements.insertNotSent.run(change.orderId, JSON.stringify(change.refusal), atMs);
        return;
      case 'reported':
        return this.#onReport(change.lp, change.report, atMs);
      case 'refused':
        return this.#on(change, (order) => onMessageRefused(order, change.refusalOf(order), atMs));
      case 'overdue':
        return this.#on(change, (order) => onOverdue(order, atMs));
      case 'connected':
        statements.saveConnected.run(change.sessionId, atMs);
        return;
      case 'wanted':
        statements.saveWanted.run(change.sessionId, change.up ? 1 : 0);
    }
  };

  #insert(order: NewLpOrder): void {
    const { orderId, lp, sessionId, clOrdId, symbol, side, qty, sentAtMs } = order;
    const values = [orderId, lp, sessionId, clOrdId, symbol, side, textOf(qty), sentAtMs];
    this.#deps.statements.insertOrder.run(...values);
    this.#touched.add(orderId);
  }

  #on(
    change: Extract<BookChange, { kind: 'refused' | 'overdue' }>,
    decide: (order: LpOrder) => Outcome,
  ): void {
    const { statements } = this.#deps;
    const row =
      change.kind === 'refused'
        ? statements.orderByClOrdId.get(change.clOrdId)
        : statements.orderById.get(change.orderId);
    if (row !== undefined) this.#save(orderOf(row), decide(orderOf(row)), change.atMs);
  }

  #onReport(lp: string, report: ExecutionReport, atMs: number): void {
    const { statements, log, waysOf } = this.#deps;
    const facts = { lp, clOrdId: report.clOrdId, execId: report.execId };
    const row = statements.orderByClOrdId.get(report.clOrdId ?? report.origClOrdId ?? '');
    const order = row === undefined ? null : orderOf(row);
    if (order === null || order.lp !== lp) {
      log.error(facts, 'report of an order that is not ours received');
      return;
    }
    if (isUnknownOrder(report)) log.warn(facts, 'order unknown to the provider');
    if (report.execType === 'G' || report.execType === 'H') {
      log.error({ ...facts, execRefId: report.execRefId }, 'execution corrected or busted');
    }
    const execId = isStatusAnswer(report) ? report.execId : this.#firstSeen(report.execId, order);
    if (execId === null) return;
    const context = { atMs, ...waysOf(lp, order.symbol) };
    this.#save(order, onExecutionReport(order, { ...report, execId }, context), atMs);
  }

  /**
   * The id under which an execution is booked, or `null` when this order has had it already. A provider that gives the
   * id of another order's execution again means another execution: it gets a name of its own.
   */
  #firstSeen(execId: string, { lp, orderId, clOrdId }: LpOrder): string | null {
    const { statements, log } = this.#deps;
    const owners = statements.execution.all(lp, execId).map((row) => row['order_id']);
    if (owners.includes(orderId)) return null;
    statements.insertExecution.run(lp, execId, orderId);
    if (owners.length === 0) return execId;
    log.error({ lp, execId, clOrdId }, 'execution id used twice by the provider');
    return `${execId}#${clOrdId}`;
  }

  #save(before: LpOrder, { order, reports }: Outcome, atMs: number): void {
    if (order === before) return;
    this.#deps.statements.updateOrder.run(
      fillsColumn(order.fills),
      endingColumn(order.ending),
      order.acknowledged ? 1 : 0,
      order.inDoubt ? 1 : 0,
      order.restoredAtMs,
      order.doneAtMs,
      order.orderId,
    );
    this.#touched.add(order.orderId);
    for (const report of reports) this.#report(order, report, atMs);
  }

  #report({ orderId, id, lp }: LpOrder, report: OrderReport, atMs: number): void {
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
    this.#deps.log.info({ orderId, lpOrderId: id, lp, kind, execId }, 'order reported');
  }
}
