/** What support and administrators see and do. Questions about providers and sessions go on to the LP service. */
import { z } from 'zod';
import { get, mutation, post, query } from '../op.ts';
import { LpView } from '../lp/lp.ts';
import { FixSessionView } from '../lp/fix.ts';
import { adminAccounts } from './admin-accounts.ts';
import { adminFunds, adminLimitRequests, adminWithdrawals } from './admin-funds.ts';
import { adminHouse } from './admin-house.ts';
import { adminRouting } from './admin-routing.ts';
import { adminSchedules } from './admin-schedules.ts';
import { adminGroups, adminSymbols } from './admin-terms.ts';
import { adminOrders, adminPositions } from './admin-trading.ts';

const upstream = ['LP_NOT_CONNECTED'] as const;
const session = z.strictObject({ sessionId: z.string().max(64) });

const lp = {
  status: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.strictObject({ lps: z.array(LpView) }),
    errors: upstream,
    rest: get('/admin/lp-status'),
  }),
};

const fix = {
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.strictObject({ sessions: z.array(FixSessionView) }),
    errors: upstream,
    rest: get('/admin/fix/status'),
  }),
  connect: mutation({
    needs: 'admin',
    input: session,
    output: FixSessionView,
    errors: [...upstream, 'FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
    rest: post('/admin/fix/connect'),
  }),
  disconnect: mutation({
    needs: 'admin',
    input: session,
    output: FixSessionView,
    errors: [...upstream, 'FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
    rest: post('/admin/fix/disconnect'),
  }),
};

export const admin = {
  lp,
  fix,
  accounts: adminAccounts,
  funds: adminFunds,
  withdrawals: adminWithdrawals,
  limitRequests: adminLimitRequests,
  groups: adminGroups,
  symbols: adminSymbols,
  schedules: adminSchedules,
  routing: adminRouting,
  orders: adminOrders,
  positions: adminPositions,
  ...adminHouse,
};
