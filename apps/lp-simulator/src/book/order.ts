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
  | 'EXPIRED'
  | 'REJECTED';

/** A trade, or a trade taken back. */
export interface Execution {
  readonly execId: string;
  readonly execType: typeof ExecType.Trade | typeof ExecType.TradeCancel;
  readonly qty: bigint;
  /** In points. */
  readonly price: bigint;
  /** Epoch ms. */
  readonly atMs: number;
}

/** Why nothing is said about an order for now. */
export type Withheld = 'until-reset' | 'until-due' | 'unanswered-until-due';

export interface BookOrder {
  readonly orderId: string;
  /** The name that the order came with; it is found under it for ever. */
  readonly clOrdId: string;
  /** The name that it goes by since it was last replaced. */
  readonly currentClOrdId: string;
  readonly lp: string;
  readonly session: string;
  readonly symbol: string;
  readonly side: Side;
  readonly qty: bigint;
  readonly timeInForce: TimeInForce;
  /** In points; null for an order at the market. */
  readonly limit: bigint | null;
  /** Waits in the book for the market to reach its limit. */
  readonly resting: boolean;
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
  return executions.reduce((sum, { execType, qty }) => sum + signed(execType, qty), 0n);
}

function signed(execType: Execution['execType'], value: bigint): bigint {
  return execType === ExecType.Trade ? value : -value;
}

const OVER: ReadonlySet<BookStatus> = new Set(['FILLED', 'CANCELED', 'EXPIRED', 'REJECTED']);

export function isOver({ status }: BookOrder): boolean {
  return OVER.has(status);
}

/** Nothing is left to fill once an order is over. */
export function leavesQty(order: BookOrder): bigint {
  return isOver(order) ? 0n : order.qty - cumQty(order);
}

/** Average price in points, rounded half up; zero while nothing is filled. */
export function avgPx(order: BookOrder): bigint {
  const filled = cumQty(order);
  if (filled === 0n) return 0n;
  const value = order.executions.reduce(
    (sum, { execType, qty, price }) => sum + signed(execType, qty * price),
    0n,
  );
  return (2n * value + filled) / (2n * filled);
}

/** @param state - the order as the step leaves it */
type Complete = (state: OrderState) => ExecutionReport;

export function acknowledge(order: BookOrder, moment: Moment): Step {
  return report({ ...order, status: 'NEW', withheld: null, dueMs: null }, moment, (state) => ({
    ...state,
    execType: ExecType.New,
  }));
}

/** @param trade - how much, at which price in points */
export function fill(
  order: BookOrder,
  { qty, price }: { readonly qty: bigint; readonly price: bigint },
  moment: Moment,
): Step {
  const execution: Execution = {
    execId: nextExecId(order),
    execType: ExecType.Trade,
    qty,
    price,
    atMs: moment.nowMs,
  };
  const executions = [...order.executions, execution];
  const filled = cumQty({ ...order, executions }) >= order.qty;
  const status = filled ? 'FILLED' : 'PARTIALLY_FILLED';
  const resting = order.resting && !filled;
  return report({ ...order, executions, status, resting }, moment, (state) => ({
    ...state,
    execType: ExecType.Trade,
    lastQty: quantity(qty),
    lastPx: fromScaled(price, moment.instrument.digits),
  }));
}

/** Takes the last trade back. What was filled is not to be filled again: the order is over. */
export function bust(order: BookOrder, moment: Moment): Step {
  const trade = order.executions.at(-1);
  if (trade === undefined) throw new TypeError('an order without a trade cannot be busted');
  const taken: Execution = {
    ...trade,
    execId: nextExecId(order),
    execType: ExecType.TradeCancel,
    atMs: moment.nowMs,
  };
  const next = { ...order, executions: [...order.executions, taken], status: 'CANCELED' } as const;
  return report(next, moment, (state) => ({
    ...state,
    execType: ExecType.TradeCancel,
    execRefId: trade.execId,
  }));
}

/** @param request - the OrderCancelRequest(F) that asked for it, if one did */
export function cancelRest(order: BookOrder, moment: Moment, request?: Request): Step {
  return report({ ...ended(order), status: 'CANCELED' }, moment, (state) => ({
    ...state,
    ...request,
    execType: ExecType.Canceled,
  }));
}

export function expire(order: BookOrder, moment: Moment): Step {
  return report({ ...ended(order), status: 'EXPIRED' }, moment, (state) => ({
    ...state,
    execType: ExecType.Expired,
  }));
}

/** Which request a report answers. */
export interface Request {
  readonly clOrdId: string;
  readonly origClOrdId: string;
}

/** @param terms - what the order becomes */
export function replace(
  order: BookOrder,
  terms: Pick<BookOrder, 'currentClOrdId' | 'qty' | 'limit'>,
  moment: Moment,
): Step {
  return report({ ...order, ...terms }, moment, (state) => ({
    ...state,
    origClOrdId: order.currentClOrdId,
    execType: ExecType.Replaced,
  }));
}

export function reject(
  order: BookOrder,
  why: { readonly ordRejReason: number; readonly text: string },
  moment: Moment,
): Step {
  return report({ ...ended(order), status: 'REJECTED', ...why }, moment, (state) => ({
    ...state,
    execType: ExecType.Rejected,
  }));
}

function ended(order: BookOrder): BookOrder {
  return { ...order, resting: false, withheld: null, dueMs: null };
}

function report(order: BookOrder, { instrument, nowMs }: Moment, complete: Complete): Step {
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
    clOrdId: order.currentClOrdId,
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

export const ORD_STATUS = {
  PENDING_NEW: OrdStatus.PendingNew,
  NEW: OrdStatus.New,
  PARTIALLY_FILLED: OrdStatus.PartiallyFilled,
  FILLED: OrdStatus.Filled,
  CANCELED: OrdStatus.Canceled,
  EXPIRED: OrdStatus.Expired,
  REJECTED: OrdStatus.Rejected,
} as const satisfies Record<BookStatus, OrdStatus>;

/** As a FIX quantity without needless decimals. */
export function quantity(qty: bigint): Decimal {
  let [unscaled, scale] = [qty, QTY_SCALE];
  while (scale > 0 && unscaled % 10n === 0n) [unscaled, scale] = [unscaled / 10n, scale - 1];
  return fromScaled(unscaled, scale);
}
