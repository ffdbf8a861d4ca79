/** Who pays when a stop-out came too late. */
import { describe, expect, it } from 'vitest';
import { book } from '../ledger/booking.ts';
import { account, facts, group, position } from '../testing/desk.ts';
import { negativeBalanceCompensation } from './negative-balance.ts';

const broke = account({ balance: -2_500n });

describe('a negative balance', () => {
  it('is made up by the house to zero, once nothing is held', () => {
    const booking = negativeBalanceCompensation(facts({ account: broke }));
    expect(booking).toEqual({ type: 'NEGATIVE_BALANCE_COMPENSATION', change: 2_500n });
    const reference = { refType: 'SYSTEM', refId: 'stop-out', atMs: 1, postingId: 1 } as const;
    const booked = booking && book(broke, booking, reference);
    expect(booked?.account.balance).toBe(0n);
    expect(booked?.posting).toMatchObject({
      debit: 'house:protection',
      credit: 'client:1',
      amount: 2_500n,
    });
  });

  it('stands while a position is held, and where nobody promised', () => {
    expect(
      negativeBalanceCompensation(facts({ account: broke, positions: [position()] })),
    ).toBeNull();
    const unprotected = group({ negativeBalanceProtection: false });
    expect(negativeBalanceCompensation(facts({ account: broke, group: unprotected }))).toBeNull();
    expect(negativeBalanceCompensation(facts({ account: account({ balance: 0n }) }))).toBeNull();
  });
});
