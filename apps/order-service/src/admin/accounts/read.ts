/** `admin.accounts.list` and `admin.accounts.get`. */
import type { Handlers, OrderContract } from '@faultline/contract';
import type { Account } from '@faultline/domain';
import type { AccountsAsked } from '../../ports/store.ts';
import type { PerformDeps } from '../../trading/perform.ts';
import { pageOf } from '../../views/page.ts';
import { type AccountView, accountView } from './account-view.ts';

type Read = Pick<Handlers<OrderContract['admin']['accounts']>, 'list' | 'get'>;

export function readAccounts(deps: PerformDeps): Read {
  const { store } = deps;
  return {
    list: async ({ username, groupId, tradeState, ...paged }, call) => {
      const list = {
        read: async (page: Pick<AccountsAsked, 'after' | 'limit'>) =>
          store.pages.accounts({ ...page, username, groupId, tradeState }),
        markOf: ({ id }: Account) => [id],
        mark: ['number'] as const,
      };
      const { rows, nextCursor } = await pageOf(paged, list, call);
      return {
        items: await viewsOf(
          deps,
          rows.map(({ id }) => id),
        ),
        nextCursor,
      };
    },
    get: async ({ accountId }, call) => {
      const [view] = await viewsOf(deps, [accountId]);
      if (view === undefined) throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
      return view;
    },
  };
}

async function viewsOf(
  { store, market }: PerformDeps,
  ids: readonly number[],
): Promise<AccountView[]> {
  const books = await store.booksOf(ids);
  const users = await store.usersOf([...new Set(books.map(({ account }) => account.userId))]);
  const owners = new Map(users.map((user) => [user.id, user]));
  return books.map((book) => {
    const owner = owners.get(book.account.userId) ?? { username: '', fullName: '' };
    return accountView(book, owner, market);
  });
}
