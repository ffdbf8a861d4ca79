/** `withdrawals.request`: takes the amount off the balance at once and leaves the rest to a person. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { decideWithdrawal, openWithdrawal, type WithdrawalCode } from '@faultline/domain';
import { tradingFacts } from '../market/market.ts';
import type { DestinationDeps } from '../trading/destinations.ts';
import { accountIdOf, admitAccount } from '../trading/ownership.ts';
import { perform, type PerformDeps } from '../trading/perform.ts';
import { withdrawalView } from './views.ts';

type Request = Handler<OrderContract['withdrawals']['request']>;

/** Whether a destination is new, only all that was ever asked for can say. */
const EVER = 0;

export function requestWithdrawal(deps: PerformDeps & DestinationDeps): Request {
  const { store, market, destinations } = deps;
  return async (input, call) => {
    const { caller } = call;
    const accountId = await accountIdOf(store, input.accountId, call);
    return perform<WithdrawalCode | 'ACCOUNT_NOT_FOUND', typeof request.output>(
      deps,
      {
        path: 'withdrawals.request',
        accountId,
        wanted: { accountId, withdrawalsSinceMs: EVER },
        input: { ...input, accountId },
        output: request.output,
        admit: ({ account }) => admitAccount(account, { caller, accountId }),
        decide: ({ account, withdrawals, ids, ...facts }, nowMs) => {
          if (account === null) throw new Error('an admitted request must have its account');
          const { amount, method, destination } = input;
          const { destinationLockMs } = facts.reference.settings;
          const terms = decideWithdrawal(
            { amount, method, ...destinations({ accountId, method, destination }) },
            { ...tradingFacts(market, { ...facts, account }), withdrawals, destinationLockMs },
          );
          if (!terms.ok) return terms;
          const opening = { id: ids.withdrawalId(), postingId: ids.postingId(), nowMs };
          const opened = openWithdrawal(terms.value, account, opening);
          const { withdrawal, posting } = opened;
          return {
            ok: true,
            value: {
              answer: withdrawalView(withdrawal),
              changes: {
                accounts: [opened.account],
                withdrawals: [withdrawal],
                postings: posting === null ? [] : [posting],
              },
              trail: { target: `withdrawal:${withdrawal.id}`, after: withdrawal },
            },
          };
        },
      },
      call,
    );
  };
}

const { request } = orderContract.withdrawals;
