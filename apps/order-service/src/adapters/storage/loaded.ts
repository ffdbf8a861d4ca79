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
}

export const clientKey = (accountId: number, clientOrderId: string): string =>
  `${accountId}:${clientOrderId}`;
export const executionKey = (lp: string, execId: string): string => `${lp}\n${execId}`;
export const fundsKey = (accountId: number, type: string, reference: string): string =>
  `${accountId}\n${type}\n${reference}`;

/** Lets the next command see what this one wrote. Books are the business of `Work`. */
export function takeOver(loaded: Loaded, changes: Changes): void {
  forget(loaded.remembered, changes.forgotten);
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

function put<T extends { readonly id: string }>(
  rows: Map<string, T>,
  records: readonly T[] | undefined,
): void {
  for (const record of records ?? []) rows.set(record.id, record);
}

function forget(remembered: Map<string, Remembered>, orderIds: readonly string[] = []): void {
  for (const { id, orderId } of orderIds.length === 0 ? [] : remembered.values()) {
    if (orderId !== null && orderIds.includes(orderId)) remembered.delete(id);
  }
}
