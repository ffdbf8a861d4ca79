/**
 * Postings as they are stored: each with the account that it moves money of and what that account then held, so that a
 * page of a ledger costs the same wherever it begins.
 */
import {
  type Account,
  balanceChange,
  clientLedger,
  creditLedger,
  type Minor,
  type Posting,
} from '@faultline/domain';

export interface LedgerRow extends Posting {
  /** `null` for money that moved within the house. */
  readonly accountId: number | null;
  readonly balanceAfter: Minor | null;
  readonly creditAfter: Minor | null;
}

type Held = Pick<Account, 'balance' | 'credit'>;

/** @param accountOf - The account as the last of the postings left it. */
export function ledgerRows(
  postings: readonly Posting[],
  accountOf: (accountId: number) => Account,
): LedgerRow[] {
  const heldBefore = new Map<number, Held>();
  const rows: LedgerRow[] = [];
  for (const posting of postings.toReversed()) {
    const accountId = ownerOf(posting);
    if (accountId === null) {
      rows.push({ ...posting, ...NOBODY });
      continue;
    }
    const held = heldBefore.get(accountId) ?? accountOf(accountId);
    const { balance: balanceAfter, credit: creditAfter } = held;
    rows.push({ ...posting, accountId, balanceAfter, creditAfter });
    heldBefore.set(accountId, before(posting, accountId, held));
  }
  return rows.toReversed();
}

const before = (posting: Posting, accountId: number, { balance, credit }: Held): Held => ({
  balance: balance - balanceChange([posting], clientLedger(accountId)),
  credit: credit - balanceChange([posting], creditLedger(accountId)),
});

const NOBODY = { accountId: null, balanceAfter: null, creditAfter: null };

/** Of `client:1` and of `credit:1` it is account 1. */
function ownerOf({ debit, credit }: Posting): number | null {
  const [, id] =
    /^(?:client|credit):(\d+)$/.exec(debit) ?? /^(?:client|credit):(\d+)$/.exec(credit) ?? [];
  return id === undefined ? null : Number(id);
}
