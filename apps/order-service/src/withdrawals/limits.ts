/** Withdrawal limits: what is left of them, asking for others, and deciding on that. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import {
  type Account,
  currencyDigits,
  HELD_MAX,
  withdrawalLimits,
  type WithdrawalLimits,
  withdrawalUsage,
} from '@faultline/domain';
import { type Decimal, refuse, rescaled } from '@faultline/errors';
import { tradingFacts } from '../market/market.ts';
import { moneyOf } from '../market/units.ts';
import type { LimitRequest } from '../ports/store.ts';
import { accountIdOf, admitAccount, mayRead } from '../trading/ownership.ts';
import { type Command, perform, type PerformDeps } from '../trading/perform.ts';
import { monthStartMs } from '../market/month.ts';
import { limitRequestView } from './views.ts';

type Limits = Pick<Handlers<OrderContract['withdrawals']>, 'limits' | 'requestLimit'>;
type Decide = Omit<Handlers<OrderContract['admin']['limitRequests']>, 'list'>;

/** Of the newest requests that `limits` shows. */
const REQUESTS_SHOWN = 10;

export function limitsOf({ store, market }: PerformDeps): Limits['limits'] {
  return async (input, call) => {
    const accountId = await accountIdOf(store, input.accountId, call);
    const sinceMs = monthStartMs(market.now());
    const { account, ...facts } = await store.read({ accountId, withdrawalsSinceMs: sinceMs });
    if (account === null || !mayRead(call.caller, account)) {
      throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
    }
    const { group, nowMs } = tradingFacts(market, { ...facts, account });
    const usage = withdrawalUsage(facts.withdrawals, nowMs);
    const { daily, monthly } = withdrawalLimits(usage, { account, group });
    const { currency } = account;
    const requests = await store.pages.limitRequests({
      accountId,
      after: null,
      limit: REQUESTS_SHOWN,
    });
    return {
      accountId,
      currency,
      daily: periodView(daily, currency),
      monthly: periodView(monthly, currency),
      requests: requests.map((request) => limitRequestView(request, currency)),
    };
  };
}

const periodView = ({ limit, used, resetsAtMs }: WithdrawalLimits['daily'], currency: string) => ({
  limit: moneyOf(limit, currency),
  used: moneyOf(used, currency),
  resetsAt: resetsAtMs,
});

const { requestLimit: row } = orderContract.withdrawals;

export function requestLimit(deps: PerformDeps): Limits['requestLimit'] {
  return async (input, call) => {
    const { caller } = call;
    const accountId = await accountIdOf(deps.store, input.accountId, call);
    const { period, reason } = input;
    return perform<'ACCOUNT_NOT_FOUND' | 'ACCOUNT_DISABLED' | 'INVALID_REQUEST', typeof row.output>(
      deps,
      {
        path: 'withdrawals.requestLimit',
        accountId,
        wanted: { accountId },
        input: { ...input, accountId },
        output: row.output,
        admit: ({ account }) => admitAccount(account, { caller, accountId }),
        decide: ({ account, ids }, nowMs) => {
          if (account === null) throw new Error('an admitted request must have its account');
          const requestedLimit = limitOf(input.limit, account);
          if (requestedLimit === null) return { ok: false, refusal: NO_LIMIT };
          const request: LimitRequest = {
            id: ids.limitRequestId(),
            accountId,
            period,
            requestedLimit,
            reason,
            status: 'REQUESTED',
            requestedAtMs: nowMs,
            decidedAtMs: null,
            decidedBy: null,
            version: 1,
          };
          const trail = { target: `limit-request:${request.id}`, after: request, reason };
          const answer = limitRequestView(request, account.currency);
          return { ok: true, value: { answer, changes: { limitRequests: [request] }, trail } };
        },
      },
      call,
    );
  };
}

const NO_LIMIT = refuse('INVALID_REQUEST', {
  field: 'limit',
  reason: 'The limit is an amount above zero, no finer than the currency.',
});

function limitOf(limit: Decimal, { currency }: Account): bigint | null {
  const minor = rescaled(limit, currencyDigits(currency));
  return minor === null || minor <= 0n || minor > HELD_MAX ? null : minor;
}

interface Verdict {
  readonly to: 'APPROVED' | 'REJECTED';
  readonly path: string;
  readonly decidedBy: string;
  readonly reason: string | null;
}

export const decideLimits = (deps: PerformDeps): Decide => ({
  approve: async (input, call) => {
    const verdict = { to: 'APPROVED', decidedBy: call.caller.userId, reason: null } as const;
    const path = 'admin.limitRequests.approve';
    return perform(deps, verdictCommand(input, { path, ...verdict }), call);
  },
  reject: async (input, call) => {
    const { reason } = input;
    const verdict = { to: 'REJECTED', decidedBy: call.caller.userId, reason } as const;
    const path = 'admin.limitRequests.reject';
    return perform(deps, verdictCommand(input, { path, ...verdict }), call);
  },
});

function verdictCommand(
  input: { limitRequestId: string; idempotencyKey?: string | undefined },
  { to, path, decidedBy, reason }: Verdict,
): Command<'NOT_FOUND' | 'INVALID_REQUEST', typeof row.output> {
  const { limitRequestId } = input;
  return {
    path,
    wanted: { limitRequestId },
    input,
    output: row.output,
    admit: ({ limitRequest }) =>
      limitRequest === null ? refuse('NOT_FOUND', { id: limitRequestId }) : null,
    decide: ({ account, limitRequest: before }, nowMs) => {
      if (account === null || before === null) throw new Error('admitted without a request');
      if (before.status !== 'REQUESTED') {
        return { ok: false, refusal: refuse('INVALID_REQUEST', { reason: 'STATE' }) };
      }
      const decision = { status: to, decidedAtMs: nowMs, decidedBy } as const;
      const after = { ...before, ...decision, version: before.version + 1 };
      const accounts = to === 'APPROVED' ? [withLimit(account, before)] : [];
      const trail = { target: `limit-request:${after.id}`, before, after, reason };
      const changes = { limitRequests: [after], accounts };
      const answer = limitRequestView(after, account.currency);
      return { ok: true, value: { answer, changes, trail } };
    },
  };
}

function withLimit(account: Account, { period, requestedLimit }: LimitRequest): Account {
  const limit =
    period === 'DAILY'
      ? { withdrawalDailyLimit: requestedLimit }
      : { withdrawalMonthlyLimit: requestedLimit };
  return { ...account, ...limit, version: account.version + 1 };
}
