/** What every store must do, whatever database is under it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../../demo-data.ts';
import type { AuditEntry, Changes, Facts, Store } from '../../../ports/store.ts';
import type { TestDatabase } from '../../../testing/databases.ts';
import { stateDigest } from '../../../testing/state-digest.ts';
import { credit } from './credit.ts';
import { remembered, workingOrder } from './samples.ts';

export const passwords = {
  hash: async (text: string) => `hash of ${text}`,
  verify: async () => true,
};

export const auditEntry = (action: string): AuditEntry => ({
  actorId: 'user_admin',
  role: 'ADMIN',
  action,
  target: 'account:1',
  before: { leverage: 100 },
  after: null,
  reason: null,
  requestId: 'req_1',
  ip: '127.0.0.1',
  atMs: 0,
});

const DAY_MS = 24 * 3_600_000;
/** More than is written in one part. */
const MANY = 100;
const twice = <T>(one: T): readonly T[] => [one, one];

export function storeSuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  describe(`the store on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    beforeEach(async () => {
      database = await openDatabase();
      store = await database.open();
      await fillDemoData(store, passwords, 1_000);
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await database.open();
    };

    it('knows after a restart what it knew before', async () => {
      const before = [store.reference(), await store.accountsOf('user_trader')];
      await reopen();
      expect([store.reference(), await store.accountsOf('user_trader')]).toEqual(before);
      expect(await store.userByName('TRADER')).toMatchObject({ id: 'user_trader', role: 'TRADER' });
    });

    it('is filled once, with balances that the ledger explains', async () => {
      await fillDemoData(store, passwords, 2_000);
      expect(await database.query('SELECT id FROM accounts')).toHaveLength(4);
      expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
      expect((await store.read({ accountId: 4 })).account?.balance).toBe(1_000_000n);
    });

    it('commits together what came together, each decision seeing the ones before it', async () => {
      const taken = await Promise.all(
        [1, 2, 3].map(async () => store.commit({}, ({ ids }) => ({ answer: ids.orderId() }))),
      );
      expect(taken).toEqual(['ORD-1', 'ORD-2', 'ORD-3']);
    });

    it('gives no id twice, over restarts too', async () => {
      const taken: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        const next = async () =>
          store.commit({}, ({ ids }) => ({ answer: ids.orderId(), changes: { atMs: 0 } }));
        taken.push(...(await Promise.all(Array.from({ length: 200 }, next))));
        await reopen();
      }
      expect(new Set(taken).size).toBe(600);
    });

    it('has ids for a decision that takes thousands of them', async () => {
      const many = 10_000;
      const last = await store.commit({}, ({ ids }) => {
        for (let index = 1; index < many; index += 1) ids.dealId();
        return { answer: ids.dealId() };
      });
      expect(Number(last.slice(3))).toBeGreaterThanOrEqual(many);
      const again = async () =>
        store.commit({}, ({ ids }) => {
          for (let index = 1; index < many; index += 1) ids.postingId();
          return { answer: ids.postingId() };
        });
      expect((await again()) < (await again())).toBe(true);
    });

    it('tells a decision that crashes to its own caller alone', async () => {
      const job = async (crash: boolean) =>
        store.commit({ accountId: 1 }, (facts) => {
          if (crash) throw new Error('a bug');
          return credit(1n)(facts);
        });
      const ended = await Promise.allSettled([job(false), job(true), job(false)]);
      expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await store.read({ accountId: 1 })).account?.balance).toBe(1_000_002n);
    });

    it('runs a group that cannot be written again one by one, and says what failed in the catalogue’s words', async () => {
      const clash = (facts: Facts) => {
        const { answer, changes } = credit(1n)(facts);
        return {
          answer,
          changes: { ...changes, postings: [...changes.postings, ...changes.postings] },
        };
      };
      const ended = await Promise.allSettled([
        store.commit({ accountId: 1 }, credit(1n)),
        store.commit({ accountId: 1 }, clash),
        store.commit({ accountId: 1 }, credit(1n)),
      ]);
      expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(ended[1]).toMatchObject({
        reason: {
          code: 'DATABASE_ERROR',
          outcome: 'NOT_APPLIED',
          message: 'Database error',
          details: { operation: 'TRANSACTION' },
        },
      });
      expect((await store.read({ accountId: 1 })).account?.balance).toBe(1_000_002n);
      expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
    });

    it('keeps order among what comes together, however much it is', async () => {
      const audit = [auditEntry('x')];
      const payload = { orderId: 'ORD-1', kind: 'FILL', execId: null, reason: 'test' };
      const events = [{ accountId: 1, type: 'ORDER_BREAK' as const, payload, atMs: 5 }];
      const commits = Array.from({ length: MANY }, async () =>
        store.commit({ accountId: 1 }, credit(1n, { audit, events })),
      );
      await Promise.all(commits);
      expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
      const told = await store.eventsAfter(1, 0, 1_000);
      expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
      expect((await database.query('SELECT seq FROM audit')).length).toBe(MANY);
    });

    it('writes nothing of many when one of them cannot be written, and then all the others', async () => {
      const clash = (facts: Facts) => {
        const { answer, changes } = credit(1n)(facts);
        return { answer, changes: { ...changes, postings: changes.postings.flatMap(twice) } };
      };
      const commits = Array.from({ length: MANY }, async (_, index) =>
        store.commit({ accountId: 1 }, index === 10 ? clash : credit(1n)),
      );
      const ended = await Promise.allSettled(commits);
      expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      expect(ended[10]?.status).toBe('rejected');
      const { account } = await store.read({ accountId: 1 });
      expect(account?.balance).toBe(1_000_000n + BigInt(MANY - 1));
      expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
    });

    it('leaves no trace of what could not be written', async () => {
      const before = await stateDigest(database);
      const failing = store.commit({ accountId: 1 }, (facts) => {
        const { answer, changes } = credit(1n, { audit: [auditEntry('x')] })(facts);
        const settled = [{ orderId: 'ORD-1', answer: 1, refusal: null }];
        return {
          answer,
          changes: { ...changes, settled, postings: [...changes.postings, ...changes.postings] },
        };
      });
      await expect(failing).rejects.toMatchObject({ code: 'DATABASE_ERROR' });
      await store.read({ accountId: 1 });
      expect(await stateDigest(database)).toEqual(before);
      expect(await database.query('SELECT * FROM audit')).toEqual([]);
    });

    it('numbers an account’s events without gaps, whatever came together', async () => {
      const sums = [1n, 2n, 3n].map(async (sum) => store.commit({ accountId: 1 }, credit(sum)));
      await Promise.all(sums);
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

    it('finds the account whose balance its entries do not explain, and the audit entry that was altered', async () => {
      const audit = ['a', 'b', 'c'].map(auditEntry);
      await store.commit({}, () => ({ answer: null, changes: { atMs: 0, audit } }));
      expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
      await database.query('UPDATE accounts SET balance = balance + 1 WHERE id = 3');
      await database.unguard('audit');
      await database.query("UPDATE audit SET after_ = '1' WHERE seq = 2");
      expect(await store.verify()).toEqual({ unexplained: [3], auditBreak: 2 });
    });

    it('tells under a key what became of its order, and only once', async () => {
      const wanted = { accountId: 1, key: { scope: 's', key: 'k' } };
      const remember = [remembered('k:s', { orderId: 'ORD-9' })];
      await store.commit(wanted, () => ({ answer: null, changes: { atMs: 0, remember } }));
      for (const answer of ['first', 'second']) {
        const settled = [{ orderId: 'ORD-9', answer, refusal: null }];
        await store.commit({}, () => ({ answer: null, changes: { atMs: 0, settled } }));
      }
      await reopen();
      expect((await store.read(wanted)).remembered).toMatchObject({
        orderId: 'ORD-9',
        answer: 'first',
      });
    });

    it('frees a key and lets it be taken again, even in one group', async () => {
      const wanted = { accountId: 1, key: { scope: 's', key: 'k' } };
      const take = async (orderId: string) =>
        store.commit(wanted, ({ remembered: known }) => {
          if (known !== null) return { answer: known.orderId };
          return {
            answer: orderId,
            changes: { atMs: 0, remember: [remembered('k:s', { orderId })] },
          };
        });
      const free = async () =>
        store.commit({}, () => ({ answer: null, changes: { atMs: 0, forgotten: ['ORD-8'] } }));
      expect(await take('ORD-8')).toBe('ORD-8');
      const [, taken] = await Promise.all([free(), take('ORD-9')]);
      expect(taken).toBe('ORD-9');
      await reopen();
      expect((await store.read(wanted)).remembered?.orderId).toBe('ORD-9');
    });

    it('forgets keys that have expired and nothing else', async () => {
      const remember = [remembered('old:s'), remembered('new:s', { expiresAtMs: 101 })];
      await store.commit({}, () => ({ answer: null, changes: { atMs: 0, remember } }));
      await Promise.all([store.sweep(100), store.commit({ accountId: 1 }, credit(1n))]);
      const ids = await database.query('SELECT id FROM idempotency');
      expect(ids).toEqual([{ id: 'new:s' }]);
    });

    it('forgets old events of an account, and never its newest ten thousand', async () => {
      const payload = { positionId: 1, symbol: 'EURUSD' };
      const event = { accountId: 1, type: 'STOP_OUT', payload, atMs: 0 } as const;
      const events = Array.from({ length: 10_700 }, () => event);
      const changes: Changes = { atMs: 0, events };
      await store.commit({ accountId: 1 }, () => ({ answer: null, changes }));
      const oldest = async () => (await store.eventsAfter(1, 0, 1))[0]?.seq;
      await store.sweep(DAY_MS);
      expect(await oldest()).toBe(1);
      await store.sweep(DAY_MS + 1);
      expect(await oldest()).toBe(701);
      expect((await store.eventsAfter(1, 700, 20_000)).length).toBe(10_000);
    });

    it('has the last report and the terms of trade as they were committed', async () => {
      const { settings } = store.reference();
      const changes: Changes = {
        atMs: 0,
        lastReportSeq: 7,
        settings: { ...settings, brokerName: 'Other', version: 2 },
      };
      await store.commit({}, () => ({ answer: null, changes }));
      expect(store.reference().settings.brokerName).toBe('Other');
      await reopen();
      expect(store.reference().settings.brokerName).toBe('Other');
      expect((await store.read({})).lastReportSeq).toBe(7);
    });

    it('shows every account that has something open, and none that has not', async () => {
      expect(await store.busyBooks()).toEqual([]);
      const before = await store.read({ accountId: 3 });
      await store.commit({ accountId: 3 }, ({ ids }) => ({
        answer: null,
        changes: { atMs: 0, orders: [workingOrder(ids.orderId())] },
      }));
      await reopen();
      const [book, ...others] = await store.busyBooks();
      expect(others).toEqual([]);
      expect(book?.orders).toEqual([workingOrder('ORD-1')]);
      expect(book?.account.version).toBe((before.account?.version ?? 0) + 1);
    });

    it('promises that what it has acknowledged survives the loss of power', async () => {
      expect(await store.durability()).toBe('power-loss');
    });
  });
}
