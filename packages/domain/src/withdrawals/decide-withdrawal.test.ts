/** Which withdrawals are allowed, and which refusal comes first. */
import { decimalOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import { account, facts, group, refusalOf, valueOf, withdrawal } from '../testing/desk.ts';
import type { OwnWithdrawalFacts, WithdrawalRequest } from './decide-withdrawal.ts';
import { decideAdminWithdrawal, decideWithdrawal } from './decide-withdrawal.ts';

const request = (amount: number, changes: Partial<WithdrawalRequest> = {}): WithdrawalRequest => ({
  amount: decimalOf(amount),
  method: 'BANK_TRANSFER',
  destinationMasked: '***3000',
  destinationKey: 'key-3000',
  ...changes,
});

/** 30,000.00 on the account; limits 10,000 a day and 50,000 a month. */
const market = (changes: Partial<OwnWithdrawalFacts> = {}): OwnWithdrawalFacts => ({
  ...facts({ account: account({ balance: 3_000_000n }) }),
  withdrawals: [],
  destinationLockMs: 86_400_000,
  ...changes,
});

const admin = { decidedBy: 'admin', override: false };

describe('a withdrawal', () => {
  it('waits for approval, unless the group needs none for its amount', () => {
    const { method, destinationMasked, destinationKey } = request(100);
    const terms = { amount: 10_000n, method, destinationMasked, destinationKey };
    expect(valueOf(decideWithdrawal(request(100), market()))).toEqual({
      ...terms,
      status: 'REQUESTED',
      decidedBy: null,
      lockedUntilMs: null,
    });
    const trusting = market({ group: group({ withdrawalAutoApprove: 10_000n }) });
    expect(valueOf(decideWithdrawal(request(100), trusting)).status).toBe('APPROVED');
    expect(valueOf(decideWithdrawal(request(100.01), trusting)).status).toBe('REQUESTED');
  });

  it('goes to no card, and is an amount of its currency above zero', () => {
    const card = refusalOf(decideWithdrawal(request(100, { method: 'CARD' }), market()));
    expect(card).toMatchObject({ code: 'INVALID_REQUEST', details: { field: 'method' } });
    for (const amount of [0, -100, 100.005]) {
      expect(refusalOf(decideWithdrawal(request(amount), market()))).toMatchObject({
        code: 'INVALID_REQUEST',
        details: { field: 'amount' },
      });
    }
  });

  it('is refused by account, then balance, then limits', () => {
    const codeOf = (amount: number, changes: Partial<OwnWithdrawalFacts>) =>
      refusalOf(decideWithdrawal(request(amount), market(changes))).code;
    const disabled = { account: account({ tradeState: 'DISABLED', balance: 0n }) };
    expect(codeOf(20_000, disabled)).toBe('ACCOUNT_DISABLED');
    expect(codeOf(20_000, { account: account({ balance: 1_999_999n }) })).toBe(
      'INSUFFICIENT_BALANCE',
    );
    expect(codeOf(20_000, {})).toBe('WITHDRAWAL_LIMIT_EXCEEDED');
  });

  it('may take all that is withdrawable, to the cent', () => {
    const own = market({ account: account({ balance: 50_000n, credit: 90_000n }) });
    expect(valueOf(decideWithdrawal(request(500), own)).amount).toBe(50_000n);
    expect(refusalOf(decideWithdrawal(request(500.01), own))).toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      details: { balance: 500, withdrawalAmount: 500.01, withdrawable: 500, currency: 'USD' },
    });
  });

  it('keeps to the daily limit with what was asked for today', () => {
    const used = market({ withdrawals: [withdrawal({ amount: 800_000n })] });
    expect(decideWithdrawal(request(2_000), used).ok).toBe(true);
    expect(refusalOf(decideWithdrawal(request(2_000.01), used))).toMatchObject({
      code: 'WITHDRAWAL_LIMIT_EXCEEDED',
      details: {
        dailyLimit: 10_000,
        monthlyLimit: 50_000,
        currentUsage: 8_000,
        requestedAmount: 2_000.01,
        period: 'DAILY',
        resetsAt: '2026-01-19T00:00:00Z',
      },
    });
  });

  it('keeps to the monthly limit, which is looked at second', () => {
    const earlier = { requestedAtMs: market().nowMs - 5 * 86_400_000, amount: 4_500_000n };
    const used = market({ withdrawals: [withdrawal(earlier)] });
    expect(decideWithdrawal(request(5_000), used).ok).toBe(true);
    expect(refusalOf(decideWithdrawal(request(5_000.01), used))).toMatchObject({
      details: { period: 'MONTHLY', currentUsage: 45_000, resetsAt: '2026-02-01T00:00:00Z' },
    });
    expect(refusalOf(decideWithdrawal(request(10_000.01), used))).toMatchObject({
      details: { period: 'DAILY' },
    });
  });
});

describe('a withdrawal by an admin', () => {
  it('is paid at once, from a disabled account too', () => {
    const disabled = market({ account: account({ tradeState: 'DISABLED' }) });
    const terms = valueOf(decideAdminWithdrawal({ ...request(100), ...admin }, disabled));
    expect(terms).toMatchObject({ status: 'PAID', decidedBy: 'admin' });
  });

  it('may override the limits and never the balance', () => {
    const large = { ...request(20_000), ...admin };
    expect(refusalOf(decideAdminWithdrawal(large, market())).code).toBe(
      'WITHDRAWAL_LIMIT_EXCEEDED',
    );
    const overriding = { ...large, override: true };
    expect(valueOf(decideAdminWithdrawal(overriding, market())).amount).toBe(2_000_000n);
    const poor = market({ account: account({ balance: 1n }) });
    expect(refusalOf(decideAdminWithdrawal(overriding, poor)).code).toBe('INSUFFICIENT_BALANCE');
  });
});
