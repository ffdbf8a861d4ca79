/** The life of a withdrawal: who may follow whom, and where the money is meanwhile. */
import { describe, expect, it } from 'vitest';
import { account, refusalOf, valueOf, withdrawal } from '../testing/desk.ts';
import type { WithdrawalStep } from './transitions.ts';
import { moveWithdrawal, openWithdrawal } from './transitions.ts';
import type { WithdrawalStatus } from './withdrawal.ts';

const step = (to: WithdrawalStep['to'], changes: Partial<WithdrawalStep> = {}): WithdrawalStep => ({
  to,
  decidedBy: 'admin',
  reason: null,
  postingId: 5,
  nowMs: 99,
  ...changes,
});

const terms = {
  amount: 10_000n,
  method: 'CRYPTO',
  destinationMasked: '***abcd',
  destinationKey: 'key-abcd',
  lockedUntilMs: null,
  status: 'REQUESTED',
  decidedBy: null,
} as const;

const ids = { id: 'WD-7', postingId: 4, nowMs: 50 };

describe('a withdrawal', () => {
  it('takes its amount from the balance when it is asked for', () => {
    const { withdrawal: asked, posting, account: after } = openWithdrawal(terms, account(), ids);
    expect(asked).toEqual({
      ...terms,
      id: 'WD-7',
      accountId: 1,
      currency: 'USD',
      requestedAtMs: 50,
      decidedAtMs: null,
      reason: null,
      version: 1,
    });
    expect(posting).toEqual({
      id: 4,
      debit: 'client:1',
      credit: 'house:cash',
      amount: 10_000n,
      type: 'WITHDRAWAL',
      refType: 'WITHDRAWAL',
      refId: 'WD-7',
      atMs: 50,
    });
    expect(after).toMatchObject({ balance: 990_000n, version: 8 });
  });

  it('is decided in the moment in which nobody has to', () => {
    const approved = openWithdrawal({ ...terms, status: 'APPROVED' }, account(), ids);
    expect(approved.withdrawal).toMatchObject({
      status: 'APPROVED',
      decidedAtMs: 50,
      decidedBy: null,
    });
  });

  it('is approved and then paid without moving money again', () => {
    const holder = account();
    const approved = valueOf(moveWithdrawal(withdrawal(), holder, step('APPROVED')));
    expect(approved.withdrawal).toMatchObject({
      status: 'APPROVED',
      decidedBy: 'admin',
      decidedAtMs: 99,
    });
    expect([approved.posting, approved.account]).toEqual([null, holder]);
    const paying = step('PAID', { decidedBy: 'clerk', nowMs: 120 });
    const paid = valueOf(moveWithdrawal(approved.withdrawal, holder, paying));
    expect(paid.withdrawal).toMatchObject({
      status: 'PAID',
      decidedBy: 'admin',
      decidedAtMs: 99,
      version: 3,
    });
    expect(paid.posting).toBeNull();
  });

  it('gives the amount back when it is rejected or cancelled, also when the payout fails', () => {
    const ways = [
      ['REQUESTED', 'REJECTED'],
      ['REQUESTED', 'CANCELLED'],
      ['APPROVED', 'REJECTED'],
    ] as const;
    for (const [status, to] of ways) {
      const asked = withdrawal({ status });
      const moved = valueOf(moveWithdrawal(asked, account(), step(to, { reason: 'wrong bank' })));
      expect(moved.withdrawal).toMatchObject({ status: to, reason: 'wrong bank', version: 2 });
      expect(moved.posting).toMatchObject({
        type: 'WITHDRAWAL_RETURN',
        credit: 'client:1',
        amount: 10_000n,
      });
      expect(moved.account.balance).toBe(1_010_000n);
    }
  });

  it('goes no other way', () => {
    const all: WithdrawalStatus[] = ['REQUESTED', 'APPROVED', 'PAID', 'REJECTED', 'CANCELLED'];
    const targets = ['APPROVED', 'PAID', 'REJECTED', 'CANCELLED'] as const;
    const allowed = all.flatMap((status) =>
      targets
        .filter((to) => moveWithdrawal(withdrawal({ status }), account(), step(to)).ok)
        .map((to) => `${status} ${to}`),
    );
    expect(allowed).toEqual([
      'REQUESTED APPROVED',
      'REQUESTED REJECTED',
      'REQUESTED CANCELLED',
      'APPROVED PAID',
      'APPROVED REJECTED',
    ]);
    const again = moveWithdrawal(withdrawal({ status: 'PAID' }), account(), step('REJECTED'));
    expect(refusalOf(again)).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { reason: 'STATE' },
    });
  });
});
