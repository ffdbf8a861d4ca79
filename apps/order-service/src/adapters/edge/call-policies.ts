/**
 * How often each kind of call may be made, by the API guide's table, and what goes first when there is too much to do.
 * A procedure has one class whichever door it comes through.
 */
import type { CallPolicy, LimitClass, Policies } from '@faultline/service';
import { procedureBehind } from '../rest-facade/facade.ts';

const limit = (name: string, perMinute: number, burst: number): LimitClass => ({
  name,
  perMinute,
  burst,
});

const LIMIT = {
  login: limit('login', 5, 2),
  orders: limit('orders', 100, 20),
  positions: limit('positions', 100, 20),
  account: limit('account', 60, 10),
  charts: limit('charts', 30, 5),
  market: limit('market', 120, 30),
  admin: limit('admin', 200, 50),
  adminLps: limit('admin-lps', 30, 10),
  adminFix: limit('admin-fix', 20, 5),
  health: limit('health', 100, 0),
  other: limit('other', 120, 30),
} as const;

/** The first prefix that fits decides. */
const LIMITS: readonly (readonly [prefix: string, limit: LimitClass])[] = [
  ['auth.login', LIMIT.login],
  ['auth.', LIMIT.account],
  ['orders.', LIMIT.orders],
  ['positions.', LIMIT.positions],
  ['account.', LIMIT.account],
  ['history.', LIMIT.account],
  ['withdrawals.', LIMIT.account],
  ['quotes.ticks', LIMIT.charts],
  ['quotes.candles', LIMIT.charts],
  ['quotes.', LIMIT.market],
  ['symbols.', LIMIT.market],
  ['risk.', LIMIT.market],
  ['errors.search', LIMIT.admin],
  ['errors.get', LIMIT.admin],
  ['errors.stats', LIMIT.admin],
  ['errors.', LIMIT.market],
  ['admin.lp.', LIMIT.adminLps],
  ['admin.fix.', LIMIT.adminFix],
  ['admin.', LIMIT.admin],
];

/** What takes risk away, and is let in when nothing else is. */
const URGENT =
  /^(admin\.)?(orders\.cancel|positions\.(close|modify|breakEven|trailingStop))|^auth\.logout|^admin\.(maintenance|tradingState)\./;
/** Much to read, and nobody trades by it. */
const REPORT = /^(history|errors|quotes\.(ticks|candles))\b|^admin\..*\.list$/;

export const policies: Policies = {
  of: policyOf,
  other: LIMIT.other,
  paths: { '/health': LIMIT.health },
};

/** An older door is as wide as the procedure that it leads to. */
function policyOf(name: string): CallPolicy {
  const procedure = procedureBehind(name) ?? name;
  const [, found = LIMIT.other] = LIMITS.find(([prefix]) => procedure.startsWith(prefix)) ?? [];
  return { limit: found, priority: priorityOf(procedure) };
}

function priorityOf(procedure: string): CallPolicy['priority'] {
  if (URGENT.test(procedure)) return 'urgent';
  return REPORT.test(procedure) ? 'report' : null;
}
