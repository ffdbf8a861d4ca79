/** OrderCancelRequest(F) and OrderCancelReplaceRequest(G): done, refused, or left without an answer. Pure. */
import { OrdStatus, toScaled, type ExecutionReport, type Fix44 } from '@faultline/fix';
import type { Quote } from '../quotes/quote-board.ts';
import {
  ORD_STATUS,
  QTY_SCALE,
  cancelRest,
  cumQty,
  isOver,
  replace,
  type BookOrder,
} from './order.ts';
import { momentOf, play, priceFor, tradeMoves, type Move } from './plays.ts';

export type CancelMessage = Fix44.OrderCancelRequest | Fix44.OrderCancelReplaceRequest;

export interface CancelFacts {
  readonly order: BookOrder | undefined;
  readonly quote: Quote | undefined;
  /** The new ClOrdID(11) names another order already. */
  readonly isDuplicate: boolean;
  /** CxlRejReason(102) of a behaviour that refuses. */
  readonly cxlRejReason: number | null;
  readonly nowMs: number;
}

export type CancelDecision =
  | {
      readonly kind: 'done';
      readonly order: BookOrder;
      readonly reports: readonly ExecutionReport[];
    }
  | { readonly kind: 'refused'; readonly reject: Fix44.OrderCancelReject }
  /** Nothing is said about the order for now, and so nothing about this. */
  | { readonly kind: 'unanswered' };

/** CxlRejReason(102). */
const TOO_LATE = 0;
const UNKNOWN_ORDER = 1;
const BROKER_OPTION = 2;
const DUPLICATE = 6;

type Reason = Fix44.CxlRejReason;

export function decideCancel(message: CancelMessage, facts: CancelFacts): CancelDecision {
  const { order, quote, cxlRejReason, isDuplicate, nowMs } = facts;
  const refused = (reason: number) => refuse(message, order, reason);
  if (cxlRejReason !== null) return refused(cxlRejReason);
  if (order === undefined || quote === undefined) return refused(UNKNOWN_ORDER);
  if (order.withheld === 'until-reset' || order.withheld === 'unanswered-until-due') {
    return { kind: 'unanswered' };
  }
  if (isDuplicate) return refused(DUPLICATE);
  if (isOver(order)) return refused(TOO_LATE);
  if (message.msgType === 'G') return decideReplace(message, order, { quote, nowMs });
  const { clOrdId, origClOrdId } = message;
  const moment = momentOf({ quote, nowMs });
  return done(order, [(now) => cancelRest(now, moment, { clOrdId, origClOrdId })]);
}

/** New terms for what is not filled yet; they may let it trade at once. */
function decideReplace(
  message: Fix44.OrderCancelReplaceRequest,
  order: BookOrder,
  at: { readonly quote: Quote; readonly nowMs: number },
): CancelDecision {
  const { digits } = at.quote.instrument;
  const qty = message.orderQty === undefined ? order.qty : toScaled(message.orderQty, QTY_SCALE);
  const limit = message.price === undefined ? order.limit : toScaled(message.price, digits);
  const fits = qty !== null && qty > cumQty(order) && (limit === null || limit > 0n);
  if (!fits || order.limit === null || limit === null) {
    return refuse(message, order, BROKER_OPTION);
  }
  const terms = { currentClOrdId: message.clOrdId, qty, limit };
  const changed = { ...order, ...terms };
  const trades =
    order.resting && priceFor(changed, at.quote) !== null ? tradeMoves(changed, at) : [];
  return done(order, [(now) => replace(now, terms, momentOf(at)), ...trades]);
}

function done(order: BookOrder, moves: readonly Move[]): CancelDecision {
  return { kind: 'done', ...play(order, moves) };
}

function refuse(
  message: CancelMessage,
  order: BookOrder | undefined,
  reason: number,
): CancelDecision {
  const { clOrdId, origClOrdId } = message;
  const reject: Fix44.OrderCancelReject = {
    msgType: '9',
    orderId: order?.orderId ?? 'NONE',
    clOrdId,
    origClOrdId,
    ordStatus: order === undefined ? OrdStatus.Rejected : ORD_STATUS[order.status],
    cxlRejResponseTo: message.msgType === 'F' ? '1' : '2',
    cxlRejReason: reasonOf(reason),
    text: 'refused by the simulator',
  };
  return { kind: 'refused', reject };
}

const REASONS: readonly Reason[] = [0, 1, 2, 3, 4, 5, 6, 99];

/** A reason that FIX does not have is "other". */
function reasonOf(value: number): Reason {
  return REASONS.find((reason) => reason === value) ?? 99;
}
