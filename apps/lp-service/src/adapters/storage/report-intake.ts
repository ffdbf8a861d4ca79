/** An ExecutionReport(8) inside the transaction that counts it: which order it is about, and whether it is news. */
import type { Decimal } from '@faultline/errors';
import { type ExecutionReport, OrdStatus } from '@faultline/fix';
import type { Logger } from '@faultline/service';
import { isPositive, multiply } from '../../decimals.ts';
import type { LpOrder, OrderReport, Outcome } from '../../order-machine/lp-order.ts';
import { aliasOf, isAmendment, reportOfAmendment } from '../../order-machine/on-amendment.ts';
import {
  isStatusAnswer,
  isUnknownOrder,
  onExecutionReport,
  type ReportContext,
} from '../../order-machine/on-execution-report.ts';
import { isContradicted, onUnknownOrder } from '../../order-machine/on-silence.ts';
import { PLAIN } from '../../order-machine/outcome.ts';
import type { BookTables } from './tables.ts';

/** How a provider puts things, and what is known of its sessions. */
export interface ProviderWays extends Omit<ReportContext, 'atMs' | 'isSuperseded'> {
  readonly quarantineMs: number;
  /** When it was last logged on, ISO 8601. */
  readonly lastConnected: string | null;
}

export interface ReportIntakeDeps {
  readonly tables: BookTables;
  readonly waysOf: (lp: string, symbol: string) => ProviderWays;
  readonly log: Logger;
  readonly save: (before: LpOrder, outcome: Outcome, atMs: number) => void;
  readonly report: (
    order: Pick<LpOrder, 'orderId' | 'id' | 'lp'>,
    report: OrderReport,
    atMs: number,
  ) => void;
}

/** OrdRejReason(103) that says something about our own house: a symbol, a calendar, an account to look after. */
const ALERTS: Readonly<Record<number, string>> = {
  1: 'LP_SYMBOL_MAPPING',
  2: 'CALENDAR_MISMATCH',
  15: 'LP_ACCOUNT',
};

const WORKING: ReadonlySet<OrdStatus> = new Set([
  OrdStatus.New,
  OrdStatus.PartiallyFilled,
  OrdStatus.PendingNew,
  OrdStatus.PendingCancel,
  OrdStatus.PendingReplace,
  OrdStatus.Replaced,
  OrdStatus.Suspended,
]);

export class ReportIntake {
  readonly #deps: ReportIntakeDeps;

  constructor(deps: ReportIntakeDeps) {
    this.#deps = deps;
  }

  take(lp: string, report: ExecutionReport, atMs: number): void {
    const order = this.#orderOf(lp, report);
    if (order === null) return this.#onStranger(lp, report, atMs);
    const { save, waysOf } = this.#deps;
    const ways = waysOf(lp, order.symbol);
    if (isUnknownOrder(report)) {
      this.#warnOfDenial(order);
      return save(order, onUnknownOrder(order, { ...ways, atMs }), atMs);
    }
    const execId = isStatusAnswer(report) ? report.execId : this.#firstSeen(report.execId, order);
    if (execId === null) return;
    this.#alert(order, report);
    const told = inOurUnits({ ...report, execId }, order.volumeFactor);
    if (isAmendment(told)) {
      return save(order, { order, reports: [reportOfAmendment(order, told)] }, atMs);
    }
    save(order, onExecutionReport(order, told, { ...ways, atMs, ...this.#place(order) }), atMs);
  }

  /** Whether this is the first that is heard of an execution; from now on it is known. */
  isNew(execId: string, order: LpOrder): boolean {
    return this.#firstSeen(execId, order) !== null;
  }

  #orderOf(lp: string, { clOrdId, origClOrdId }: ExecutionReport): LpOrder | null {
    const { orderNamed } = this.#deps.tables;
    const order = orderNamed(clOrdId ?? '') ?? orderNamed(origClOrdId ?? '');
    return order?.lp === lp ? order : null;
  }

  #alert({ orderId, lp, symbol }: LpOrder, { ordRejReason, text }: ExecutionReport): void {
    const alert = ALERTS[ordRejReason ?? 0];
    if (alert === undefined) return;
    this.#deps.log.error(
      { orderId, lp, symbol, alert, text },
      'order refused for a reason of ours',
    );
  }

  #place({ orderId, leg }: LpOrder): { readonly isSuperseded: boolean } {
    return { isSuperseded: this.#deps.tables.order(orderId)?.leg !== leg };
  }

  #warnOfDenial(order: LpOrder): void {
    const { orderId, lp, clOrdId } = order;
    const facts = { orderId, lp, clOrdId };
    if (isContradicted(order)) {
      this.#deps.log.error(facts, 'order unknown to a provider that has had it');
    } else {
      this.#deps.log.warn(facts, 'order unknown to the provider');
    }
  }

  /**
   * The id under which an execution is booked, or `null` when this order has had it already. A provider that gives the
   * id of another order's execution again means another execution: it gets a name of its own.
   */
  #firstSeen(execId: string, { lp, orderId, clOrdId }: LpOrder): string | null {
    const { tables, log } = this.#deps;
    const owners = tables.ownersOf(lp, execId);
    if (owners.includes(orderId)) return null;
    tables.insertExecution(lp, execId, orderId);
    if (owners.length === 0) return execId;
    log.error({ lp, execId, clOrdId }, 'execution id used twice by the provider');
    return aliasOf(execId, clOrdId);
  }

  /** An order that we do not know: if it works or has traded, somebody has to find out whose it is. Told once. */
  #onStranger(lp: string, report: ExecutionReport, atMs: number): void {
    const { tables, log } = this.#deps;
    const clOrdId = report.clOrdId ?? report.origClOrdId ?? '';
    const { orderId, execId, execType } = report;
    const matters = execType === 'F' || isAmendment(report) || WORKING.has(report.ordStatus);
    if (!matters && !isPositive(report.cumQty)) {
      log.warn({ lp, clOrdId, execId }, 'report of an order that is not ours received');
      return;
    }
    const name = isStatusAnswer(report) ? `status:${orderId}` : execId;
    if (tables.ownersOf(lp, name).length > 0) return;
    tables.insertExecution(lp, name, clOrdId);
    const { qty, price } =
      'lastQty' in report ? { qty: report.lastQty, price: report.lastPx } : standingOf(report);
    const stranger = { orderId: clOrdId === '' ? orderId : clOrdId, id: orderId, lp };
    const told = { ...PLAIN, kind: 'UNKNOWN_ORDER', execId: name, qty, price } as const;
    this.#deps.report(stranger, told, atMs);
  }
}

const standingOf = ({ cumQty: qty, avgPx: price }: ExecutionReport) => ({ qty, price });

/** Quantities as the provider counts them, times how many of ours that is. */
function inOurUnits(report: ExecutionReport, factor: Decimal): ExecutionReport {
  const { orderQty, leavesQty, cumQty } = report;
  const ours = (qty: Decimal): Decimal => multiply(qty, factor);
  return {
    ...report,
    orderQty: orderQty && ours(orderQty),
    leavesQty: ours(leavesQty),
    cumQty: ours(cumQty),
    ...('lastQty' in report ? { lastQty: ours(report.lastQty) } : {}),
  };
}
