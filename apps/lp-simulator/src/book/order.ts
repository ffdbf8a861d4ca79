/** An order in the simulator's book and the steps that it can take. Pure; every step also makes its report. */
import {
  ExecType,
  OrdStatus,
  fromScaled,
  type Decimal,
  type ExecutionReport,
  type OrderState,
  type Side,
  type TimeInForce,
} from '@faultline/fix';
import type { Instrument } from '../quotes/instruments.ts';

/** Quantities are counted in 10^-8 of a base unit. */
export const QTY_SCALE = 8;

export type BookStatus =
  | 'PENDING_NEW'
  | 'NEW'
  | 'PARTIALLY_FILLED'
  | 'FILLED'
  | 'CANCELED'
  | 'REJECTED';

/** A trade. */
export interface Execution {
  readonly execId: string;
  readonly qty: bigint;
  /** In points. */
  readonly price: bigint;
}

/** Why nothing is said about an order for now. */
export type Withheld = 'until-reset' | 'until-due' | 'unanswered-until-due';

export interface BookOrder {
  readonly orderId: string;
  readonly clOrdId: string;
  readonly lp: string;
  readonly session: string;
  readonly symbol: string;
  readonly side: Side;
  readonly qty: bigint;
  readonly timeInForce: TimeInForce;
  readonly receivedMs: number;
  /** When the last report was made; TransactTime(60). Epoch ms. */
  readonly updatedMs: number;
  readonly status: BookStatus;
  readonly withheld: Withheld | null;
  /** When it is to be filled, epoch ms; null when no time is set. */
  readonly dueMs: number | null;
  readonly ordRejReason: number | null;
  readonly text: string | null;
  /** Reports made so far: numbers the next ExecID(17). */
  readonly reports: number;
  readonly executions: readonly Execution[];
}

/** Where and when a step is taken. */
export interface Moment {
  readonly instrument: Instrument;
  readonly nowMs: number;
}

export interface Step {
  readonly order: BookOrder;
  readonly report: ExecutionReport;
}

export function cumQty({ executions }: BookOrder): bigint {
  return executions.reduce((sum, { qty }) => sum + qty, 0n);
}

/** Nothing is left to fill once an order is over. */
function leavesQty(order: BookOrder): bigint {
  const over = order.status === 'CANCELED' || order.status === 'REJECTED';
  return over ? 0n : order.qty - cumQty(order);
}

/** Average price in points, rounded half up; zero while nothing is filled. */
export function avgPx(order: BookOrder): bigint {
  const filled = cumQty(order);
  if (filled === 0n) return 0n;
  const value = order.executions.reduce((sum, { qty, price }) => sum + qty * price, 0n);
  return (2n * value + filled) / (2n * filled);
}

export function acknowledge(order: BookOrder, moment: Moment): Step {
  return report({ ...order, status: 'NEW', withheld: null, dueMs: null }, moment, (state) => ({
    ...state,
    execType: ExecType.New,
  }));
}

/** @param trade - how much, at which price in points */
export function fill(
  order: BookOrder,
  trade: { readonly qty: bigint; readonly price: bigint },
  moment: Moment,
): Step {
  const execution = { execId: nextExecId(order), ...trade };
  const executions = [...order.executions, execution];
  const filled = cumQty({ ...order, executions }) === order.qty;
  const next = { ...order, executions, status: filled ? 'FILLED' : 'PARTIALLY_FILLED' } as const;
  return report(next, moment, (state) => ({
    ...state,
    execType: ExecType.Trade,
    lastQty: quantity(trade.qty),
    lastPx: fromScaled(trade.price, moment.instrument.digits),
  }));
}

export function cancelRest(order: BookOrder, moment: Moment): Step {
  return report({ ...order, status: 'CANCELED' }, moment, (state) => ({
    ...state,
    execType: ExecType.Canceled,
  }));
}

export function reject(
  order: BookOrder,
  why: { readonly ordRejReason: number; readonly text: string },
  moment: Moment,
): Step {
  return report({ ...order, status: 'REJECTED', ...why }, moment, (state) => ({
    ...state,
    execType: ExecType.Rejected,
  }));
}

function report(
  order: BookOrder,
  { instrument, nowMs }: Moment,
  complete: (state: OrderState) => ExecutionReport,
): Step {
  const counted = { ...order, reports: order.reports + 1, updatedMs: nowMs };
  return { order: counted, report: complete(stateOf(counted, nextExecId(order), instrument)) };
}

function nextExecId(order: BookOrder): string {
  return `${order.orderId}-${order.reports + 1}`;
}

/** The order as every report states it. */
export function stateOf(order: BookOrder, execId: string, { digits }: Instrument): OrderState {
  return {
    msgType: '8',
    orderId: order.orderId,
    execId,
    clOrdId: order.clOrdId,
    ordStatus: ORD_STATUS[order.status],
    symbol: order.symbol,
    side: order.side,
    orderQty: quantity(order.qty),
    leavesQty: quantity(leavesQty(order)),
    cumQty: quantity(cumQty(order)),
    avgPx: fromScaled(avgPx(order), digits),
    transactTimeMs: order.updatedMs,
    ordRejReason: order.ordRejReason ?? undefined,
    text: order.text ?? undefined,
  };
}

const ORD_STATUS: Readonly<Record<BookStatus, OrdStatus>> = {
  PENDING_NEW: OrdStatus.PendingNew,
  NEW: OrdStatus.New,
  PARTIALLY_FILLED: OrdStatus.PartiallyFilled,
  FILLED: OrdStatus.Filled,
  CANCELED: OrdStatus.Canceled,
  REJECTED: OrdStatus.Rejected,
};

/** As a FIX quantity without needless decimals. */
export function quantity(qty: bigint): Decimal {
  let [unscaled, scale] = [qty, QTY_SCALE];
  while (scale > 0 && unscaled % 10n === 0n) [unscaled, scale] = [unscaled / 10n, scale - 1];
  return fromScaled(unscaled, scale);
}
