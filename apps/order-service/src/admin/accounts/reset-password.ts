/** `admin.accounts.resetPassword`: a new password, and every token given out so far is worthless. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { refuse } from '@faultline/errors';
import { perform } from '../../trading/perform.ts';
import type { AccountDeps } from './create.ts';

const { resetPassword: row } = orderContract.admin.accounts;

export function resetPassword({
  passwords,
  ...deps
}: AccountDeps): Handler<OrderContract['admin']['accounts']['resetPassword']> {
  return async ({ password, ...wish }, call) => {
    const { accountId } = wish;
    const passwordHash = await passwords.hash(password);
    const { account } = await deps.store.read({ accountId });
    return perform<'ACCOUNT_NOT_FOUND', typeof row.output>(
      deps,
      {
        path: 'admin.accounts.resetPassword',
        accountId,
        wanted: { accountId, userId: account?.userId },
        // Without the password: its digest would lie in the database for a week.
        input: wish,
        output: row.output,
        admit: ({ user }) => (user === null ? refuse('ACCOUNT_NOT_FOUND', { accountId }) : null),
        decide: ({ user: before }) => {
          if (before === null) throw new Error('admitted without a user');
          const after = {
            ...before,
            passwordHash,
            tokenGeneration: before.tokenGeneration + 1,
            version: before.version + 1,
          };
          const trail = { target: `user:${before.id}`, before, after };
          const answer = { accountId, userId: before.id };
          return { ok: true, value: { answer, changes: { users: [after] }, trail } };
        },
      },
      call,
    );
  };
}
