/** What support and administrators see and do. Questions about providers and sessions go on to the LP service. */
import { adminAccounts } from './admin-accounts.ts';
import { adminBreaks } from './admin-breaks.ts';
import { adminFix } from './admin-fix.ts';
import { adminFunds, adminLimitRequests, adminWithdrawals } from './admin-funds.ts';
import { adminHedges } from './admin-hedges.ts';
import { adminHouse } from './admin-house.ts';
import { adminLp } from './admin-lp.ts';
import { adminMt5 } from './admin-mt5.ts';
import { adminRouting } from './admin-routing.ts';
import { adminSchedules } from './admin-schedules.ts';
import { adminGroups, adminSymbols } from './admin-terms.ts';
import { adminOrders, adminPositions } from './admin-trading.ts';

export const admin = {
  lp: adminLp,
  fix: adminFix,
  mt5: adminMt5,
  accounts: adminAccounts,
  funds: adminFunds,
  withdrawals: adminWithdrawals,
  limitRequests: adminLimitRequests,
  groups: adminGroups,
  symbols: adminSymbols,
  schedules: adminSchedules,
  routing: adminRouting,
  hedges: adminHedges,
  orders: adminOrders,
  positions: adminPositions,
  breaks: adminBreaks,
  ...adminHouse,
};
