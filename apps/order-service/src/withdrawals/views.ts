/** Withdrawals and limit requests as the contract shows them. */
import type { Handler, OrderContract } from '@faultline/contract';
import type { Withdrawal } from '@faultline/domain';
import { moneyOf } from '../market/units.ts';
import type { LimitRequest } from '../ports/store.ts';

export type WithdrawalView = Awaited<ReturnType<Handler<OrderContract['withdrawals']['request']>>>;
export type LimitRequestView = Awaited<
  ReturnType<Handler<OrderContract['withdrawals']['requestLimit']>>
>;

export function withdrawalView(withdrawal: Withdrawal): WithdrawalView {
  const { id, accountId, amount, currency, method, status, reason, version } = withdrawal;
  return {
    id,
    accountId,
    amount: moneyOf(amount, currency),
    currency,
    method,
    destination: withdrawal.destinationMasked,
    lockedUntil: withdrawal.lockedUntilMs,
    status,
    requestedAt: withdrawal.requestedAtMs,
    decidedAt: withdrawal.decidedAtMs,
    reason,
    version,
  };
}

export function limitRequestView(request: LimitRequest, currency: string): LimitRequestView {
  const { id, accountId, period, reason, status, version } = request;
  return {
    id,
    accountId,
    period,
    limit: moneyOf(request.requestedLimit, currency),
    currency,
    reason,
    status,
    requestedAt: request.requestedAtMs,
    decidedAt: request.decidedAtMs,
    version,
  };
}
