/**
 * The ledger: one row moves one amount from one account to another, so that the books balance by construction. A
 * client's money is the house's debt: a credit to `client:1` is more money for account 1.
 */
import type { Minor } from '../money/units.ts';

export interface Posting {
  readonly id: number;
  /** The ledger account that gives. */
  readonly debit: string;
  /** The ledger account that receives. */
  readonly credit: string;
  /** Greater than zero. */
  readonly amount: Minor;
  readonly type: PostingType;
  readonly refType: 'DEAL' | 'WITHDRAWAL' | 'ADMIN' | 'SYSTEM';
  readonly refId: string;
  readonly atMs: number;
}

export type PostingType =
  | 'DEPOSIT'
  | 'WITHDRAWAL'
  | 'WITHDRAWAL_RETURN'
  | 'REALIZED_PL'
  | 'COMMISSION'
  | 'SWAP'
  | 'ADJUSTMENT'
  | 'BONUS'
  | 'BONUS_OUT'
  | 'NEGATIVE_BALANCE_COMPENSATION';

/** The account's balance is what this ledger account holds. */
export const clientLedger = (accountId: number): string => `client:${accountId}`;

/** The account's credit is what this ledger account holds. */
export const creditLedger = (accountId: number): string => `credit:${accountId}`;

const COUNTERPART = {
  REALIZED_PL: 'house:trading',
  SWAP: 'house:trading',
  COMMISSION: 'house:commission',
} as const satisfies Partial<Record<PostingType, string>>;

/** What a deal does to its account, each with its sign: positive is due to the client. */
export interface DealEntry {
  readonly type: keyof typeof COUNTERPART;
  readonly change: Minor;
}

interface DealReference {
  readonly accountId: number;
  readonly dealId: string;
  readonly atMs: number;
  /** Called once for each posting made. */
  readonly postingId: () => number;
}

/** The postings of one deal. An entry of zero makes none. */
export function dealPostings(entries: readonly DealEntry[], deal: DealReference): Posting[] {
  const client = clientLedger(deal.accountId);
  return entries
    .filter(({ change }) => change !== 0n)
    .map(({ type, change }) => ({
      id: deal.postingId(),
      ...(change > 0n
        ? { debit: COUNTERPART[type], credit: client, amount: change }
        : { debit: client, credit: COUNTERPART[type], amount: -change }),
      type,
      refType: 'DEAL',
      refId: deal.dealId,
      atMs: deal.atMs,
    }));
}

/** How the postings change what a ledger account holds: credits less debits. */
export function balanceChange(postings: readonly Posting[], ledgerAccount: string): Minor {
  let change = 0n;
  for (const { debit, credit, amount } of postings) {
    if (credit === ledgerAccount) change += amount;
    if (debit === ledgerAccount) change -= amount;
  }
  return change;
}
