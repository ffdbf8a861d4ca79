/** Loads, in one question per table, everything that a group of commands asked to see. */
import type { Account, Order, Position } from '@faultline/domain';
import type { Wanted } from '../../ports/facts.ts';
import { memoryId } from '../../ports/records.ts';
import type { Book } from '../../ports/store.ts';
import type { Books } from './books.ts';
import type { Driver, Reader } from './driver.ts';
import { loadPeople } from './load-people.ts';
import type { TableSpec } from './table-spec.ts';
import * as tables from './tables/index.ts';
import { clientKey, executionKey, type Found, fundsKey } from './loaded.ts';

export interface LoadContext {
  readonly reader: Reader;
  readonly books: Books;
  /** Nobody else writes: a book in memory is what stands. */
  readonly exclusive: boolean;
  /** What locks a row until the commit; empty to lock nothing. */
  readonly lock: Driver['lock'];
}

export async function load(wanted: readonly Wanted[], context: LoadContext): Promise<Found> {
  const found = await loadSubjects(wanted, context.reader);
  // What guards the rest comes first: users, then accounts. The other questions follow at once, behind those locks.
  const people = loadPeople(wanted, context);
  const books = loadBooks([...pick(wanted, 'accountId'), ...ownersOf(found)], context);
  const rest = loadMemories(wanted, context.reader);
  const locked = context.lock === '' ? found : loadSubjects(wanted, context.reader);
  const [peopleFound, booksFound, subjects, memories] = await Promise.all([
    people,
    books,
    locked,
    rest,
  ]);
  const withdrawals = new Map([...subjects.withdrawals, ...memories.withdrawals]);
  return { ...memories, ...subjects, ...peopleFound, withdrawals, books: booksFound };
}

/** What several processes might write at once though it has no row yet, and no account whose lock would guard it. */
export function namesToLock(wanted: readonly Wanted[]): string[] {
  return wanted.flatMap((one) => [
    ...keysToAsk([one]).flatMap((id) => (hasSubject(one) ? [] : [`key:${id}`])),
    ...(one.username === undefined ? [] : [`user:${lower(one.username)}`]),
  ]);
}

const hasSubject = (one: Wanted): boolean =>
  one.accountId !== undefined ||
  one.orderId !== undefined ||
  one.positionId !== undefined ||
  one.withdrawalId !== undefined ||
  one.limitRequestId !== undefined;

type Subjects = Pick<Found, 'orders' | 'positions' | 'withdrawals' | 'limitRequests'>;

/** What is asked for by its own id, and says by itself whose it is. */
async function loadSubjects(wanted: readonly Wanted[], reader: Reader): Promise<Subjects> {
  const find = finder(reader);
  const [orders, withdrawals, limitRequests] = await Promise.all([
    find(tables.orders, 'id', pick(wanted, 'orderId')),
    find(tables.withdrawals, 'id', pick(wanted, 'withdrawalId')),
    find(tables.limitRequests, 'id', pick(wanted, 'limitRequestId')),
  ]);
  const ofOrders = orders.flatMap(({ reduces, positionId }) => reduces ?? positionId ?? []);
  const ids = [...pick(wanted, 'positionId'), ...ofOrders];
  return {
    orders: byId(orders),
    positions: byId(await find(tables.positions, 'id', ids)),
    withdrawals: byId(withdrawals),
    limitRequests: byId(limitRequests),
  };
}

const ownersOf = ({ orders, positions, withdrawals, limitRequests }: Subjects): number[] =>
  [orders, positions, withdrawals, limitRequests].flatMap((rows) =>
    [...rows.values()].map(({ accountId }) => accountId),
  );

type Memories = Omit<
  Found,
  'orders' | 'positions' | 'limitRequests' | 'users' | 'sessions' | 'books'
>;

async function loadMemories(wanted: readonly Wanted[], reader: Reader): Promise<Memories> {
  const [remembered, ids, done, references, withdrawals, breaks] = await Promise.all([
    finder(reader)(tables.idempotency, 'id', keysToAsk(wanted)),
    clientIds(wanted, reader),
    executions(wanted, reader),
    fundsReferences(wanted, reader),
    recentWithdrawals(wanted, reader),
    finder(reader)(tables.breaks, 'seq', pick(wanted, 'breakSeq')),
  ]);
  return {
    remembered: byId(remembered),
    clientIds: ids,
    executions: done,
    fundsReferences: references,
    withdrawals: byId(withdrawals),
    breaks: new Map(breaks.map((one) => [one.seq, one])),
  };
}

const keysToAsk = (wanted: readonly Wanted[]): string[] =>
  pick(wanted, 'key')
    .filter(({ isNew }) => isNew !== true)
    .map(memoryId);

const lower = (text: string): string => text.toLowerCase();

function pick<K extends keyof Wanted>(
  wanted: readonly Wanted[],
  field: K,
): NonNullable<Wanted[K]>[] {
  const found: NonNullable<Wanted[K]>[] = [];
  for (const one of wanted) {
    const value = one[field];
    if (value !== undefined) found.push(value);
  }
  return found;
}

