/**
 * Postings as they are stored: each with the account that it moves money of and what that account then held, so that a
 * page of a ledger costs the same wherever it begins.
 */
import { type Account, ledgerEntries, type Minor, type Posting } from '@faultline/domain';

export interface LedgerRow extends Posting {
  /** `null` for money that moved within the house. */
  readonly accountId: number | null;
  readonly balanceAfter: Minor | null;
  readonly creditAfter: Minor | null;
}

/** @param accountOf - The account as the last of the postings left it. */
export function ledgerRows(
  postings: readonly Posting[],
  accountOf: (accountId: number) => Account,
): LedgerRow[] {
  const owned = Map.groupBy(postings, ownerOf);
  const standing = new Map(
    [...owned].flatMap(([accountId, own]) =>
      accountId === null
        ? []
        : ledgerEntries(own, accountOf(accountId)).map((entry) => [entry.id, entry]),
    ),
  );
  return postings.map((posting) => {
    const { accountId, balanceAfter, creditAfter } = standing.get(posting.id) ?? NOBODY;
    return { ...posting, accountId, balanceAfter, creditAfter };
  });
}

const NOBODY = { accountId: null, balanceAfter: null, creditAfter: null };

/** Of `client:1` and of `credit:1` it is account 1. */
function ownerOf({ debit, credit }: Posting): number | null {
  const [, id] =
    /^(?:client|credit):(\d+)$/.exec(debit) ?? /^(?:client|credit):(\d+)$/.exec(credit) ?? [];
  return id === undefined ? null : Number(id);
}
