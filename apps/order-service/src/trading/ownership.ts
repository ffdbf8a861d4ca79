/** Whose account is it? Somebody else's and a non-existing one get the same answer, so that nobody can probe for ids. */
import type { Call, User as Caller } from '@faultline/contract';
import type { Account } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { Store } from '../ports/store.ts';

/** Commands are for the owner alone; support and administrators have procedures of their own. */
export const mayTrade = (caller: Caller, account: Pick<Account, 'userId'>): boolean =>
  account.userId === caller.userId;

/** Support and administrators read everything. */
export const mayRead = (caller: Caller, account: Pick<Account, 'userId'>): boolean =>
  caller.role !== 'TRADER' || mayTrade(caller, account);

/** The account asked for, or the caller's first. A caller without any has to say which one is meant. */
export async function accountIdOf(
  store: Store,
  asked: number | undefined,
  { caller, fail }: Pick<Call<'MISSING_PARAMETER', Caller>, 'caller' | 'fail'>,
): Promise<number> {
  if (asked !== undefined) return asked;
  const [first] = await store.accountsOf(caller.userId);
  if (first === undefined) throw fail('MISSING_PARAMETER', { missingFields: ['accountId'] });
  return first.id;
}

/** The account asked for, or the caller's first, as far as the caller may read it. */
export async function readableAccount(
  store: Store,
  asked: number | undefined,
  call: Pick<Call<'MISSING_PARAMETER' | 'ACCOUNT_NOT_FOUND', Caller>, 'caller' | 'fail'>,
): Promise<Account> {
  const accountId = await accountIdOf(store, asked, call);
  const { account } = await store.read({ accountId });
  if (account !== null && mayRead(call.caller, account)) return account;
  throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
}

/** For `OrderCommand.admit`: exists, is the caller's, and is not switched off. */
export function admitAccount(
  account: Account | null,
  { caller, accountId }: { caller: Caller; accountId: number },
): Refusal<'ACCOUNT_NOT_FOUND' | 'ACCOUNT_DISABLED'> | null {
  if (account === null || !mayTrade(caller, account)) {
    return refuse('ACCOUNT_NOT_FOUND', { accountId });
  }
  if (account.tradeState !== 'DISABLED') return null;
  const reason = account.disabledReason ?? 'Account disabled';
  return refuse('ACCOUNT_DISABLED', { accountId, reason });
}
