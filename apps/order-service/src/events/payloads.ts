/** What an event carries, as it goes over the wire: plain JSON numbers, exact to the last digit. */
import type { JournalEvent } from '@faultline/contract';
import type { Account, Instrument, Order, Position, Withdrawal } from '@faultline/domain';
import { decimalNumber } from '@faultline/errors';
import { lotsOf, moneyOf, priceOf } from '../market/units.ts';
import { shownStatus } from '../views/views.ts';

type Payload = JournalEvent['payload'];
type OrderPayload = Extract<Payload, { filledVolume: number }>;
type PositionPayload = Extract<Payload, { entryPrice: number }>;
type AccountPayload = Extract<Payload, { balance: number }>;
type WithdrawalPayload = Extract<Payload, { withdrawalId: string }>;

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const pricer = (instrument: Instrument) => ({
  price: (points: bigint) => decimalNumber(priceOf(points, instrument)),
  maybe: (points: bigint | null) =>
    points === null ? null : decimalNumber(priceOf(points, instrument)),
});

export function orderPayload(order: Order, instrument: Instrument): OrderPayload {
  const { maybe } = pricer(instrument);
  const { id, symbol, side, type, tif, source, clientOrderId, reject, version } = order;
  return {
    orderId: id,
    symbol,
    side,
    type,
    status: shownStatus(order.status),
    volume: decimalNumber(lotsOf(order.volume)),
    filledVolume: decimalNumber(lotsOf(order.filledVolume)),
    avgFillPrice: maybe(order.avgFillPrice),
    limitPrice: maybe(order.limitPrice),
    triggerPrice: maybe(order.triggerPrice),
    sl: maybe(order.sl),
    tp: maybe(order.tp),
    tif,
    source,
    clientOrderId,
    positionId: order.positionId ?? order.reduces,
    // In the same form as a synchronous refusal.
    reject,
    version,
  };
}

export function positionPayload(
  position: Position,
  currency: string,
  instrument: Instrument,
): PositionPayload {
  const { price, maybe } = pricer(instrument);
  const money = (minor: bigint) => decimalNumber(moneyOf(minor, currency));
  const { id, symbol, side, status, closeReason, version } = position;
  return {
    positionId: id,
    symbol,
    side,
    status,
    volume: decimalNumber(lotsOf(position.volume)),
    entryPrice: price(position.openPrice),
    sl: maybe(position.sl),
    tp: maybe(position.tp),
    margin: money(position.margin),
    swap: money(position.swap),
    commission: money(position.commission),
    realizedPL: money(position.realizedProfit),
    closePrice: maybe(position.closePrice),
    closeReason,
    version,
  };
}

export function accountPayload(account: Account): AccountPayload {
  const { id, currency, tradeState, disabledReason } = account;
  return {
    accountId: id,
    currency,
    balance: decimalNumber(moneyOf(account.balance, currency)),
    credit: decimalNumber(moneyOf(account.credit, currency)),
    tradeState,
    reason: disabledReason,
  };
}

export function withdrawalPayload(withdrawal: Withdrawal): WithdrawalPayload {
  const { id, status, amount, currency, method, lockedUntilMs, reason } = withdrawal;
  return {
    withdrawalId: id,
    status,
    amount: decimalNumber(moneyOf(amount, currency)),
    currency,
    method,
    requestedAt: iso(withdrawal.requestedAtMs),
    lockedUntil: lockedUntilMs === null ? null : iso(lockedUntilMs),
    reason,
  };
}
