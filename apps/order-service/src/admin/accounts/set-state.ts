/** `admin.accounts.setState`: lets an account trade, only close, or do nothing at all. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { applyCancel, isResting } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { staleVersion } from '../refusals.ts';
import { accountView } from './account-view.ts';
import { ownerOf } from './update.ts';

type SetState = Handler<OrderContract['admin']['accounts']['setState']>;

const { setState: row } = orderContract.admin.accounts;

export const setState =
  (deps: PerformDeps): SetState =>
  async (wish, call) => {
    const { accountId, state, reason } = wish;
    const owner = await ownerOf(deps, accountId);
    return perform<'ACCOUNT_NOT_FOUND' | 'INVALID_REQUEST', typeof row.output>(
      deps,
      {
        path: 'admin.accounts.setState',
        accountId,
        wanted: { accountId },
        input: wish,
        output: row.output,
        admit: ({ account }) =>
          account === null ? refuse('ACCOUNT_NOT_FOUND', { accountId }) : null,
        decide: ({ account: before, positions, orders }, nowMs) => {
          if (before === null) throw new Error('admitted without an account');
          const stale = staleVersion(wish.version, before.version);
          if (stale !== null) return stale;
          const account = {
            ...before,
            tradeState: state,
            disabledReason: state === 'ACTIVE' ? null : reason,
            version: before.version + 1,
          };
          const waiting = orders.filter(isResting);
          const disabled = refuse('ACCOUNT_DISABLED', { accountId, reason });
          const cancelled = (state === 'DISABLED' ? waiting : []).map(
            (order) =>
              applyCancel({ order, position: null, refusal: disabled, timeMs: nowMs }).order,
          );
          const left = orders.filter(({ id }) => !cancelled.some((order) => order.id === id));
          const trail = { target: `account:${accountId}`, before, after: account, reason };
          const book = { account, positions, orders: left };
          return {
            ok: true,
            value: {
              answer: accountView(book, owner, deps.market),
              changes: { accounts: [account], orders: cancelled },
              trail,
            },
          };
        },
      },
      call,
    );
  };
