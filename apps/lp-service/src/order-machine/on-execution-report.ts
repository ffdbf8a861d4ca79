/**
 * What an ExecutionReport(8) makes of an order. Reports may come late, twice, or in another order than they happened:
 * CumQty(14) says which part of the order each one speaks of, and no part is booked twice. Pure.
 */
import type { Decimal } from '@faultline/errors';
import { ExecType, type ExecutionReport, OrdStatus } from '@faultline/fix';
import {
  add,
  compare,
  divide,
  isPositive,
  larger,
  smaller,
  subtract,
  textOf,
  ZERO,
} from '../decimals.ts';
import { lengthOf, paidBelow, type Stretch, uncovered } from './coverage.ts';
import { cumQtyOf, type Ending, isDone, type LpOrder, type Outcome } from './lp-order.ts';
import { replaced } from './on-request.ts';
import { onDuplicateClOrdId } from './on-silence.ts';
import { type NewFill, outcomeOf, PLAIN } from './outcome.ts';
import { refusalOfReport, type TextRule } from './refusals.ts';
import type { Quote } from '../ports/quotes.ts';

const UNKNOWN_ORDER = 5;
const DUPLICATE_ORDER = 6;
/** What stands in ExecID(17) where no execution is meant. */
const NO_EXECUTION: ReadonlySet<string> = new Set(['', '0', 'NONE']);

export interface ReportContext {
  readonly atMs: number;
  readonly textRules: readonly TextRule[];
  /** Digits of the symbol's prices. */
  readonly priceDigits: number;
  /** The provider's own price of the symbol; `null` while it is not known. */
  readonly quote: Pick<Quote, 'bid' | 'ask'> | null;
  /** Another provider has the order by now. */
  readonly isSuperseded?: boolean;
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

/** @param report - Neither "unknown order" nor an amendment of an earlier execution; quantities in our units. */
export function onExecutionReport(
  order: LpOrder,
  report: ExecutionReport,
  context: ReportContext,
): Outcome {
  if (report.ordStatus === OrdStatus.Rejected && report.ordRejReason === DUPLICATE_ORDER) {
    return onDuplicateClOrdId(order, context.atMs);
  }
  const fill = isStatusAnswer(report)
    ? toldByStatus(order, report, context)
    : executed(order, report);
  const acknowledged: LpOrder = {
    ...withFill(order, fill),
    lpOrderId: report.orderId === 'NONE' ? order.lpOrderId : report.orderId,
    acknowledged: true,
    inDoubt: false,
    deniedAtMs: null,
    restoredAtMs: order.inDoubt || order.restoredAtMs !== null ? context.atMs : null,
  };
  const known =
    report.execType === ExecType.Replaced ? replaced(acknowledged, report) : acknowledged;
  const after = isDone(order) ? known : { ...known, ending: endingOf(known, report, context) };
  const { isSuperseded = false } = context;
  const outcome = outcomeOf(order, after, { atMs: context.atMs, fill, isSuperseded });
  return known === acknowledged
    ? outcome
    : { ...outcome, reports: [...outcome.reports, { ...PLAIN, kind: 'REPLACED', qty: known.qty }] };
}

const withFill = (order: LpOrder, fill: NewFill | null): LpOrder =>
  fill === null
    ? order
    : {
        ...order,
        fills: [
          ...order.fills,
          ...fill.gaps.map(({ from, to }) => ({
            execId: fill.execId,
            price: fill.price,
            from,
            to,
          })),
        ],
      };

/** An execution as TradeCaptureReport(AE) tells it: without CumQty(14). */
export interface CapturedTrade {
  readonly execId: string;
  readonly qty: Decimal;
  readonly price: Decimal;
}

/**
 * A trade of an open order comes on top of what is known, as far as the order has room for it. Where a status answer has
 * told a part without its trades, nobody can say which of them were meant: the price of that part stands.
 */
export function onCapturedTrade(order: LpOrder, trade: CapturedTrade, atMs: number): Outcome {
  const { execId, qty, price } = trade;
  const untold = order.fills.some((fill) => fill.execId.startsWith(toldPrefix(order)));
  if (isDone(order) || untold || !isPositive(qty) || !isPositive(price)) {
    return { order, reports: [] };
  }
  const { from, to } = onTop(order, qty);
  const gap = { from, to: smaller(to, order.qty) };
  if (compare(gap.from, gap.to) >= 0) return { order, reports: [] };
  const fill = { execId, price, gaps: [gap] };
  const after = { ...withFill(order, fill), acknowledged: true, deniedAtMs: null };
  return outcomeOf(order, after, { atMs, fill });
}

/** What a trade adds; nothing when its stretch is booked already. */
function executed(order: LpOrder, report: ExecutionReport): NewFill | null {
  if (report.execType !== ExecType.Trade) return null;
  const { execId, lastQty, lastPx: price } = report;
  if (!isPositive(lastQty) || !isPositive(price)) return null;
  const gaps = uncovered(order.fills, stretchOf(order, report.cumQty, lastQty));
  return gaps.length === 0 ? null : { execId, price, gaps };
}

/** A CumQty(14) smaller than its own LastQty(32) counts nothing; the trade then comes on top of what is known. */
function stretchOf(order: LpOrder, cumQty: Decimal, lastQty: Decimal): Stretch {
  if (compare(cumQty, lastQty) >= 0) return { from: subtract(cumQty, lastQty), to: cumQty };
  return onTop(order, lastQty);
}

function onTop(order: LpOrder, qty: Decimal): Stretch {
  const from = order.fills.reduce((highest, { to }) => larger(highest, to), ZERO);
  return { from, to: add(from, qty) };
}

const toldPrefix = ({ orderId, leg }: LpOrder): string => `told:${orderId}:${leg}:`;

/**
 * What a status answer adds: everything up to its CumQty(14) that no execution has told. The price is the one that makes
 * the provider's AvgPx(6) come out, to the digits that prices have: an average of several trades has more.
 */
function toldByStatus(
  order: LpOrder,
  report: ExecutionReport,
  { priceDigits }: ReportContext,
): NewFill | null {
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
  return { execId: toldPrefix(order) + textOf(cumQty), price, gaps };
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
  const refused = cancelled || !untouched ? null : refusalOfReport(order, report, context);
  const reached = order.ending === null ? cumQty : larger(order.ending.cumQty, cumQty);
  return { cumQty: reached, refused };
}
