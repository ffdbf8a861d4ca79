/** `withdrawals.list` and the lists that administrators work through. */
import type { Handlers, OrderContract } from '@faultline/contract';
import type { Withdrawal } from '@faultline/domain';
import type { LimitRequest, Store } from '../ports/store.ts';
import { readableAccount } from '../trading/ownership.ts';
import { pageOf } from '../views/page.ts';
import { limitRequestView, withdrawalView } from './views.ts';

type Traders = Handlers<OrderContract['withdrawals']>;
type Admin = Handlers<OrderContract['admin']>;

const byAge = {
  markOf: ({ requestedAtMs, id }: Withdrawal | LimitRequest) => [requestedAtMs, id],
  mark: ['number', 'string'],
} as const;

export function listWithdrawals(store: Store): Traders['list'] {
  return async ({ status, ...input }, call) => {
    const { id: accountId } = await readableAccount(store, input.accountId, call);
    return withdrawalPage(store)({ ...input, accountId, status }, call);
  };
}

/** Of all accounts, or of one. */
export const withdrawalPage =
  (store: Store): Admin['withdrawals']['list'] =>
  async ({ accountId, status, ...paged }, call) => {
    const read = async (asked: Parameters<typeof store.pages.withdrawals>[0]) =>
      store.pages.withdrawals({ ...asked, accountId, status });
    const { rows, nextCursor } = await pageOf(paged, { read, ...byAge }, call);
    return { items: rows.map(withdrawalView), nextCursor };
  };

export const limitRequestPage =
  (store: Store): Admin['limitRequests']['list'] =>
  async ({ accountId, status, ...paged }, call) => {
    const read = async (asked: Parameters<typeof store.pages.limitRequests>[0]) =>
      store.pages.limitRequests({ ...asked, accountId, status });
    const { rows, nextCursor } = await pageOf(paged, { read, ...byAge }, call);
    const books = await store.booksOf([...new Set(rows.map((row) => row.accountId))]);
    const currencies = new Map(books.map(({ account }) => [account.id, account.currency]));
    const items = rows.map((row) => limitRequestView(row, currencies.get(row.accountId) ?? 'USD'));
    return { items, nextCursor };
  };
