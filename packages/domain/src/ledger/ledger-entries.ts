/** The ledger as the client sees it: one signed amount after another, each with what was left. */
import type { Account } from '../accounts/account.ts';
import type { Minor } from '../money/units.ts';
import type { Posting, PostingType } from './posting.ts';
import { balanceChange, clientLedger, creditLedger } from './posting.ts';

export interface LedgerEntry extends Pick<Posting, 'id' | 'refType' | 'refId' | 'atMs'> {
  readonly accountId: number;
  readonly type: PostingType;
  /** Of the balance, or of the credit for bonus money. Negative is taken away. */
  readonly amount: Minor;
  readonly balanceAfter: Minor;
  readonly creditAfter: Minor;
}

/**
 * The entries of the account, in the order of the postings.
 *
 * @param postings - Oldest first and without a gap; those of other accounts are passed over.
 * @param after - The account as the last of them left it: what it is now, unless an older page is asked for.
 */
export function ledgerEntries(
  postings: readonly Posting[],
  after: Pick<Account, 'id' | 'balance' | 'credit'>,
): LedgerEntry[] {
  const { id: accountId } = after;
  let { balance: balanceAfter, credit: creditAfter } = after;
  const entries: LedgerEntry[] = [];
  for (const posting of postings.toReversed()) {
    const balance = balanceChange([posting], clientLedger(accountId));
    const credit = balanceChange([posting], creditLedger(accountId));
    if (balance === 0n && credit === 0n) continue;
    const { id, type, refType, refId, atMs } = posting;
    const amount = balance + credit;
    const standing = { balanceAfter, creditAfter };
    entries.push({ id, accountId, type, amount, ...standing, refType, refId, atMs });
    balanceAfter -= balance;
    creditAfter -= credit;
  }
  return entries.toReversed();
}
