/** The books: whatever is done to an account, in any order, they balance and the account holds the sum of its entries. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../accounts/account.ts';
import type { FundsCommand } from '../funds/decide-funds.ts';
import { decideFunds } from '../funds/decide-funds.ts';
import { account, facts, valueOf, withdrawal } from '../testing/desk.ts';
import { negativeBalanceCompensation } from '../stop-out/negative-balance.ts';
import { decideWithdrawal } from '../withdrawals/decide-withdrawal.ts';
import { moveWithdrawal, openWithdrawal } from '../withdrawals/transitions.ts';
import type { Withdrawal } from '../withdrawals/withdrawal.ts';
import { bookedAccount } from '../positions/fill.ts';
import { book } from './booking.ts';
import { ledgerEntries } from './ledger-entries.ts';
import type { Posting } from './posting.ts';
import { balanceChange, clientLedger, creditLedger, dealPostings } from './posting.ts';

interface World {
  account: Account;
  withdrawals: Withdrawal[];
  postings: Posting[];
}

type Deed = (world: World, atMs: number) => void;

const cents = fc.bigInt({ min: 1n, max: 10n ** 9n });

const record = (world: World, result: { account: Account; posting: Posting | null }): void => {
  world.account = result.account;
  if (result.posting !== null) world.postings.push(result.posting);
};

const factsOf = (world: World) => facts({ account: world.account });

const funds =
  (type: FundsCommand['type'], unscaled: bigint): Deed =>
  (world, atMs) => {
    const decided = decideFunds({ type, amount: { unscaled, scale: 2 } }, factsOf(world));
    const reference = { refType: 'ADMIN', refId: 'A', atMs, postingId: atMs } as const;
    if (decided.ok) record(world, book(world.account, decided.value, reference));
  };

const deal =
  (profit: bigint, commission: bigint): Deed =>
  (world, atMs) => {
    const postings = dealPostings(
      [
        { type: 'REALIZED_PL', change: profit },
        { type: 'COMMISSION', change: -commission },
      ],
      { accountId: 1, dealId: 'DL-1', atMs, postingId: () => atMs },
    );
    world.account = bookedAccount(world.account, postings);
    world.postings.push(...postings);
  };

const ask =
  (unscaled: bigint): Deed =>
  (world, atMs) => {
    const request = {
      amount: { unscaled, scale: 2 },
      method: 'CRYPTO',
      destinationMasked: '*',
      destinationKey: '*',
    } as const;
    const decided = decideWithdrawal(request, {
      ...factsOf(world),
      withdrawals: [],
      destinationLockMs: 0,
    });
    if (!decided.ok) return;
    const ids = { id: `WD-${atMs}`, postingId: atMs, nowMs: atMs };
    const opened = openWithdrawal(decided.value, world.account, ids);
    record(world, opened);
    world.withdrawals.push(opened.withdrawal);
  };

const decide =
  (to: 'APPROVED' | 'PAID' | 'REJECTED' | 'CANCELLED'): Deed =>
  (world, atMs) => {
    const first = world.withdrawals.shift();
    if (first === undefined) return;
    const step = { to, decidedBy: 'admin', reason: null, postingId: atMs, nowMs: atMs };
    const moved = moveWithdrawal(first, world.account, step);
    world.withdrawals.push(moved.ok ? moved.value.withdrawal : first);
    if (moved.ok) record(world, moved.value);
  };

const compensate: Deed = (world, atMs) => {
  const booking = negativeBalanceCompensation(factsOf(world));
  const reference = { refType: 'SYSTEM', refId: 'S', atMs, postingId: atMs } as const;
  if (booking !== null) record(world, book(world.account, booking, reference));
};

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .tuple(fc.constantFrom('DEPOSIT' as const, 'BONUS' as const, 'BONUS_OUT' as const), cents)
    .map(([type, amount]) => funds(type, amount)),
  fc
    .tuple(cents, fc.boolean())
    .map(([amount, gives]) => funds('ADJUSTMENT', gives ? amount : -amount)),
  fc
    .tuple(cents, fc.boolean(), fc.nat(999))
    .map(([profit, gain, fee]) => deal(gain ? profit : -profit, BigInt(fee))),
  fc.bigInt({ min: 1n, max: 10n ** 6n }).map(ask),
  fc
    .constantFrom('APPROVED' as const, 'PAID' as const, 'REJECTED' as const, 'CANCELLED' as const)
    .map(decide),
  fc.constant(compensate),
);

describe('the books', () => {
  it('sum to zero, and balance and credit are the sums of their entries', () => {
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 40 }), (all) => {
        const world: World = { account: account({ balance: 0n }), withdrawals: [], postings: [] };
        for (const [index, deed] of all.entries()) deed(world, index + 1);
        const { postings } = world;
        const names = new Set(postings.flatMap(({ debit, credit }) => [debit, credit]));
        const total = [...names].reduce((sum, name) => sum + balanceChange(postings, name), 0n);
        expect(total).toBe(0n);
        expect(balanceChange(postings, clientLedger(1))).toBe(world.account.balance);
        expect(balanceChange(postings, creditLedger(1))).toBe(world.account.credit);
        const [first] = ledgerEntries(postings, world.account);
        expect(first && first.balanceAfter + first.creditAfter).toBe(first?.amount);
        expect(world.account.credit >= 0n).toBe(true);
      }),
    );
  });

  it('give back to the cent what a rejected withdrawal took', () => {
    const before = account();
    const terms = { ...withdrawal(), status: 'REQUESTED' } as const;
    const opened = openWithdrawal(terms, before, { id: 'WD-1', postingId: 1, nowMs: 1 });
    const step = {
      to: 'REJECTED',
      decidedBy: 'admin',
      reason: 'no',
      postingId: 2,
      nowMs: 2,
    } as const;
    const moved = valueOf(moveWithdrawal(opened.withdrawal, opened.account, step));
    expect(opened.account.balance).toBe(before.balance - 10_000n);
    expect(moved.account.balance).toBe(before.balance);
  });
});
