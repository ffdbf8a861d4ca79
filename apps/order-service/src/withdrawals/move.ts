/** Every further step of a withdrawal: cancelled by its owner, approved, rejected or paid by an administrator. */
import { type Handlers, type OrderContract, orderContract, type User } from '@faultline/contract';
import { type Account, moveWithdrawal, type WithdrawalStep } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import { mayTrade } from '../trading/ownership.ts';
import { type Command, perform, type PerformDeps } from '../trading/perform.ts';
import { withdrawalView } from './views.ts';

type Cancel = Pick<Handlers<OrderContract['withdrawals']>, 'cancel'>;
type Decide = Omit<Handlers<OrderContract['admin']['withdrawals']>, 'list'>;

interface Step {
  readonly path: string;
  readonly to: WithdrawalStep['to'];
  /** Whose withdrawals; all when absent. */
  readonly owner?: User;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

interface Asked {
  readonly withdrawalId: string;
  readonly idempotencyKey?: string | undefined;
}

const { cancel: row } = orderContract.withdrawals;

/** Somebody else's withdrawal and one that never was are the same to the caller. */
function moveCommand(
  input: Asked,
  step: Step,
): Command<'NOT_FOUND' | 'INVALID_REQUEST', typeof row.output> {
  const { withdrawalId } = input;
  const { path, owner, to, decidedBy, reason } = step;
  const isMine = (account: Account): boolean => owner === undefined || mayTrade(owner, account);
  return {
    path,
    wanted: { withdrawalId },
    input,
    output: row.output,
    admit: ({ account, withdrawal }) =>
      account !== null && withdrawal !== null && isMine(account)
        ? null
        : refuse('NOT_FOUND', { id: withdrawalId }),
    decide: ({ account, withdrawal: before, ids }, nowMs) => {
      if (account === null || before === null) throw new Error('admitted without a withdrawal');
      const postingId = to === 'REJECTED' || to === 'CANCELLED' ? ids.postingId() : 0;
      const moved = moveWithdrawal(before, account, { to, decidedBy, reason, postingId, nowMs });
      if (!moved.ok) return moved;
      const { withdrawal: after, posting } = moved.value;
      const changes = {
        withdrawals: [after],
        ...(posting === null ? {} : { postings: [posting], accounts: [moved.value.account] }),
      };
      const trail = { target: `withdrawal:${after.id}`, before, after, reason };
      return { ok: true, value: { answer: withdrawalView(after), changes, trail } };
    },
  };
}

export const cancelWithdrawal = (deps: PerformDeps): Cancel => ({
  cancel: async (input, call) => {
    const step = { to: 'CANCELLED', owner: call.caller, decidedBy: null, reason: null } as const;
    return perform(deps, moveCommand(input, { path: 'withdrawals.cancel', ...step }), call);
  },
});

export const decideWithdrawals = (deps: PerformDeps): Decide => ({
  approve: async (input, call) => {
    const decidedBy = call.caller.userId;
    const step = { to: 'APPROVED', decidedBy, reason: input.reason ?? null } as const;
    return perform(deps, moveCommand(input, { path: 'admin.withdrawals.approve', ...step }), call);
  },
  reject: async (input, call) => {
    const decidedBy = call.caller.userId;
    const step = { to: 'REJECTED', decidedBy, reason: input.reason } as const;
    return perform(deps, moveCommand(input, { path: 'admin.withdrawals.reject', ...step }), call);
  },
  markPaid: async (input, call) => {
    const step = { to: 'PAID', decidedBy: call.caller.userId, reason: null } as const;
    return perform(deps, moveCommand(input, { path: 'admin.withdrawals.markPaid', ...step }), call);
  },
});
