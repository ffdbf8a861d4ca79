/** Usage of the withdrawal limits by UTC day and month. */
import { describe, expect, it } from 'vitest';
import { account, group, withdrawal } from '../testing/desk.ts';
import type { WithdrawalStatus } from './withdrawal.ts';
import { withdrawalLimits, withdrawalUsage } from './withdrawal-usage.ts';

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const asked = (instant: string, status: WithdrawalStatus = 'REQUESTED') =>
  withdrawal({ requestedAtMs: ms(instant), status });

describe('the usage of withdrawal limits', () => {
  it('counts from midnight and from the first of the month, to the millisecond', () => {
    const withdrawals = [
      asked('2026-01-31T23:59:59.999Z'),
      asked('2026-02-01T00:00Z'),
      asked('2026-02-10T23:59:59.999Z'),
      asked('2026-02-11T00:00Z'),
    ];
    expect(withdrawalUsage(withdrawals, ms('2026-02-11T12:00Z'))).toEqual({
      daily: { used: 10_000n, resetsAtMs: ms('2026-02-12T00:00Z') },
      monthly: { used: 30_000n, resetsAtMs: ms('2026-03-01T00:00Z') },
    });
  });

  it('resets on the last day of a year for both', () => {
    const { daily, monthly } = withdrawalUsage([], ms('2026-12-31T23:00Z'));
    expect([daily.resetsAtMs, monthly.resetsAtMs]).toEqual(Array(2).fill(ms('2027-01-01T00:00Z')));
  });

  it('counts what is asked for, approved or paid, and not what came back', () => {
    const statuses = ['REQUESTED', 'APPROVED', 'PAID', 'REJECTED', 'CANCELLED'] as const;
    const withdrawals = statuses.map((status) => asked('2026-02-11T01:00Z', status));
    expect(withdrawalUsage(withdrawals, ms('2026-02-11T12:00Z')).daily.used).toBe(30_000n);
  });

  it('stands beside the limits of the group', () => {
    const limits = withdrawalLimits(withdrawalUsage([], ms('2026-02-11T12:00Z')), {
      account: account(),
      group: group(),
    });
    expect(limits.daily).toMatchObject({ limit: 1_000_000n, used: 0n });
    expect(limits.monthly).toMatchObject({ limit: 5_000_000n, used: 0n });
  });

  it('stands beside the account’s own limit where it has one', () => {
    const own = account({ withdrawalDailyLimit: 7n, withdrawalMonthlyLimit: null });
    const terms = { account: own, group: group() };
    const limits = withdrawalLimits(withdrawalUsage([], ms('2026-02-11T12:00Z')), terms);
    expect([limits.daily.limit, limits.monthly.limit]).toEqual([7n, 5_000_000n]);
  });
});
