/** The broker's desk: every slice that administrators use, joined. The same for the service and for its tests. */
import type { Handlers, OrderContract } from '@faultline/contract';
import { type AdminDeps, adminDesk } from './admin/admin.ts';
import { resolveOrder } from './apply-report/resolve-order.ts';
import { ledgerHistory } from './history/ledger.ts';
import { allOrders } from './history/orders.ts';
import { withdrawalDesk } from './withdrawals/withdrawals.ts';

type Admin = Handlers<OrderContract['admin']>;

export const brokerDesk = (deps: AdminDeps): Omit<Admin, 'lp' | 'fix' | 'mt5'> => ({
  ...withdrawalDesk(deps),
  ...adminDesk(deps, {
    orders: allOrders(deps),
    resolve: resolveOrder(deps),
    ledger: ledgerHistory(deps.store),
  }),
});
