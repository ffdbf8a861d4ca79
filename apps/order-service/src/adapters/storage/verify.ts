/** Whether the books are what they should be: every balance explained by its entries, every audit entry in its chain. */
import type { BooksCheck } from '../../ports/store.ts';
import { firstBreak, NO_ENTRY } from './audit-chain.ts';
import type { Reader } from './driver.ts';
import * as tables from './tables/index.ts';

const PAGE = 1_000;

export const verifyBooks = async (reader: Reader): Promise<BooksCheck> => ({
  unexplained: await unexplainedAccounts(reader),
  auditBreak: await auditBreak(reader),
});

/** Accounts whose balance or credit is not the sum of their postings. */
async function unexplainedAccounts(reader: Reader): Promise<number[]> {
  const rows = await reader.all(
    `WITH entries AS (
       SELECT credit AS name, amount FROM postings UNION ALL
       SELECT debit AS name, -amount FROM postings),
     sums AS (SELECT name, sum(amount) AS amount FROM entries GROUP BY name)
     SELECT a.id FROM accounts a
     LEFT JOIN sums b ON b.name = 'client:' || CAST(a.id AS TEXT)
     LEFT JOIN sums c ON c.name = 'credit:' || CAST(a.id AS TEXT)
     WHERE a.balance <> coalesce(b.amount, 0) OR a.credit <> coalesce(c.amount, 0)
     ORDER BY a.id`,
  );
  return rows.map((row) => Number(row['id']));
}

async function auditBreak(reader: Reader): Promise<number | null> {
  let head = NO_ENTRY;
  for (;;) {
    const page = await reader.rows(tables.audit, 'seq > ? ORDER BY seq LIMIT ?', [head.seq, PAGE]);
    const broken = firstBreak(page, head);
    if (broken !== null) return broken;
    const last = page.at(-1);
    if (last === undefined) return null;
    head = last;
  }
}
