/** Taking back an order that has not been filled: at once when it rests with us, by asking when a provider has it. */
import { enabledAccount } from '../accounts/account-state.ts';
import type { Decision, Refused } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { lotsNumber } from '../money/wire.ts';
import { isResting } from './open-orders.ts';
import type { Order } from './order.ts';
import { moveOrder } from './transitions.ts';

export type CancelCode = 'ACCOUNT_DISABLED' | 'ORDER_NOT_PENDING';

/** What its owner may ask for: see `cancelled`. A disabled account's trader asks for nothing. */
export function decideCancel(
  order: Order,
  facts: Pick<TradingFacts, 'account' | 'nowMs'>,
): Decision<CancelCode, Order> {
  const enabled = enabledAccount(facts.account);
  return enabled.ok ? cancelled(order, facts.nowMs) : enabled;
}

/**
 * The order as it is from now on: CANCELLED, or CANCEL_REQUESTED until its provider answers. One in doubt stays so, and one
 * that is being cancelled stays as it is: the request is kept until the provider can be asked.
 */
export function cancelled(order: Order, nowMs: number): Decision<'ORDER_NOT_PENDING', Order> {
  if (isResting(order)) return accepted(cancelResting(order, nowMs));
  if (isWorking(order)) return accepted(moveOrder(order, 'CANCEL_REQUESTED'));
  if (order.status === 'IN_DOUBT' || order.status === 'CANCEL_REQUESTED') return accepted(order);
  return refuseNotPending(order);
}

/**
 * Ends a resting order without asking anybody, as when its account is disabled.
 *
 * @throws Error when it does not rest.
 */
export const cancelResting = (order: Order, timeMs: number): Order => {
  if (!isResting(order)) throw new Error(`order ${order.id} is ${order.status}, it does not rest`);
  return moveOrder(order, 'CANCELLED', { doneAtMs: timeMs });
};

/**
 * The provider did not cancel: the order works on as before, and is filled or cancelled later.
 *
 * @throws Error when nobody asked for a cancel.
 */
export function applyCancelReject(order: Order): Order {
  if (order.status !== 'CANCEL_REQUESTED') {
    throw new Error(`order ${order.id} is ${order.status}, nobody asked to cancel it`);
  }
  return moveOrder(order, order.filledVolume === 0n ? 'ROUTED' : 'PARTIALLY_FILLED');
}

/** A provider has it and is neither in doubt nor already asked. */
const isWorking = ({ book, status }: Order): boolean =>
  book === 'A' && (status === 'ROUTED' || status === 'PARTIALLY_FILLED');

/** ORDER_NOT_PENDING with what became of the order. */
export function refuseNotPending(order: Order): Refused<'ORDER_NOT_PENDING'> {
  const { id: orderId, status, filledVolume, positionId } = order;
  const filled = filledVolume === 0n ? {} : { filledVolume: lotsNumber(filledVolume) };
  const position = positionId === null ? {} : { positionId };
  return refused('ORDER_NOT_PENDING', { orderId, status, ...filled, ...position });
}

/**
 * What a cancel of everything takes: resting orders, and limits and stops at a provider, in doubt or not; of one symbol if
 * it is given. Orders at the market are left alone: they close positions, too.
 */
export const ordersToCancel = (orders: readonly Order[], symbol: string | null): readonly Order[] =>
  orders.filter(
    (order) =>
      (symbol === null || order.symbol === symbol) &&
      (isResting(order) ||
        ((isWorking(order) || order.status === 'IN_DOUBT') && order.type !== 'MARKET')),
  );

/** A pending order's time has come. */
export const isExpired = (
  { status, expiresAtMs }: Pick<Order, 'status' | 'expiresAtMs'>,
  nowMs: number,
): boolean => isResting({ status }) && expiresAtMs !== null && expiresAtMs <= nowMs;

/**
 * The order at the end of its time.
 *
 * @throws Error when it does not rest, or has time left.
 */
export function expireOrder(order: Order, nowMs: number): Order {
  if (!isExpired(order, nowMs)) throw new Error(`order ${order.id} does not expire at ${nowMs}`);
  return moveOrder(order, 'EXPIRED', { doneAtMs: nowMs });
}
