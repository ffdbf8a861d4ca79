/** The withdrawals slice: what traders ask for, and what administrators decide on. */
import type { Handlers, OrderContract } from '@faultline/contract';
import type { DestinationDeps } from '../trading/destinations.ts';
import type { PerformDeps } from '../trading/perform.ts';
import { decideLimits, limitsOf, requestLimit } from './limits.ts';
import { limitRequestPage, listWithdrawals, withdrawalPage } from './lists.ts';
import { cancelWithdrawal, decideWithdrawals } from './move.ts';
import { requestWithdrawal } from './request.ts';

export const withdrawalHandlers = (
  deps: PerformDeps & DestinationDeps,
): Handlers<OrderContract['withdrawals']> => ({
  request: requestWithdrawal(deps),
  ...cancelWithdrawal(deps),
  list: listWithdrawals(deps.store),
  limits: limitsOf(deps),
  requestLimit: requestLimit(deps),
});

type Admin = Handlers<OrderContract['admin']>;

export const withdrawalDesk = (
  deps: PerformDeps,
): Pick<Admin, 'withdrawals' | 'limitRequests'> => ({
  withdrawals: { list: withdrawalPage(deps.store), ...decideWithdrawals(deps) },
  limitRequests: { list: limitRequestPage(deps.store), ...decideLimits(deps) },
});
