/** The admin slice: everything under `admin` but providers, sessions and withdrawals. */
import type { Handlers, OrderContract } from '@faultline/contract';
import type { DestinationDeps } from '../trading/destinations.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { type AccountDeps, createAccount } from './accounts/create.ts';
import { readAccounts } from './accounts/read.ts';
import { resetPassword } from './accounts/reset-password.ts';
import { setState } from './accounts/set-state.ts';
import { updateAccount } from './accounts/update.ts';
import { adminFunds } from './funds/funds.ts';
import { adminAudit } from './house/audit.ts';
import { adminHedges } from './house/hedges.ts';
import { adminHouse } from './house/house.ts';
import { adminGroups } from './terms/groups.ts';
import { adminRouting } from './terms/routing.ts';
import { adminSchedules } from './terms/schedules.ts';
import { adminSymbols } from './terms/symbols.ts';
import { adminBreaks } from './trading/breaks.ts';
import { cancelOrder } from './trading/cancel-order.ts';
import { closeForClient } from './trading/close-position.ts';
import { openPositions } from './trading/list-positions.ts';
import { modifyForClient } from './trading/modify-position.ts';

type Admin = Handlers<OrderContract['admin']>;

/** What other slices do for administrators, too. */
interface Others {
  readonly orders: Admin['orders']['list'];
  readonly resolve: Admin['orders']['resolve'];
  readonly ledger: Admin['funds']['ledger'];
}

export type AdminDeps = RunDeps & AccountDeps & DestinationDeps;

export function adminDesk(
  deps: AdminDeps,
  others: Others,
): Omit<Admin, 'lp' | 'fix' | 'mt5' | 'withdrawals' | 'limitRequests'> {
  return {
    accounts: {
      ...readAccounts(deps),
      create: createAccount(deps),
      update: updateAccount(deps),
      setState: setState(deps),
      resetPassword: resetPassword(deps),
    },
    funds: { ...adminFunds(deps), ledger: others.ledger },
    groups: adminGroups(deps),
    symbols: adminSymbols(deps),
    schedules: adminSchedules(deps),
    routing: adminRouting(deps),
    orders: { list: others.orders, resolve: others.resolve, cancel: cancelOrder(deps) },
    positions: {
      list: openPositions(deps),
      close: closeForClient(deps),
      modify: modifyForClient(deps),
    },
    breaks: adminBreaks(deps),
    hedges: adminHedges(deps.store),
    ...adminHouse(deps),
    audit: adminAudit(deps.store),
  };
}
