/** What an account has realised must be what its postings add up to, however it was found out. */
import type { Posting } from '@faultline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../../demo-data.ts';
import type { Store } from '../../../ports/store.ts';
import type { TestDatabase } from '../../../testing/databases.ts';

const passwords = { hash: async (password: string) => password };
const SINCE_MS = 100;

type Booked = Pick<Posting, 'amount' | 'type' | 'atMs'> & { readonly loss?: boolean };

/** Books one posting between account 1 and the house, as a closing deal would. */
const book = async (store: Store, { loss = false, ...posting }: Booked): Promise<void> =>
  store.commit({ accountId: 1 }, ({ account, ids }) => {
    if (account === null) throw new Error('no account');
    const [debit, credit] = loss ? ['client:1', 'house:trading'] : ['house:trading', 'client:1'];
    const change = loss ? -posting.amount : posting.amount;
    const ref = { refType: 'DEAL', refId: 'DL-0' } as const;
    const postings = [{ ...posting, ...ref, id: ids.postingId(), debit, credit }];
    const accounts = [{ ...account, balance: account.balance + change }];
    return { answer: undefined, changes: { atMs: posting.atMs, accounts, postings } };
  });

async function realized(store: Store): Promise<bigint> {
  const { account } = await store.read({ accountId: 1 });
  if (account === null) throw new Error('no account');
  return store.realizedSince(account, SINCE_MS);
}

export function realizedSuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  describe(`what an account has realised, on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    beforeEach(async () => {
      database = await openDatabase();
      store = await database.open();
      await fillDemoData(store, passwords, 1);
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    it('follows each commit: profit, loss and swap since the instant, nothing else', async () => {
      expect(await realized(store)).toBe(0n);
      await book(store, { amount: 500n, type: 'REALIZED_PL', atMs: 200 });
      expect(await realized(store)).toBe(500n);
      await book(store, { amount: 30n, type: 'SWAP', atMs: 201, loss: true });
      await book(store, { amount: 7n, type: 'COMMISSION', atMs: 202, loss: true });
      await book(store, { amount: 900n, type: 'REALIZED_PL', atMs: 99 });
      expect(await realized(store)).toBe(470n);
    });

    it('is the same when several commands of one group book at once', async () => {
      await realized(store);
      const amounts = [1n, 2n, 3n, 4n];
      await Promise.all(
        amounts.map(async (amount) => book(store, { amount, type: 'REALIZED_PL', atMs: 200 })),
      );
      expect(await realized(store)).toBe(10n);
    });

    it('is asked of the database again after a restart, and for another day', async () => {
      await realized(store);
      await book(store, { amount: 500n, type: 'REALIZED_PL', atMs: 200 });
      await store.close();
      store = await database.open();
      expect(await realized(store)).toBe(500n);
      const { account } = await store.read({ accountId: 1 });
      expect(account && (await store.realizedSince(account, 201))).toBe(0n);
    });
  });
}

/** Where several processes may share a database. */
export function sharedRealizedSuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  it(`on ${name}, what another process has booked is realised, too`, async () => {
    const database = await openDatabase();
    const [ours, theirs] = [await database.open(), await database.open()];
    await fillDemoData(ours, passwords, 1);
    await book(ours, { amount: 1n, type: 'REALIZED_PL', atMs: 200 });
    expect(await realized(ours)).toBe(1n);
    await book(theirs, { amount: 20n, type: 'REALIZED_PL', atMs: 200 });
    expect(await realized(ours)).toBe(21n);
    await book(ours, { amount: 300n, type: 'REALIZED_PL', atMs: 200 });
    expect(await realized(ours)).toBe(321n);
    await ours.close();
    await theirs.close();
    await database.drop();
  });
}