const byId = <T extends { readonly id: unknown }>(records: readonly T[]): Map<T['id'], T> =>
  new Map(records.map((record) => [record.id, record]));

/** Rows by a list of values; an empty list asks nothing. */
const finder =
  (reader: Reader) =>
  async <T extends object>(
    spec: TableSpec<T>,
    column: string,
    values: readonly (string | number)[],
  ): Promise<T[]> =>
    values.length === 0 ? [] : reader.rows(spec, `${column} = ANY(?)`, [[...new Set(values)]]);

/** Books as they stand, from memory where it can be trusted. */
async function loadBooks(ids: readonly number[], context: LoadContext): Promise<Map<number, Book>> {
  const { reader, books, exclusive, lock } = context;
  const loaded = new Map<number, Book>();
  const missing = new Set<number>();
  for (const id of ids) {
    const book = exclusive ? books.get(id) : undefined;
    if (book === undefined) missing.add(id);
    else loaded.set(id, book);
  }
  if (missing.size === 0) return loaded;
  const found = await reader.rows(tables.accounts, `id = ANY(?) ORDER BY id ${lock}`, [
    [...missing],
  ]);
  const stale: Account[] = [];
  for (const account of found) {
    const book = books.get(account.id);
    if (book?.account.version === account.version) loaded.set(account.id, book);
    else stale.push(account);
  }
  for (const book of await readBooks(stale, reader)) {
    const kept = books.put(book);
    loaded.set(book.account.id, exclusive ? kept : book);
  }
  return loaded;
}

async function readBooks(accounts: readonly Account[], reader: Reader): Promise<Book[]> {
  if (accounts.length === 0) return [];
  const ids = accounts.map(({ id }) => id);
  const open = 'account_id = ANY(?) AND closed_at_ms IS NULL ORDER BY id';
  const working = 'account_id = ANY(?) AND done_at_ms IS NULL ORDER BY created_at_ms, id';
  const [positions, orders] = await Promise.all([
    reader.rows(tables.positions, open, [ids]).then(grouped),
    reader.rows(tables.orders, working, [ids]).then(grouped),
  ]);
  return accounts.map((account) => ({
    account,
    positions: positions.get(account.id) ?? [],
    orders: orders.get(account.id) ?? [],
  }));
}

const grouped = <T extends Order | Position>(records: readonly T[]): ReadonlyMap<number, T[]> =>
  Map.groupBy(records, ({ accountId }) => accountId);

async function recentWithdrawals(wanted: readonly Wanted[], reader: Reader) {
  const asking = wanted.filter(({ withdrawalsSinceMs }) => withdrawalsSinceMs !== undefined);
  if (asking.length === 0) return [];
  const since = Math.min(...pick(asking, 'withdrawalsSinceMs'));
  const rest = 'account_id = ANY(?) AND requested_at_ms >= ?';
  return reader.rows(tables.withdrawals, rest, [pick(asking, 'accountId'), since]);
}

async function clientIds(wanted: readonly Wanted[], reader: Reader): Promise<Map<string, string>> {
  const asking = wanted.filter(({ clientOrderId }) => clientOrderId !== undefined);
  if (asking.length === 0) return new Map();
  const sql =
    'SELECT account_id, client_order_id, id FROM orders WHERE account_id = ANY(?) AND client_order_id = ANY(?)';
  const rows = await reader.all(sql, [pick(asking, 'accountId'), pick(asking, 'clientOrderId')]);
  return new Map(
    rows.map((row) => [
      clientKey(Number(row['account_id']), String(row['client_order_id'])),
      String(row['id']),
    ]),
  );
}

async function executions(wanted: readonly Wanted[], reader: Reader): Promise<Set<string>> {
  const asking = pick(wanted, 'execution');
  if (asking.length === 0) return new Set();
  const sql = 'SELECT lp, lp_exec_id FROM deals WHERE lp = ANY(?) AND lp_exec_id = ANY(?)';
  const lps = [...new Set(asking.map(({ lp }) => lp))];
  const rows = await reader.all(sql, [lps, asking.map(({ execId }) => execId)]);
  return new Set(rows.map((row) => executionKey(String(row['lp']), String(row['lp_exec_id']))));
}

async function fundsReferences(wanted: readonly Wanted[], reader: Reader): Promise<Set<string>> {
  const asking = wanted.filter(({ funds }) => funds !== undefined);
  if (asking.length === 0) return new Set();
  const references = pick(asking, 'funds').map(({ reference }) => reference);
  const rows = await reader.rows(tables.funds, 'account_id = ANY(?) AND reference = ANY(?)', [
    pick(asking, 'accountId'),
    references,
  ]);
  return new Set(
    rows.map(({ accountId, type, reference }) => fundsKey(accountId, type, reference ?? '')),
  );
}
