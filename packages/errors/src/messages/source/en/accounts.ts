/** English: why an account may not trade or pay out. */
import { englishTexts } from '../source.ts';

export const accounts = englishTexts({
  ACCOUNT_NOT_FOUND: {
    detail: 'There is no account {accountId} among yours.',
    admin: ['Check whether the account exists and who owns it.'],
  },
  ACCOUNT_DISABLED: {
    detail:
      '{accountId, select, none {Your user is disabled.} other {Account {accountId} is disabled.}} Reason given: {reason}.',
    admin: ['Check who disabled it and why before you enable it again.'],
  },
  INSUFFICIENT_BALANCE: {
    detail:
      '{withdrawalAmount, money} was asked for; {withdrawable, money} can be withdrawn now. Balance: {balance, money}.',
    admin: ['Compare the open margin and the pending withdrawals of the account.'],
  },
  WITHDRAWAL_LIMIT_EXCEEDED: {
    detail:
      '{requestedAmount, money} was asked for, and {currentUsage, money} has been used. Daily limit: {dailyLimit, money}.{monthlyLimit, select, none {} other { Monthly limit: {monthlyLimit, money}.}} Next reset: {resetsAt, time}.',
    admin: ['Raise the limit of the client, or approve the withdrawal with a reason.'],
    reasons: {
      DAILY: 'The limit of the day is reached.',
      MONTHLY: 'The limit of the month is reached.',
    },
  },
});
