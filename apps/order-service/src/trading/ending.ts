/** How an order's caller is told its end: the answer as it goes over the wire, or the refusal. */
import { encoderOf, orderContract } from '@faultline/contract';
import {
  type Deal,
  type Order,
  type Position,
  refuseNotPending,
  type TradingFacts,
} from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { Changes, Settled } from '../ports/store.ts';
import { dealView, orderView, positionView } from '../views/views.ts';
import { cancelIdOf } from './outbox.ts';

const encodeExecution = encoderOf(orderContract.orders.placeMarket.output);
const encodeOrder = encoderOf(orderContract.orders.cancel.output);

export interface Execution {
  readonly order: Order;
  readonly position: Position | null;
  readonly deal: Deal | null;
}

/** @param facts - As they are after the execution: the position's profit is shown by the last quote. */
export function settledOf({ order, position, deal }: Execution, facts: TradingFacts): Settled {
  if (order.filledVolume === 0n) {
    return { orderId: order.id, answer: null, refusal: refusalOf(order) };
  }
  const views = {
    order: orderView(order, facts),
    position: position && positionView(position, facts),
    deal: deal && dealView(deal, facts),
  };
  // Both commands show the same three things; a close always has its position.
  const answer: unknown = encodeExecution(views);
  return { orderId: order.id, answer, refusal: null };
}

/**
 * An order's end for all who wait for it: the caller of the order, and of a cancel that may have been asked for. Nobody asks
 * for one without the order being CANCEL_REQUESTED or in doubt at some time after it was ROUTED.
 */
export function endingTold(
  { before, ...ended }: Execution & { readonly before: Order },
  facts: TradingFacts,
): readonly Settled[] {
  const own = settledOf(ended, facts);
  return before.status === 'ROUTED' ? [own] : [own, cancelTold(ended.order, facts)];
}

/** How a cancel ended, by what became of the order. */
function cancelTold(order: Order, facts: TradingFacts): Settled {
  const orderId = cancelIdOf(order.id);
  if (order.status === 'CANCELLED') {
    return { orderId, answer: encodeOrder(orderView(order, facts)), refusal: null };
  }
  const over = refuseNotPending(order);
  return { orderId, answer: null, refusal: over.refusal };
}

/** The end of an order as callers' keys keep it. No provider within reach is no answer: the key may be used again. */
export const keptUnderKey = (told: readonly Settled[]): Pick<Changes, 'settled' | 'forgotten'> => ({
  settled: told.filter((one) => !isNobody(one)),
  forgotten: told.filter(isNobody).map(({ orderId }) => orderId),
});

const isNobody = ({ refusal }: Settled): boolean => refusal?.code === 'LP_NOT_CONNECTED';

/** What a provider can make of an order that it does not fill. */
const EXECUTION_CODES = [
  'ORDER_REJECTED',
  'PRICE_CHANGED',
  'MARKET_CLOSED',
  'LP_NOT_CONNECTED',
] as const;
export type ExecutionCode = (typeof EXECUTION_CODES)[number];

export const isExecutionRefusal = (refusal: Refusal): refusal is Refusal<ExecutionCode> =>
  EXECUTION_CODES.some((code) => code === refusal.code);

/** A market order whose provider ended it without a fill and without a word found nobody to trade with. */
export function refusalOf({ id, lp, reject }: Order): Refusal<ExecutionCode> {
  if (reject !== null && isExecutionRefusal(reject)) return reject;
  if (reject !== null) throw new Error(`order ${id} ended with ${reject.code}`);
  const provider = lp === null ? {} : { lp };
  return refuse('ORDER_REJECTED', { orderId: id, ...provider, reason: 'INSUFFICIENT_LIQUIDITY' });
}
