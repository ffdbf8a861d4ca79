/** The desk of the tests with the broker's side of it: money, accounts, terms, history. */
import type { User } from '@faultline/contract';
import { type Account, newOrder, type Order } from '@faultline/domain';
import { adminDesk } from '../admin/admin.ts';
import { resolveOrder } from '../apply-report/resolve-order.ts';
import { ledgerHistory } from '../history/ledger.ts';
import { allOrders, dealHistory, listOrders, orderHistory } from '../history/orders.ts';
import { withdrawalDesk, withdrawalHandlers } from '../withdrawals/withdrawals.ts';
import { ann, callBy, openDesk } from './desk.ts';

export const adm: User = { ...ann, userId: 'user_admin', username: 'admin', role: 'ADMIN' };
export const sue: User = { ...ann, userId: 'user_support', username: 'support', role: 'SUPPORT' };

/** A call by this person, for tests that ask nothing about its answer's headers. */
export const by = (caller: User) => callBy(caller).call;

export type BrokerDesk = Awaited<ReturnType<typeof openBrokerDesk>>;

export async function openBrokerDesk() {
  const desk = await openDesk();
  const { deps, store } = desk;
  const passwords = { hash: async (password: string) => `hash of ${password}` };
  return {
    ...desk,
    withdrawals: withdrawalHandlers(deps),
    history: {
      orders: orderHistory(deps),
      deals: dealHistory(deps),
      ledger: ledgerHistory(store),
    },
    listOrders: listOrders(deps),
    admin: {
      ...withdrawalDesk(deps),
      ...adminDesk(
        { ...deps, passwords },
        { orders: allOrders(deps), resolve: resolveOrder(deps), ledger: ledgerHistory(store) },
      ),
    },
    account: async (accountId: number) => {
      const { account } = await store.read({ accountId });
      if (account === null) throw new Error(`the desk has no account ${accountId}`);
      return account;
    },
    /** An order of account 1 that waits in our own book. */
    waitingOrder: async (): Promise<Order> =>
      store.commit({ accountId: 1 }, ({ ids, account }) => {
        if (account === null) throw new Error('the desk has no account 1');
        const order = waiting(ids.orderId(), account, deps.market.now());
        return { answer: order, changes: { atMs: deps.market.now(), orders: [order] } };
      }),
    /** The newest entry of the audit log. */
    lastAudit: async () => (await store.pages.audit({ after: null, limit: 1 }))[0],
    /** Balances are what the ledger says, and the audit log is whole. */
    isSound: async () => {
      const { unexplained, auditBreak } = await store.verify();
      return unexplained.length === 0 && auditBreak === null;
    },
  };
}

function waiting(orderId: string, account: Account, nowMs: number): Order {
  const terms = {
    symbol: 'EURUSD',
    side: 'BUY',
    volume: 1_000n,
    sl: null,
    tp: null,
    reservedMargin: 10_900n,
    requestedPrice: 109_000n,
    reduces: null,
  } as const;
  const placement = { ...terms, route: 'BOOK', price: 109_000n } as const;
  const order = newOrder(placement, { orderId }, { account, clientOrderId: null, nowMs });
  return { ...order, type: 'LIMIT', tif: 'GTC', limitPrice: 109_000n, status: 'PENDING' };
}
