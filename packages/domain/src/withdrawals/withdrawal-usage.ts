/** How much of its withdrawal limits an account has used. Days and months are UTC's. */
import type { Account } from '../accounts/account.ts';
import type { AccountGroup } from '../accounts/account-group.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Minor } from '../money/units.ts';
import { moneyNumber } from '../money/wire.ts';
import { isoSeconds } from '../time/instant.ts';
import { stands, type Withdrawal } from './withdrawal.ts';

interface UsedPeriod {
  readonly used: Minor;
  /** When the period ends and nothing is used. */
  readonly resetsAtMs: number;
}

export interface WithdrawalUsage {
  readonly daily: UsedPeriod;
  readonly monthly: UsedPeriod;
}

export interface WithdrawalLimits {
  readonly daily: UsedPeriod & { readonly limit: Minor };
  readonly monthly: UsedPeriod & { readonly limit: Minor };
}

/** @param withdrawals - At least all that the account has asked for this month. */
export function withdrawalUsage(
  withdrawals: readonly Withdrawal[],
  nowMs: number,
): WithdrawalUsage {
  const day = Temporal.Instant.fromEpochMilliseconds(Math.floor(nowMs))
    .toZonedDateTimeISO('UTC')
    .startOfDay();
  const used = (since: Temporal.ZonedDateTime): Minor =>
    withdrawals
      .filter(stands)
      .filter(({ requestedAtMs }) => requestedAtMs >= since.epochMilliseconds)
      .reduce((sum, { amount }) => sum + amount, 0n);
  const month = day.with({ day: 1 });
  return {
    daily: { used: used(day), resetsAtMs: day.add({ days: 1 }).epochMilliseconds },
    monthly: { used: used(month), resetsAtMs: month.add({ months: 1 }).epochMilliseconds },
  };
}

/** The account's own limits where it has some, else its group's. */
export const withdrawalLimits = (
  { daily, monthly }: WithdrawalUsage,
  { account, group }: { readonly account: Account; readonly group: AccountGroup },
): WithdrawalLimits => ({
  daily: { ...daily, limit: account.withdrawalDailyLimit ?? group.withdrawalDailyLimit },
  monthly: { ...monthly, limit: account.withdrawalMonthlyLimit ?? group.withdrawalMonthlyLimit },
});

/** The amount, if it keeps both limits; the day's is looked at first. */
export function withinLimits(
  amount: Minor,
  { daily, monthly }: WithdrawalLimits,
  currency: string,
): Decision<'WITHDRAWAL_LIMIT_EXCEEDED', Minor> {
  const exceeds = ({ used, limit }: WithdrawalLimits['daily']): boolean => used + amount > limit;
  if (!exceeds(daily) && !exceeds(monthly)) return accepted(amount);
  const [period, exceeded] = exceeds(daily)
    ? ['DAILY' as const, daily]
    : ['MONTHLY' as const, monthly];
  return refused('WITHDRAWAL_LIMIT_EXCEEDED', {
    dailyLimit: moneyNumber(daily.limit, currency),
    monthlyLimit: moneyNumber(monthly.limit, currency),
    currentUsage: moneyNumber(exceeded.used, currency),
    requestedAmount: moneyNumber(amount, currency),
    period,
    resetsAt: isoSeconds(exceeded.resetsAtMs),
    currency,
  });
}
