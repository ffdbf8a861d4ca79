/**
 * What an ExecutionReport(8) makes of an order. Reports may come late, twice, or in another order than they happened:
 * CumQty(14) says which part of the order each one speaks of, and no part is booked twice. Pure.
 */
import type { Decimal } from '@faultline/errors';
import { ExecType, type ExecutionReport, OrdStatus } from '@faultline/fix';
import { add, compare, divide, isPositive, larger, subtract, textOf, ZERO } from '../decimals.ts';
import { lengthOf, paidBelow, type Stretch, uncovered } from './coverage.ts';
import { cumQtyOf, type Ending, isDone, type LpOrder, type Outcome } from './lp-order.ts';
import { onDuplicateClOrdId } from './on-silence.ts';
import { type NewFill, outcomeOf } from './outcome.ts';
import { refusalOfReport, type TextRule } from './refusals.ts';

const UNKNOWN_ORDER = 5;
const DUPLICATE_ORDER = 6;
/** What stands in ExecID(17) where no execution is meant. */
const NO_EXECUTION: ReadonlySet<string> = new Set(['', '0', 'NONE']);

export interface ReportContext {
  readonly atMs: number;
  readonly textRules: readonly TextRule[];
  /** Digits of the symbol's prices. */
  readonly priceDigits: number;
}

/** An answer to OrderStatusRequest(H): it tells where the order stands, and is no execution of its own. */
export const isStatusAnswer = (report: ExecutionReport): boolean =>
  report.execType === ExecType.OrderStatus ||
  report.ordStatusReqId !== undefined ||
  NO_EXECUTION.has(report.execId);

/** The provider says that it does not know the order. By itself that proves nothing: it may have forgotten. */
export const isUnknownOrder = (report: ExecutionReport): boolean =>
  report.ordStatus === OrdStatus.Rejected &&
  (report.ordRejReason === UNKNOWN_ORDER ||
    (isStatusAnswer(report) && report.orderId === 'NONE' && report.ordRejReason === undefined));

export function onExecutionReport(
  order: LpOrder,
  report: ExecutionReport,
  context: ReportContext,
): Outcome {
  if (isUnknownOrder(report)) return { order, reports: [] };
  if (report.ordStatus === OrdStatus.Rejected && report.ordRejReason === DUPLICATE_ORDER) {
    return onDuplicateClOrdId(order, context.atMs);
  }
  const news = isStatusAnswer(report)
    ? toldByStatus(order, report, context)
    : executed(order, report);
  const fills = news === null ? order.fills : [...order.fills, ...fillsOf(news)];
  const known: LpOrder = {
    ...order,
    fills,
    acknowledged: true,
    inDoubt: false,
    restoredAtMs: order.inDoubt || order.restoredAtMs !== null ? context.atMs : null,
  };
  const after = isDone(order) ? known : { ...known, ending: endingOf(known, report, context) };
  return outcomeOf(order, after, {
    atMs: context.atMs,
    news:
      news === null ? null : { execId: news.execId, price: news.price, qty: lengthOf(news.gaps) },
  });
}

interface Execution extends Omit<NewFill, 'qty'> {
  readonly gaps: readonly Stretch[];
}

const fillsOf = ({ execId, price, gaps }: Execution) =>
  gaps.map(({ from, to }) => ({ execId, price, from, to }));

/** What a trade adds; nothing when its stretch is booked already. */
function executed(order: LpOrder, report: ExecutionReport): Execution | null {
  if (report.execType !== ExecType.Trade) return null;
  const { execId, lastQty, lastPx: price } = report;
  if (!isPositive(lastQty) || !isPositive(price)) return null;
  const gaps = uncovered(order.fills, stretchOf(order, report.cumQty, lastQty));
  return gaps.length === 0 ? null : { execId, price, gaps };
}

/** A CumQty(14) smaller than its own LastQty(32) counts nothing; the trade then comes on top of what is known. */
function stretchOf(order: LpOrder, cumQty: Decimal, lastQty: Decimal): Stretch {
  if (compare(cumQty, lastQty) >= 0) return { from: subtract(cumQty, lastQty), to: cumQty };
  const from = order.fills.reduce((highest, { to }) => larger(highest, to), ZERO);
  return { from, to: add(from, lastQty) };
}

/**
 * What a status answer adds: everything up to its CumQty(14) that no execution has told. The price is the one that makes
 * the provider's AvgPx(6) come out, to the digits that prices have: an average of several trades has more.
 */
function toldByStatus(
  order: LpOrder,
  report: ExecutionReport,
  { priceDigits }: ReportContext,
): Execution | null {
  const { cumQty, avgPx } = report;
  const gaps = uncovered(order.fills, { from: ZERO, to: cumQty });
  if (gaps.length === 0) return null;
  const paid = {
    unscaled: cumQty.unscaled * avgPx.unscaled,
    scale: cumQty.scale + avgPx.scale,
  };
  const owed = subtract(paid, paidBelow(order.fills, cumQty));
  const price = divide(owed, lengthOf(gaps), priceDigits);
  if (!isPositive(price)) return null;
  return { execId: `${order.clOrdId}:${textOf(cumQty)}`, price, gaps };
}

const CANCELLED: ReadonlySet<OrdStatus> = new Set([
  OrdStatus.Canceled,
  OrdStatus.Expired,
  OrdStatus.DoneForDay,
]);

function endingOf(order: LpOrder, report: ExecutionReport, context: ReportContext): Ending | null {
  const { ordStatus, cumQty } = report;
  const cancelled =
    CANCELLED.has(ordStatus) ||
    // "Filled" below our quantity: the provider has ended the rest.
    (ordStatus === OrdStatus.Filled && compare(cumQty, order.qty) < 0);
  if (!cancelled && ordStatus !== OrdStatus.Rejected) return order.ending;
  const untouched = !isPositive(cumQty) && !isPositive(cumQtyOf(order));
  const refusal =
    cancelled || !untouched ? null : refusalOfReport(order, report, context.textRules);
  const reached = order.ending === null ? cumQty : larger(order.ending.cumQty, cumQty);
  return { cumQty: reached, refusal };
}
