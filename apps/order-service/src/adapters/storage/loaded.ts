/** What was loaded for a group of commands, by what it is asked for. */
import type { Order, Position, Withdrawal } from '@faultline/domain';
import type { Changes } from '../../ports/changes.ts';
import type { Break, LimitRequest, RefreshSession, Remembered, User } from '../../ports/records.ts';
import type { Book } from '../../ports/store.ts';

/** Rows as they were found, by their ids. What was looked for and not found is absent. */
export interface Loaded {
  readonly books: Map<number, Book>;
  readonly orders: Map<string, Order>;
  readonly positions: Map<number, Position>;
  readonly remembered: Map<string, Remembered>;
  /** Order ids by account and the caller's own name: see `clientKey`. */
  readonly clientIds: Map<string, string>;
  readonly executions: Set<string>;
  readonly users: Map<string, User>;
  readonly sessions: Map<string, RefreshSession>;
  readonly withdrawals: Map<string, Withdrawal>;
  readonly limitRequests: Map<string, LimitRequest>;
  readonly breaks: Map<number, Break>;
  readonly fundsReferences: Set<string>;
  /** Orders of which nothing is remembered any more, whatever the database still has. */
  readonly forgotten: Set<string>;
}

export const nothingLoaded = (): Loaded => ({
  books: new Map(),
  orders: new Map(),
  positions: new Map(),
  remembered: new Map(),
  clientIds: new Map(),
  executions: new Set(),
  users: new Map(),
  sessions: new Map(),
  withdrawals: new Map(),
  limitRequests: new Map(),
  breaks: new Map(),
  fundsReferences: new Set(),
  forgotten: new Set(),
});

/** Adds what the database had. What is known already may have been changed since, and stays. */
export function learn(known: Loaded, found: Found): void {
  for (const [id, one] of found.remembered) {
    if (one.orderId !== null && known.forgotten.has(one.orderId)) found.remembered.delete(id);
  }
  addMissing(known.books, found.books);
  addMissing(known.orders, found.orders);
  addMissing(known.positions, found.positions);
  addMissing(known.remembered, found.remembered);
  addMissing(known.clientIds, found.clientIds);
  addMissing(known.users, found.users);
  addMissing(known.sessions, found.sessions);
  addMissing(known.withdrawals, found.withdrawals);
  addMissing(known.limitRequests, found.limitRequests);
  addMissing(known.breaks, found.breaks);
  for (const one of found.executions) known.executions.add(one);
  for (const one of found.fundsReferences) known.fundsReferences.add(one);
}

function addMissing<K, V>(known: Map<K, V>, found: ReadonlyMap<K, V>): void {
  for (const [key, value] of found) if (!known.has(key)) known.set(key, value);
}

/** As the database has it. */
export type Found = Omit<Loaded, 'forgotten'>;

export const clientKey = (accountId: number, clientOrderId: string): string =>
  `${accountId}:${clientOrderId}`;
export const executionKey = (lp: string, execId: string): string => `${lp}\n${execId}`;
export const fundsKey = (accountId: number, type: string, reference: string): string =>
  `${accountId}\n${type}\n${reference}`;

/** Lets the next command see what this one wrote. Books are the business of `Work`. */
export function takeOver(loaded: Loaded, changes: Changes): void {
  forget(loaded, changes.forgotten);
  put(loaded.orders, changes.orders);
  put(loaded.positions, changes.positions);
  put(loaded.remembered, changes.remember);
  put(loaded.users, changes.users);
  put(loaded.sessions, changes.sessions);
  put(loaded.withdrawals, changes.withdrawals);
  put(loaded.limitRequests, changes.limitRequests);
  for (const one of changes.breaks ?? []) loaded.breaks.set(one.seq, one);
  for (const { accountId, clientOrderId, id } of changes.orders ?? []) {
    if (clientOrderId !== null) loaded.clientIds.set(clientKey(accountId, clientOrderId), id);
  }
  for (const { lp, lpExecId } of changes.deals ?? []) {
    if (lp !== null && lpExecId !== null) loaded.executions.add(executionKey(lp, lpExecId));
  }
  for (const { accountId, type, reference } of changes.funds ?? []) {
    if (reference !== null) loaded.fundsReferences.add(fundsKey(accountId, type, reference));
  }
}

function put<K, T extends { readonly id: K }>(
  rows: Map<K, T>,
  records: readonly T[] | undefined,
): void {
  for (const record of records ?? []) rows.set(record.id, record);
}

function forget({ remembered, forgotten }: Loaded, orderIds: readonly string[] = []): void {
  if (orderIds.length === 0) return;
  for (const orderId of orderIds) forgotten.add(orderId);
  for (const { id, orderId } of remembered.values()) {
    if (orderId !== null && orderIds.includes(orderId)) remembered.delete(id);
  }
}
