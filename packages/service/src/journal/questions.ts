/** What the journal can be asked, as SQL. */
import type { Cell, DuckRow } from '../duckdb/messages.ts';
import { ENTRY_COLUMNS, ERRORS_TABLE } from './entry.ts';

/** Times are epoch milliseconds: `fromMs` included, `toMs` not. */
interface JournalFilter {
  readonly code?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly errorId?: string | undefined;
  readonly orderId?: string | undefined;
}

/** Where the next page begins: behind this entry, which is the last of the page before. */
interface JournalMark {
  readonly atMs: number;
  readonly id: string;
}

export interface JournalSearch extends JournalFilter {
  readonly after?: JournalMark | undefined;
  readonly limit: number;
}

export interface JournalStats extends JournalFilter {
  /** How long a bucket is. */
  readonly bucketMs: number;
}

/** How often one code met callers within one bucket. */
export interface JournalCount {
  readonly startMs: number;
  readonly service: string;
  readonly code: string;
  readonly outcome: string;
  readonly count: number;
}

export interface Question {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/** More series than anybody reads. */
const COUNTS_MAX = 10_000;

/** Newest first. */
export function searchQuestion({ after, limit, ...filter }: JournalSearch): Question {
  const { where, params } = conditions(filter);
  if (after !== undefined) {
    where.push('(at_ms < ? OR (at_ms = ? AND id < ?))');
    params.push(after.atMs, after.atMs, after.id);
  }
  const sql = `SELECT ${ENTRY_COLUMNS} FROM ${ERRORS_TABLE}${whereText(where)} ORDER BY at_ms DESC, id DESC LIMIT ?`;
  return { sql, params: [...params, limit] };
}

export const entryQuestion = (id: string): Question => ({
  sql: `SELECT ${ENTRY_COLUMNS} FROM ${ERRORS_TABLE} WHERE id = ? LIMIT 1`,
  params: [id],
});

/** Oldest bucket first. */
export function statsQuestion({ bucketMs, ...filter }: JournalStats): Question {
  const { where, params } = conditions(filter);
  const sql = `SELECT at_ms - at_ms % ? AS start_ms, service, code, outcome, count(*) AS n FROM ${ERRORS_TABLE}${whereText(where)} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4 LIMIT ${COUNTS_MAX}`;
  return { sql, params: [bucketMs, ...params] };
}

export const forgetQuestion = (beforeMs: number): Question => ({
  sql: `DELETE FROM ${ERRORS_TABLE} WHERE at_ms < ?`,
  params: [beforeMs],
});

export const countOfRow = (row: DuckRow): JournalCount => ({
  startMs: Number(row['start_ms']),
  service: String(row['service']),
  code: String(row['code']),
  outcome: String(row['outcome']),
  count: Number(row['n']),
});

const EQUAL = [
  ['code', 'code'],
  ['requestId', 'request_id'],
  ['errorId', 'error_id'],
  ['orderId', 'order_id'],
] as const;

function conditions(filter: JournalFilter): { where: string[]; params: Cell[] } {
  const where: string[] = [];
  const params: Cell[] = [];
  const add = (condition: string, value: Cell | undefined): void => {
    if (value === undefined) return;
    where.push(condition);
    params.push(value);
  };
  for (const [field, column] of EQUAL) add(`${column} = ?`, filter[field]);
  add('at_ms >= ?', filter.fromMs);
  add('at_ms < ?', filter.toMs);
  return { where, params };
}

const whereText = (where: readonly string[]): string =>
  where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
