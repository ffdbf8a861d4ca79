/** NewOrderSingle(D): what the simulator makes of it. Pure: the order, the facts and the behaviour in, the book entry out. */
import {
  ExecType,
  OrdStatus,
  OrdType,
  Side,
  TimeInForce,
  toScaled,
  parseDecimal,
  type ExecutionReport,
  type NewOrderSingle,
} from '@faultline/fix';
import type { OrderMode } from '../behaviours/behaviour.ts';
import type { Quote } from '../quotes/quote-board.ts';
import {
  QTY_SCALE,
  acknowledge,
  cancelRest,
  fill,
  quantity,
  reject,
  type BookOrder,
  type Step,
} from './order.ts';

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
  /** Not booked; answered with BusinessMessageReject(j) of this BusinessRejectReason(380). */
  | { readonly kind: 'business-reject'; readonly reason: number }
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
const UNSUPPORTED = 11;
const INCORRECT_QUANTITY = 13;

export function decideOrder(order: NewOrderSingle, facts: OrderFacts): OrderDecision {
  const { quote, behaviour } = facts;
  if (facts.isDuplicate) return refuse(order, facts, [DUPLICATE, 'duplicate ClOrdID']);
  if (behaviour.mode === 'businessReject')
    return { kind: 'business-reject', reason: behaviour.reason };
  if (quote === undefined) return refuse(order, facts, [UNKNOWN_SYMBOL, 'unknown symbol']);
  const qty = toScaled(order.orderQty, QTY_SCALE);
  if (qty === null || qty <= 0n) {
    return refuse(order, facts, [INCORRECT_QUANTITY, 'incorrect quantity']);
  }
  if (order.ordType !== OrdType.Market) {
    return refuse(order, facts, [UNSUPPORTED, 'market orders only']);
  }
  return decideBooked(received(order, facts, qty), quote, facts);
}

function received(order: NewOrderSingle, facts: OrderFacts, qty: bigint): BookOrder {
  return {
    orderId: facts.orderId,
    clOrdId: order.clOrdId,
    lp: facts.lp,
    session: facts.session,
    symbol: order.symbol,
    side: order.side,
    qty,
    timeInForce: order.timeInForce ?? TimeInForce.Day,
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

function decideBooked(
  order: BookOrder,
  quote: Quote,
  { behaviour, nowMs }: OrderFacts,
): OrderDecision {
  const moment = { instrument: quote.instrument, nowMs };
  const wait = (withheld: NonNullable<BookOrder['withheld']>, ms: number | null) =>
    booked({ ...order, withheld, dueMs: ms === null ? null : nowMs + ms }, []);
  switch (behaviour.mode) {
    case 'silent':
      return wait('until-reset', null);
    case 'delay':
      return wait('until-due', behaviour.ms);
    case 'fillAfterTimeout':
      return wait('unanswered-until-due', behaviour.ms);
    case 'reject':
      return inSteps(order, [(at) => reject(at, behaviour, moment)]);
    case 'ackOnly':
      return inSteps(order, [(at) => acknowledge(at, moment)]);
    case 'partial':
      return inSteps(order, partialSteps(order, { quote, nowMs }, behaviour.fraction));
    case 'dropAfterFill':
      return { ...inSteps(order, fillSteps(order, { quote, nowMs })), drop: true };
    case 'fill':
    case 'dropBeforeAck':
    case 'businessReject':
      return inSteps(order, fillSteps(order, { quote, nowMs }));
  }
}

type Move = (order: BookOrder) => Step;

interface PricedMoment {
  readonly quote: Quote;
  readonly nowMs: number;
}

/** Acknowledged, then filled whole at the price of the moment. */
export function fillSteps(order: BookOrder, { quote, nowMs }: PricedMoment): readonly Move[] {
  const moment = { instrument: quote.instrument, nowMs };
  return [
    (at) => acknowledge(at, moment),
    (at) => fill(at, { qty: order.qty, price: priceFor(order.side, quote) }, moment),
  ];
}

function partialSteps(
  order: BookOrder,
  { quote, nowMs }: PricedMoment,
  fraction: number,
): readonly Move[] {
  const moment = { instrument: quote.instrument, nowMs };
  const trade = { qty: shareOf(order.qty, fraction), price: priceFor(order.side, quote) };
  const steps: Move[] = [(at) => acknowledge(at, moment), (at) => fill(at, trade, moment)];
  const mayRest =
    order.timeInForce !== TimeInForce.ImmediateOrCancel &&
    order.timeInForce !== TimeInForce.FillOrKill;
  return mayRest ? steps : [...steps, (at) => cancelRest(at, moment)];
}

/** A buyer pays the ask, a seller gets the bid. */
function priceFor(side: Side, { bid, ask }: Quote): bigint {
  return side === Side.Buy ? ask : bid;
}

/** Rounded down to whole base units where the order has any, and never to nothing. */
function shareOf(qty: bigint, fraction: number): bigint {
  const share = parseDecimal(fraction.toFixed(12)) ?? { unscaled: 1n, scale: 0 };
  const exact = (qty * share.unscaled) / 10n ** BigInt(share.scale);
  const unit = 10n ** BigInt(QTY_SCALE);
  const whole = exact - (exact % unit);
  if (whole > 0n) return whole;
  return exact > 0n ? exact : 1n;
}

function inSteps(start: BookOrder, moves: readonly Move[]) {
  const reports: ExecutionReport[] = [];
  let order = start;
  for (const move of moves) {
    const step = move(order);
    order = step.order;
    reports.push(step.report);
  }
  return booked(order, reports);
}

function booked(order: BookOrder, reports: readonly ExecutionReport[]) {
  return { kind: 'booked', order, reports, drop: false } as const;
}

function refuse(
  order: NewOrderSingle,
  { execId }: OrderFacts,
  [ordRejReason, text]: readonly [number, string],
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
