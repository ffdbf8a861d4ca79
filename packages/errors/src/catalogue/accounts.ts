/** Why an account may not trade or pay out. */
import { choice, integer, money, optional, text, time } from '../fields.ts';
import { at, never, row } from '../spec.ts';

export const accounts = {
  /** Unknown, or not the caller's: the two answers are the same on purpose. */
  ACCOUNT_NOT_FOUND: row({
    http: 404,
    category: 'ACCOUNT',
    outcome: 'NOT_APPLIED',
    details: { accountId: integer('The account asked for.') },
    retry: never,
    message: 'Account not found',
    solution: ['Check the account id.'],
  }),
  ACCOUNT_DISABLED: row({
    http: 403,
    category: 'ACCOUNT',
    outcome: 'NOT_APPLIED',
    details: {
      accountId: optional(integer('The account; absent when the user is disabled.')),
      reason: text('Why it was disabled.'),
    },
    retry: never,
    message: 'Account disabled',
    solution: ['Contact support.'],
  }),
  INSUFFICIENT_BALANCE: row({
    http: 400,
    category: 'ACCOUNT',
    outcome: 'NOT_APPLIED',
    details: {
      balance: money('The balance of the account.'),
      withdrawalAmount: money('The amount asked for.'),
      withdrawable: money('What could be withdrawn now.'),
      currency: text('The currency of every amount here.'),
    },
    retry: never,
    message: 'Insufficient balance',
    solution: ['Withdraw at most the withdrawable amount.'],
  }),
  WITHDRAWAL_LIMIT_EXCEEDED: row({
    http: 400,
    category: 'ACCOUNT',
    outcome: 'NOT_APPLIED',
    details: {
      dailyLimit: money('The limit of a day.'),
      monthlyLimit: optional(money('The limit of a month.')),
      currentUsage: money('What the period has used.'),
      requestedAmount: money('The amount asked for.'),
      period: choice(['DAILY', 'MONTHLY'], 'The limit that was met first.'),
      resetsAt: time('When the period ends.'),
      currency: text('The currency of every amount here.'),
    },
    retry: (d) => at(d.resetsAt),
    message: 'Withdrawal limit exceeded',
    solution: ['Wait until the limit resets, or ask for a higher one.'],
  }),
};
