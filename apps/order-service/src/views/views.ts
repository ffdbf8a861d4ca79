/** The service's things as the contract shows them. */
import type { AnswerOf, OrderContract } from '@faultline/contract';
import {
  type Deal,
  type Order,
  type OrderStatus,
  type Position,
  type TradingFacts,
  valuationOf,
  instrumentOf,
} from '@faultline/domain';
import { lotsOf, moneyOf, priceOf } from '../market/units.ts';

type Placed = AnswerOf<OrderContract['orders']['placeMarket']>;
export type OrderView = Placed['order'];
export type DealView = NonNullable<Placed['deal']>;
export type PositionView = NonNullable<Placed['position']>;

/** States that are nobody's business outside show as the one that they mean to a caller. */
const SHOWN: Readonly<Record<OrderStatus, OrderView['status']>> = {
  RECEIVED: 'PENDING',
  PENDING: 'PENDING',
  TRIGGERED: 'PENDING',
  ROUTED: 'ROUTED',
  PARTIALLY_FILLED: 'PARTIALLY_FILLED',
  IN_DOUBT: 'IN_DOUBT',
  CANCEL_REQUESTED: 'ROUTED',
  FILLED: 'FILLED',
  CANCELLED: 'CANCELLED',
  REJECTED: 'REJECTED',
  EXPIRED: 'EXPIRED',
};
/** The states that show as one of these. */
export const statusesShownAs = (shown: readonly OrderView['status'][]): OrderStatus[] =>
  (Object.keys(SHOWN) as OrderStatus[]).filter((status) => shown.includes(SHOWN[status]));
export const shownStatus = (status: OrderStatus): OrderView['status'] => SHOWN[status];

type Instruments = Pick<TradingFacts, 'instruments'>;

export function orderView(order: Order, facts: Instruments): OrderView {
  const instrument = instrumentOf(order.symbol, facts.instruments);
  const price = (points: bigint | null) => (points === null ? null : priceOf(points, instrument));
  const { id, accountId, symbol, side, type, book, lp, clientOrderId, version, reject } = order;
  return {
    id,
    accountId,
    symbol,
    side,
    type,
    limitPrice: price(order.limitPrice),
    triggerPrice: price(order.triggerPrice),
    tif: order.tif,
    expiresAt: order.expiresAtMs,
    volume: lotsOf(order.volume),
    filledVolume: lotsOf(order.filledVolume),
    avgFillPrice: price(order.avgFillPrice),
    sl: price(order.sl),
    tp: price(order.tp),
    status: SHOWN[order.status],
    reject,
    book,
    lp,
    clientOrderId,
    positionId: order.positionId ?? order.reduces,
    source: order.source,
    createdAt: order.createdAtMs,
    triggeredAt: order.triggeredAtMs,
    doneAt: order.doneAtMs,
    version,
  };
}

/** @param facts - With the account's currency: profit and commission are in it. */
export function dealView(deal: Deal, facts: Instruments & Pick<TradingFacts, 'account'>): DealView {
  const { currency } = facts.account;
  const { id, orderId, positionId, symbol, side, entry } = deal;
  return {
    id,
    orderId,
    positionId,
    symbol,
    side,
    entry,
    volume: lotsOf(deal.volume),
    price: priceOf(deal.price, instrumentOf(symbol, facts.instruments)),
    profit: moneyOf(deal.profit, currency),
    swap: moneyOf(deal.swap, currency),
    commission: moneyOf(deal.commission, currency),
    time: deal.timeMs,
  };
}

/** An open position with its profit by the last quote, or a closed one as it ended. */
export function positionView(position: Position, facts: TradingFacts): PositionView {
  const instrument = instrumentOf(position.symbol, facts.instruments);
  const { currency } = facts.account;
  const price = (points: bigint | null) => (points === null ? null : priceOf(points, instrument));
  const open = position.status !== 'CLOSED';
  const value = open ? valuationOf(position, facts) : null;
  const { id, accountId, symbol, side, status } = position;
  return {
    id,
    accountId,
    symbol,
    side,
    volume: lotsOf(position.volume),
    entryPrice: priceOf(position.openPrice, instrument),
    currentPrice: price(value === null ? position.closePrice : value.currentPrice),
    unrealizedPL:
      value === null || value.currentPrice === null ? null : moneyOf(value.profit, currency),
    realizedPL: moneyOf(position.realizedProfit, currency),
    sl: price(position.sl),
    tp: price(position.tp),
    trailing: trailingView(position),
    margin: moneyOf(position.margin, currency),
    commission: moneyOf(position.commission, currency),
    swap: moneyOf(position.swap, currency),
    status,
    openTime: position.openTimeMs,
    closedAt: position.closedAtMs,
    closePrice: price(open ? null : position.closePrice),
    closeReason: position.closeReason,
    version: position.version,
  };
}

function trailingView({ trailing }: Position): PositionView['trailing'] {
  if (trailing === null) return null;
  const { type, distance, step } = trailing;
  return { type, distance: Number(distance), step: step === null ? null : Number(step) };
}
