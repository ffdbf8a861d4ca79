/** Orders and deals a page at a time: of an account, and for the broker of all accounts. */
import type { Handler, Handlers, OrderContract } from '@faultline/contract';
import type { Deal, Order } from '@faultline/domain';
import type { Market } from '../market/market.ts';
import type { OrdersAsked, Store } from '../ports/store.ts';
import { readableAccount } from '../trading/ownership.ts';
import { pageOf } from '../views/page.ts';
import { dealView, orderView, statusesShownAs } from '../views/views.ts';

export interface HistoryDeps {
  readonly store: Store;
  readonly market: Market;
}

type ListOrders = Handler<OrderContract['orders']['list']>;
type History = Handlers<OrderContract['history']>;
type Asked = Parameters<ListOrders>[0];
type Of = Pick<OrdersAsked, 'accountId' | 'done'>;

export const listOrders =
  (deps: HistoryDeps): ListOrders =>
  async (asked, call) => {
    const { id } = await readableAccount(deps.store, asked.accountId, call);
    return orderPage(deps, { asked, of: { accountId: id } }, call);
  };

export const orderHistory =
  (deps: HistoryDeps): History['orders'] =>
  async (asked, call) => {
    const { id } = await readableAccount(deps.store, asked.accountId, call);
    return orderPage(deps, { asked, of: { accountId: id, done: true } }, call);
  };

export const allOrders =
  (deps: HistoryDeps): Handler<OrderContract['admin']['orders']['list']> =>
  async (asked, call) => {
    if (asked.accountId !== undefined) await readableAccount(deps.store, asked.accountId, call);
    return orderPage(deps, { asked, of: { accountId: asked.accountId ?? null } }, call);
  };

async function orderPage(
  { store, market }: HistoryDeps,
  { asked, of }: { asked: Asked; of: Of },
  call: Parameters<ListOrders>[1],
) {
  const { status, symbol, from, to, cursor, limit } = asked;
  const statuses = status && statusesShownAs(status);
  const list = {
    read: async (page: Pick<OrdersAsked, 'after' | 'limit'>) =>
      store.pages.orders({ ...of, ...page, statuses, symbol, fromMs: from, toMs: to }),
    markOf: ({ createdAtMs, id }: Order) => [createdAtMs, id],
    mark: ['number', 'string'] as const,
  };
  const { rows, nextCursor } = await pageOf({ cursor, limit }, list, call);
  const { instruments } = market.reference();
  return { items: rows.map((order) => orderView(order, { instruments })), nextCursor };
}

export const dealHistory =
  ({ store, market }: HistoryDeps): History['deals'] =>
  async ({ accountId, symbol, from, to, ...paged }, call) => {
    const account = await readableAccount(store, accountId, call);
    const list = {
      read: async (page: Pick<OrdersAsked, 'after' | 'limit'>) =>
        store.pages.deals({ accountId: account.id, ...page, symbol, fromMs: from, toMs: to }),
      markOf: ({ timeMs, id }: Deal) => [timeMs, id],
      mark: ['number', 'string'] as const,
    };
    const { rows, nextCursor } = await pageOf(paged, list, call);
    const { instruments } = market.reference();
    return { items: rows.map((deal) => dealView(deal, { instruments, account })), nextCursor };
  };
