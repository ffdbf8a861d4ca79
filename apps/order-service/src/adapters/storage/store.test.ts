/** The store: grouped commits that hurt nobody, ids that never repeat, a ledger that only grows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogger } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../demo-data.ts';
import type { AuditEntry, Changes, Store } from '../../ports/store.ts';
import { openSqliteStore } from './sqlite/open.ts';

const log = createLogger('test', { level: 'silent' });
const passwords = { hash: async (text: string) => `hash of ${text}`, verify: async () => true };
let directory = '';
let store: Store;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-store-'));
  store = await openSqliteStore(directory, log);
  await fillDemoData(store, passwords, 1_000);
});
afterEach(async () => {
  await store.close().catch(() => undefined);
  rmSync(directory, { recursive: true });
});

const ENTRY: AuditEntry = {
  actorId: 'user_admin',
  role: 'ADMIN',
  action: '',
  target: 'account:1',
  before: { leverage: 100 },
  after: null,
  reason: null,
  requestId: 'req_1',
  ip: '127.0.0.1',
  atMs: 0,
};

const reopen = async (): Promise<void> => {
  await store.close();
  store = await openSqliteStore(directory, log);
};

describe('the store', () => {
  it('keeps every field of every record over a restart', async () => {
    const before = [store.reference(), await store.accountsOf('user_trader')];
    await reopen();
    expect([store.reference(), await store.accountsOf('user_trader')]).toEqual(before);
    expect(await store.userByName('TRADER')).toMatchObject({ id: 'user_trader', role: 'TRADER' });
  });

  it('fills an empty database once, with balances that the ledger explains', async () => {
    await fillDemoData(store, passwords, 2_000);
    const database = new DatabaseSync(join(directory, 'order.db'), { readOnly: true });
    const rows = database
      .prepare(
        `SELECT accounts.id, accounts.balance, sum(amount) AS booked FROM accounts
         JOIN postings ON postings.credit = 'client:' || accounts.id GROUP BY accounts.id`,
      )
      .all();
    database.close();
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row['booked']).toBe(row['balance']);
  });

  it('commits together what came together, each decision seeing the ones before it', async () => {
    const taken = await Promise.all(
      [1, 2, 3].map(async () => store.commit({}, ({ ids }) => ({ answer: ids.orderId() }))),
    );
    expect(taken).toEqual(['ORD-1', 'ORD-2', 'ORD-3']);
  });

  it('tells a decision that crashes to its own caller alone', async () => {
    const runs: string[] = [];
    const job = async (name: string, crash = false) =>
      store.commit({ accountId: 1 }, ({ account, ids }) => {
        runs.push(name);
        if (account === null) throw new Error('no account');
        if (crash) throw new Error('a bug');
        const changes: Changes = {
          atMs: 0,
          accounts: [{ ...account, balance: account.balance + 1n }],
        };
        return { answer: ids.dealId(), changes };
      });
    const ended = await Promise.allSettled([job('a'), job('b', true), job('c')]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(runs).toEqual(['a', 'b', 'c']);
    expect((await store.read({ accountId: 1 })).account?.balance).toBe(1_000_002n);
    expect(ended[2]).toMatchObject({ value: 'DL-2' });
  });

  it('tells a failing database in the catalogue’s words, without its own', async () => {
    const twice: Changes = {
      atMs: 0,
      postings: [1, 1].map((id) => ({
        id: id + 900,
        debit: 'house:funding',
        credit: 'client:1',
        amount: 1n,
        type: 'DEPOSIT',
        refType: 'SYSTEM',
        refId: 'x',
        atMs: 0,
      })),
    };
    const failing = store.commit({ accountId: 1 }, () => ({ answer: null, changes: twice }));
    await expect(failing).rejects.toMatchObject({
      code: 'DATABASE_ERROR',
      outcome: 'NOT_APPLIED',
      message: 'Database error',
      details: { operation: 'TRANSACTION' },
    });
  });

  it('lets nobody change or remove what was booked', () => {
    const database = new DatabaseSync(join(directory, 'order.db'));
    for (const sql of ['UPDATE postings SET amount = 2', 'DELETE FROM postings']) {
      expect(() => database.exec(sql)).toThrow('append-only');
    }
    database.close();
  });

  it('finds the account whose balance its entries do not explain, and the audit entry that was altered', async () => {
    const entry = (action: string): AuditEntry => ({ ...ENTRY, action });
    const audit = ['a', 'b', 'c'].map(entry);
    await store.commit({}, () => ({ answer: null, changes: { atMs: 0, audit } }));
    expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
    const database = new DatabaseSync(join(directory, 'order.db'));
    database.exec('UPDATE accounts SET balance = balance + 1 WHERE id = 3');
    database.exec('DROP TRIGGER audit_no_update');
    database.exec("UPDATE audit SET after_ = '1' WHERE seq = 2");
    database.close();
    expect(await store.verify()).toEqual({ unexplained: [3], auditBreak: 2 });
  });

  it('numbers an account’s events without gaps, whatever came together', async () => {
    const credit = async (amount: bigint) =>
      store.commit({ accountId: 1 }, ({ account }) => {
        if (account === null) throw new Error('no account');
        const accounts = [{ ...account, balance: account.balance + amount }];
        return { answer: account.version, changes: { atMs: 5, accounts } };
      });
    const versions = await Promise.all([credit(1n), credit(2n), credit(3n)]);
    expect(new Set(versions).size).toBe(3);
    await reopen();
    const events = await store.eventsAfter(1, 0, 10);
    expect(events.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'BALANCE_CHANGED'],
      [2, 'BALANCE_CHANGED'],
      [3, 'BALANCE_CHANGED'],
    ]);
    expect((await store.read({ accountId: 1 })).account?.lastEventSeq).toBe(3);
    expect(await store.eventsAfter(1, 2, 10)).toHaveLength(1);
  });

  it('takes no posting of nothing and none from an account to itself', () => {
    const database = new DatabaseSync(join(directory, 'order.db'));
    const insert = (debit: string, amount: number) => () =>
      database.exec(
        `INSERT INTO postings (id, debit, credit, amount, type, ref_type, ref_id, at_ms)
         VALUES (990, '${debit}', 'client:1', ${amount}, 'DEPOSIT', 'SYSTEM', 'x', 0)`,
      );
    expect(insert('house:funding', 0)).toThrow('CHECK');
    expect(insert('client:1', 5)).toThrow('CHECK');
    database.close();
  });
});
