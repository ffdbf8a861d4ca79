/**
 * What closing has made for an account, kept in memory with the version of the account for which it holds: adding up a
 * day's postings again for every look at an account would cost more the more it has traded.
 */
import { type Account, clientLedger, type Posting } from '@faultline/domain';
import { Recent } from '@faultline/service';
import type { Book } from '../../ports/store.ts';
import type { Driver, Reader } from './driver.ts';

type Versioned = Pick<Account, 'id' | 'version'>;

interface Sum {
  readonly version: number;
  readonly sinceMs: number;
  readonly amount: bigint;
}

/** As many accounts as have their books in memory. */
const SUMS_MAX = 20_000;
const REALIZED: ReadonlySet<Posting['type']> = new Set(['REALIZED_PL', 'SWAP']);

export class Realized {
  readonly #sums = new Recent<number, Sum>(SUMS_MAX);

  /** @param account - As the caller sees it: an answer in memory must hold for this very version. */
  async since(account: Versioned, sinceMs: number, driver: Driver): Promise<bigint> {
    const { id, version } = account;
    const known = this.#sums.get(id);
    if (known?.version === version && known.sinceMs === sinceMs) return known.amount;
    const read = await driver.snapshot(async (reader) => readSum(id, sinceMs, reader));
    this.#sums.set(id, read);
    return read.amount;
  }

  /**
   * Carries the sums of the accounts over a commit.
   *
   * @param before - The book that the commit's decisions were made on, where it is known.
   */
  committed(books: readonly Book[], postings: readonly Posting[], before: Before): void {
    if (this.#sums.isEmpty) return;
    const byLedger = Map.groupBy(postings.filter(isRealized), clientOf);
    for (const { account } of books) {
      const known = this.#sums.get(account.id);
      if (known === undefined) continue;
      if (before(account.id)?.account.version !== known.version) {
        this.#sums.delete(account.id);
        continue;
      }
      const ledger = clientLedger(account.id);
      const later = (byLedger.get(ledger) ?? []).filter(({ atMs }) => atMs >= known.sinceMs);
      const amount = later.reduce((sum, one) => sum + changeOf(one, ledger), known.amount);
      this.#sums.set(account.id, { ...known, version: account.version, amount });
    }
  }
}

type Before = (accountId: number) => Book | undefined;

const isRealized = ({ type }: Posting): boolean => REALIZED.has(type);
const clientOf = ({ credit, debit }: Posting): string =>
  credit.startsWith('client:') ? credit : debit;
const changeOf = ({ credit, amount }: Posting, ledger: string): bigint =>
  credit === ledger ? amount : -amount;

/** Both asked before either is answered, so that they are of one moment on every database. */
async function readSum(id: number, sinceMs: number, reader: Reader): Promise<Sum> {
  const ledger = clientLedger(id);
  const [accounts, sums] = await Promise.all([
    reader.all('SELECT version FROM accounts WHERE id = ?', [id]),
    reader.all(
      `SELECT coalesce(sum(CASE WHEN credit = ? THEN amount ELSE -amount END), 0) AS sum
       FROM postings WHERE type IN ('REALIZED_PL', 'SWAP') AND at_ms >= ?
       AND (credit = ? OR debit = ?)`,
      [ledger, sinceMs, ledger, ledger],
    ),
  ]);
  const version = Number(accounts[0]?.['version'] ?? 0);
  return { version, sinceMs, amount: BigInt(String(sums[0]?.['sum'] ?? 0)) };
}
