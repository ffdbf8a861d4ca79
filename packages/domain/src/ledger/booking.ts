/** One movement of money that no deal made, such as a deposit: its posting and the account after it. */
import type { Account } from '../accounts/account.ts';
import type { Minor } from '../money/units.ts';
import type { DealEntry, Posting, PostingType } from './posting.ts';
import { balanceChange, clientLedger, creditLedger } from './posting.ts';

export type BookingType = Exclude<PostingType, DealEntry['type']>;

/** What is done to the account, with its sign: positive is more for the client. */
export interface Booking {
  readonly type: BookingType;
  /** Not zero. */
  readonly change: Minor;
}

export interface BookingReference extends Pick<Posting, 'refType' | 'refId' | 'atMs'> {
  readonly postingId: number;
}

export interface Booked {
  readonly posting: Posting;
  /** With the new balance or credit. */
  readonly account: Account;
}

/** The ledger account on the other side. */
const COUNTERPART: Readonly<Record<BookingType, string>> = {
  DEPOSIT: 'house:cash',
  WITHDRAWAL: 'house:cash',
  WITHDRAWAL_RETURN: 'house:cash',
  ADJUSTMENT: 'house:adjustment',
  BONUS: 'house:bonus',
  BONUS_OUT: 'house:bonus',
  NEGATIVE_BALANCE_COMPENSATION: 'house:protection',
};

/** Bonus money is credit; all else is balance. */
export function book(
  account: Account,
  { type, change }: Booking,
  { postingId, refType, refId, atMs }: BookingReference,
): Booked {
  const isBonus = type === 'BONUS' || type === 'BONUS_OUT';
  const own = isBonus ? creditLedger(account.id) : clientLedger(account.id);
  const house = COUNTERPART[type];
  const ways = change > 0n ? { debit: house, credit: own } : { debit: own, credit: house };
  const amount = change > 0n ? change : -change;
  const posting = { id: postingId, ...ways, amount, type, refType, refId, atMs };
  return { posting, account: afterPosting(account, posting) };
}

const afterPosting = (account: Account, posting: Posting): Account => ({
  ...account,
  balance: account.balance + balanceChange([posting], clientLedger(account.id)),
  credit: account.credit + balanceChange([posting], creditLedger(account.id)),
  version: account.version + 1,
});
