/** Money for an account, for the suites: what it has, and the posting that explains it. */
import type { Changes, Facts } from '../../../ports/store.ts';

export const credit =
  (amount: bigint, more: Partial<Changes> = {}) =>
  ({ account, ids }: Facts) => {
    if (account === null) throw new Error('no account');
    const posting = {
      id: ids.postingId(),
      debit: 'house:funding',
      credit: `client:${account.id}`,
      amount,
      type: 'DEPOSIT',
      refType: 'SYSTEM',
      refId: 'test',
      atMs: 5,
    } as const;
    const accounts = [{ ...account, balance: account.balance + amount }];
    return { answer: posting.id, changes: { atMs: 5, accounts, postings: [posting], ...more } };
  };

/** One that is remembered under its key. */
export const deposit =
  (key: string) =>
  (facts: Facts): { answer: number; changes: Changes } => {
    const told = { orderId: null, answer: key, refusal: null };
    const times = { createdAtMs: 0, expiresAtMs: 1 };
    return credit(1n, { remember: [{ id: `kill:${key}`, fingerprint: key, ...told, ...times }] })(
      facts,
    );
  };
