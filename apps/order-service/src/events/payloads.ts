/** What an event carries, as it goes over the wire: plain JSON numbers, exact to the last digit. */
import type { Account, Instrument, Order, Position, Withdrawal } from '@faultline/domain';
import { type Decimal, decimalNumber } from '@faultline/errors';
import { lotsOf, moneyOf, priceOf } from '../market/units.ts';
import { shownStatus } from '../views/views.ts';

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const number = (value: Decimal | null): number | null =>
  value === null ? null : decimalNumber(value);

const pricer = (instrument: Instrument) => (points: bigint | null) =>
  number(points === null ? null : priceOf(points, instrument));

export function orderPayload(order: Order, instrument: Instrument): object {
  const price = pricer(instrument);
  const { id, symbol, side, type, tif, source, clientOrderId, reject, version } = order;
  return {
    orderId: id,
    symbol,
    side,
    type,
    status: shownStatus(order.status),
    volume: number(lotsOf(order.volume)),
    filledVolume: number(lotsOf(order.filledVolume)),
    avgFillPrice: price(order.avgFillPrice),
    limitPrice: price(order.limitPrice),
    triggerPrice: price(order.triggerPrice),
    sl: price(order.sl),
    tp: price(order.tp),
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
): object {
  const price = pricer(instrument);
  const money = (minor: bigint) => number(moneyOf(minor, currency));
  const { id, symbol, side, status, closeReason, version } = position;
  return {
    positionId: id,
    symbol,
    side,
    status,
    volume: number(lotsOf(position.volume)),
    entryPrice: price(position.openPrice),
    sl: price(position.sl),
    tp: price(position.tp),
    margin: money(position.margin),
    swap: money(position.swap),
    commission: money(position.commission),
    realizedPL: money(position.realizedProfit),
    closePrice: price(position.closePrice),
    closeReason,
    version,
  };
}

export function accountPayload(account: Account): object {
  const { id, currency, tradeState, disabledReason } = account;
  return {
    accountId: id,
    currency,
    balance: number(moneyOf(account.balance, currency)),
    credit: number(moneyOf(account.credit, currency)),
    tradeState,
    reason: disabledReason,
  };
}

export function withdrawalPayload(withdrawal: Withdrawal): object {
  const { id, status, amount, currency, method, requestedAtMs, reason } = withdrawal;
  return {
    withdrawalId: id,
    status,
    amount: number(moneyOf(amount, currency)),
    currency,
    method,
    requestedAt: iso(requestedAtMs),
    reason,
  };
}
