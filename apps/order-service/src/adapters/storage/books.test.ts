/** Books in memory: the newest is kept, whoever brings it. */
import type { Account } from '@faultline/domain';
import { describe, expect, it } from 'vitest';
import { Books } from './books.ts';

const book = (version: number) => {
  const account: Account = {
    id: 7,
    accountNumber: 'FL-000007',
    userId: 'user_trader',
    groupId: 'demo',
    currency: 'USD',
    balance: 0n,
    credit: 0n,
    leverage: 100n,
    marginMode: 'HEDGING',
    tradeState: 'ACTIVE',
    disabledReason: null,
    book: 'B',
    lps: [],
    isDemo: true,
    withdrawalDailyLimit: null,
    withdrawalMonthlyLimit: null,
    marginCallActive: false,
    createdAtMs: 0,
    version,
    lastEventSeq: 0,
  };
  return { account, positions: [], orders: [] };
};

describe('books in memory', () => {
  it('are not brought back to an older state by a reader that was overtaken', () => {
    const books = new Books();
    const newer = books.put(book(2));
    expect(books.put(book(1))).toBe(newer);
    expect(books.get(7)).toBe(newer);
    expect(books.put(book(3)).account.version).toBe(3);
  });
});
