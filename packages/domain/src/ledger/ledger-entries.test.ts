/** The client's view of the ledger: signed amounts that add up to what is left. */
import { describe, expect, it } from 'vitest';
import { account } from '../testing/desk.ts';
import type { Booking } from './booking.ts';
import { book } from './booking.ts';
import { ledgerEntries } from './ledger-entries.ts';

const BOOKINGS: readonly Booking[] = [
  { type: 'DEPOSIT', change: 50_000n },
  { type: 'BONUS', change: 10_000n },
  { type: 'WITHDRAWAL', change: -20_000n },
  { type: 'BONUS_OUT', change: -4_000n },
];

/** All bookings on an empty account, with another account's deposit between them. */
function ledger() {
  let holder = account({ balance: 0n, credit: 0n });
  const postings = BOOKINGS.map((booking, index) => {
    const reference = { refType: 'ADMIN', refId: `R-${index}`, atMs: index } as const;
    const booked = book(holder, booking, { ...reference, postingId: index + 1 });
    holder = booked.account;
    return booked.posting;
  });
  const other = { refType: 'ADMIN', refId: 'X', atMs: 9, postingId: 99 } as const;
  postings.splice(2, 0, book(account({ id: 2 }), { type: 'DEPOSIT', change: 7n }, other).posting);
  return { holder, postings };
}

describe('ledger entries', () => {
  it('are one a posting, with balance and credit after each', () => {
    const { holder, postings } = ledger();
    const told = ledgerEntries(postings, holder).map(
      ({ type, amount, balanceAfter, creditAfter }) => [type, amount, balanceAfter, creditAfter],
    );
    expect(told).toEqual([
      ['DEPOSIT', 50_000n, 50_000n, 0n],
      ['BONUS', 10_000n, 50_000n, 10_000n],
      ['WITHDRAWAL', -20_000n, 30_000n, 10_000n],
      ['BONUS_OUT', -4_000n, 30_000n, 6_000n],
    ]);
  });

  it('say where each came from', () => {
    const { holder, postings } = ledger();
    expect(ledgerEntries(postings, holder)[0]).toMatchObject({
      id: 1,
      accountId: 1,
      refType: 'ADMIN',
      refId: 'R-0',
      atMs: 0,
    });
  });

  it('of an older page end at what that page had left', () => {
    const { postings } = ledger();
    const older = ledgerEntries(postings.slice(0, 2), { id: 1, balance: 50_000n, credit: 10_000n });
    expect(older.map(({ balanceAfter }) => balanceAfter)).toEqual([50_000n, 50_000n]);
  });
});
