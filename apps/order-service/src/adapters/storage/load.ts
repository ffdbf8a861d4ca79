/** Loads, in one question per table, everything that a group of commands asked to see. */
import type { Order, Position } from '@faultline/domain';
import type { Wanted } from '../../ports/facts.ts';
import { memoryId } from '../../ports/records.ts';
import type { Book } from '../../ports/store.ts';
import type { Books } from './books.ts';
import type { Driver, Reader } from './driver.ts';
import type { TableSpec } from './table-spec.ts';
import * as tables from './tables/index.ts';
import { clientKey, executionKey, fundsKey, type Loaded } from './loaded.ts';

export interface LoadContext {
  readonly reader: Reader;
  readonly books: Books;
  /** Nobody else writes: a book in memory is what stands. */
  readonly exclusive: boolean;
  /** What locks an account's row until the commit; empty to lock nothing. */
  readonly lock: Driver['lock'];
}

export async function load(wanted: readonly Wanted[], context: LoadContext): Promise<Loaded> {
  const { reader } = context;
  const find = finder(reader);
  const orders = byId(await find(tables.orders, 'id', pick(wanted, 'orderId')));
  const ofOrders = [...orders.values()].flatMap(
    ({ reduces, positionId }) => reduces ?? positionId ?? [],
  );
  const positions = byId(
    await find(tables.positions, 'id', [...pick(wanted, 'positionId'), ...ofOrders]),
  );
  const withdrawals = byId(await find(tables.withdrawals, 'id', pick(wanted, 'withdrawalId')));
  const limitRequests = byId(
    await find(tables.limitRequests, 'id', pick(wanted, 'limitRequestId')),
  );
  const owners = [orders, positions, withdrawals, limitRequests].flatMap((rows) =>
    [...rows.values()].map(({ accountId }) => accountId),
  );
  // Accounts come first of all that another writer could change: their locks guard the rest.
  const books = await loadBooks([...pick(wanted, 'accountId'), ...owners], context);
  return {
    books,
    orders: context.exclusive ? orders : byId(await find(tables.orders, 'id', [...orders.keys()])),
    positions,
    limitRequests,
    withdrawals: new Map([...withdrawals, ...byId(await recentWithdrawals(wanted, reader))]),
    remembered: byId(await find(tables.idempotency, 'id', pick(wanted, 'key').map(memoryId))),
    clientIds: await clientIds(wanted, reader),
    executions: await executions(wanted, reader),
    users: byId([
      ...(await find(tables.users, 'id', pick(wanted, 'userId'))),
      ...(await find(tables.users, 'lower(username)', pick(wanted, 'username').map(lower))),
    ]),
    fundsReferences: await fundsReferences(wanted, reader),
  };
}

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
async function loadBooks(
  ids: readonly number[],
  { reader, books, exclusive, lock }: LoadContext,
): Promise<Map<number, Book>> {
  const wanted = [...new Set(ids)];
  const known = exclusive ? wanted.flatMap((id) => books.get(id) ?? []) : [];
  const missing = wanted.filter((id) => !known.some(({ account }) => account.id === id));
  if (missing.length === 0) return byAccount(known);
  const found = await reader.rows(tables.accounts, `id = ANY(?) ORDER BY id ${lock}`, [missing]);
  const fresh = found.flatMap((account) => {
    const book = books.get(account.id);
    return book?.account.version === account.version ? [book] : [];
  });
  const stale = found.filter(({ id }) => !fresh.some(({ account }) => account.id === id));
  const loaded = await readBooks(stale, reader);
  for (const book of loaded) books.put(book);
  return byAccount([...known, ...fresh, ...loaded]);
}

async function readBooks(accounts: readonly Book['account'][], reader: Reader): Promise<Book[]> {
  if (accounts.length === 0) return [];
  const ids = accounts.map(({ id }) => id);
  const open = 'account_id = ANY(?) AND closed_at_ms IS NULL ORDER BY id';
  const positions = grouped(await reader.rows(tables.positions, open, [ids]));
  const working = 'account_id = ANY(?) AND done_at_ms IS NULL';
  const orders = grouped(await reader.rows(tables.orders, working, [ids]));
  return accounts.map((account) => ({
    account,
    positions: positions.get(account.id) ?? [],
    orders: orders.get(account.id) ?? [],
  }));
}

const grouped = <T extends Order | Position>(records: readonly T[]): Map<number, T[]> =>
  Map.groupBy(records, ({ accountId }) => accountId);

const byAccount = (books: readonly Book[]): Map<number, Book> =>
  new Map(books.map((book) => [book.account.id, book]));

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
