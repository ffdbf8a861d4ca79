/** NewOrderSingle(D): what the simulator makes of it. Pure: the order, the facts and the behaviour in, the book entry out. */
import {
  ExecType,
  OrdStatus,
  OrdType,
  TimeInForce,
  toScaled,
  type ExecutionReport,
  type NewOrderSingle,
} from '@faultline/fix';
import type { OrderMode } from '../behaviours/behaviour.ts';
import type { Quote } from '../quotes/quote-board.ts';
import { QTY_SCALE, acknowledge, cancelRest, quantity, reject, type BookOrder } from './order.ts';
import {
  bustMoves,
  fillMoves,
  mayRest,
  momentOf,
  overfillMoves,
  partialMoves,
  play,
  type Move,
  type PricedMoment,
} from './plays.ts';

export interface OrderFacts {
  readonly lp: string;
  readonly session: string;
  /** New in the book. */
  readonly orderId: string;
  /** For a report about no order in the book. */
  readonly execId: string;
  readonly isDuplicate: boolean;
  readonly quote: Quote | undefined;
  readonly behaviour: OrderMode;
  readonly nowMs: number;
}

export type OrderDecision =
  /** Not booked; answered with this report. */
  | { readonly kind: 'refused'; readonly report: ExecutionReport }
  | { readonly kind: 'business-reject'; readonly reason: number }
  | { readonly kind: 'session-reject' }
  | {
      readonly kind: 'booked';
      readonly order: BookOrder;
      readonly reports: readonly ExecutionReport[];
      /** Cut the link before the reports leave. */
      readonly drop: boolean;
    };

/** OrdRejReason(103). */
const UNKNOWN_SYMBOL = 1;
const DUPLICATE = 6;
const STALE = 8;
const UNSUPPORTED = 11;
const INCORRECT_QUANTITY = 13;

const REQUOTE = { ordRejReason: STALE, text: 'requote: the price has changed' };

type Why = readonly [ordRejReason: number, text: string];

export function decideOrder(order: NewOrderSingle, facts: OrderFacts): OrderDecision {
  const { quote, behaviour } = facts;
  if (facts.isDuplicate) return refuse(order, facts, [DUPLICATE, 'duplicate ClOrdID']);
  if (behaviour.mode === 'businessReject') {
    return { kind: 'business-reject', reason: behaviour.reason };
  }
  if (behaviour.mode === 'sessionReject') return { kind: 'session-reject' };
  if (quote === undefined) return refuse(order, facts, [UNKNOWN_SYMBOL, 'unknown symbol']);
  const terms = termsOf(order, quote);
  if ('why' in terms) return refuse(order, facts, terms.why);
  return decideBooked(received(order, facts, terms), quote, facts);
}

interface Terms {
  readonly qty: bigint;
  /** In points. */
  readonly limit: bigint | null;
}

function termsOf(order: NewOrderSingle, { instrument }: Quote): Terms | { readonly why: Why } {
  const qty = toScaled(order.orderQty, QTY_SCALE);
  if (qty === null || qty <= 0n) return { why: [INCORRECT_QUANTITY, 'incorrect quantity'] };
  if (order.ordType === OrdType.Market) return { qty, limit: null };
  if (order.ordType !== OrdType.Limit) {
    return { why: [UNSUPPORTED, 'market and limit orders only'] };
  }
  const limit = toScaled(order.price, instrument.digits);
  return limit === null || limit <= 0n
    ? { why: [UNSUPPORTED, 'invalid price increment'] }
    : { qty, limit };
}

function received(order: NewOrderSingle, facts: OrderFacts, { qty, limit }: Terms): BookOrder {
  return {
    orderId: facts.orderId,
    clOrdId: order.clOrdId,
    currentClOrdId: order.clOrdId,
    lp: facts.lp,
    session: facts.session,
    symbol: order.symbol,
    side: order.side,
    qty,
    timeInForce: order.timeInForce ?? TimeInForce.Day,
    limit,
    resting: false,
    receivedMs: facts.nowMs,
    updatedMs: facts.nowMs,
    status: 'PENDING_NEW',
    withheld: null,
    dueMs: null,
    ordRejReason: null,
    text: null,
    reports: 0,
    executions: [],
  };
}

function decideBooked(start: BookOrder, quote: Quote, facts: OrderFacts): OrderDecision {
  const { behaviour, nowMs } = facts;
  const wait = (withheld: NonNullable<BookOrder['withheld']>, ms: number | null) =>
    booked({ ...start, withheld, dueMs: ms === null ? null : nowMs + ms }, []);
  const { mode } = behaviour;
  if (mode === 'silent') return wait('until-reset', null);
  if (mode === 'delay') return wait('until-due', behaviour.ms);
  if (mode === 'fillAfterTimeout') return wait('unanswered-until-due', behaviour.ms);
  const at = { quote, nowMs };
  const moves = oddMoves(start, at, behaviour);
  return moves === null
    ? decideFilled({ ...start, resting: mayRest(start) }, at, mode)
    : inSteps(start, moves);
}

/** What becomes of an order that is not simply filled; null for one that is. */
function oddMoves(
  start: BookOrder,
  at: PricedMoment,
  behaviour: OrderMode,
): readonly Move[] | null {
  const moment = momentOf(at);
  const acknowledged: Move = (now) => acknowledge(now, moment);
  const { mode } = behaviour;
  if (mode === 'reject') return [(now) => reject(now, behaviour, moment)];
  if (mode === 'requote') return [(now) => reject(now, REQUOTE, moment)];
  if (mode === 'ackOnly') return [acknowledged];
  if (mode === 'unsolicitedCancel') return [acknowledged, (now) => cancelRest(now, moment)];
  if (mode === 'partial') return partialMoves(start, at, behaviour.fraction);
  if (mode === 'overfill') return overfillMoves(start, at);
  return mode === 'bust' ? bustMoves(start, at) : null;
}

/** Filled as it should be; only the way in which it is reported differs. */
function decideFilled(start: BookOrder, at: PricedMoment, mode: OrderMode['mode']): OrderDecision {
  const { order, reports } = play(start, fillMoves(start, at));
  if (mode === 'dropAfterFill') return { ...booked(order, reports), drop: true };
  if (mode === 'outOfOrder') return booked(order, reports.toReversed());
  const last = reports.at(-1);
  const twice = mode === 'duplicateExec' && last?.execType === ExecType.Trade;
  return booked(order, twice ? [...reports, last] : reports);
}

function inSteps(start: BookOrder, moves: readonly Move[]) {
  const { order, reports } = play({ ...start, resting: false }, moves);
  return booked(order, reports);
}

function booked(order: BookOrder, reports: readonly ExecutionReport[]) {
  return { kind: 'booked', order, reports, drop: false } as const;
}

function refuse(
  order: NewOrderSingle,
  { execId }: OrderFacts,
  [ordRejReason, text]: Why,
): OrderDecision {
  const report: ExecutionReport = {
    msgType: '8',
    execType: ExecType.Rejected,
    ordStatus: OrdStatus.Rejected,
    orderId: 'NONE',
    execId,
    clOrdId: order.clOrdId,
    symbol: order.symbol,
    side: order.side,
    orderQty: order.orderQty,
    leavesQty: quantity(0n),
    cumQty: quantity(0n),
    avgPx: quantity(0n),
    ordRejReason,
    text,
  };
  return { kind: 'refused', report };
}
