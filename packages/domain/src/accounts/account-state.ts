/** What an account's own state forbids. */
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Account } from './account.ts';

/** A disabled account neither opens nor closes. */
export function enabledAccount(account: Account): Decision<'ACCOUNT_DISABLED', Account> {
  if (account.tradeState !== 'DISABLED') return accepted(account);
  return refused('ACCOUNT_DISABLED', {
    accountId: account.id,
    reason: account.disabledReason ?? 'Disabled by the broker',
  });
}
