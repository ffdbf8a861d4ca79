/** Several processes on one PostgreSQL: what one commits, the others see, and no two take the same thing. */
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../../demo-data.ts';
import { type Facts, memoryId, type Remembered, type Store } from '../../../ports/store.ts';
import { postgresDatabase, type TestDatabase } from '../../../testing/databases.ts';
import { credit } from '../testing/credit.ts';
import { auditEntry, passwords } from '../testing/store-suite.ts';

const server = await findPostgres(process.env);
const PROCESSES = 3;
const ROUNDS = 20;

describe.skipIf(server === null)('stores that share a database', () => {
  let database: TestDatabase;
  let stores: readonly Store[];
  beforeEach(async () => {
    database = await postgresDatabase(server ?? '');
    stores = await Promise.all(Array.from({ length: PROCESSES }, async () => database.open()));
    await Promise.all(stores.map(async (store) => fillDemoData(store, passwords, 1_000)));
  });
  afterEach(async () => {
    await Promise.all(stores.map(async (store) => store.close()));
    await database.drop();
  });

  /** Each store many times, all at once. */
  const everywhere = async <R>(run: (store: Store, round: number) => Promise<R>): Promise<R[]> =>
    Promise.all(
      stores.flatMap((store) =>
        Array.from({ length: ROUNDS }, async (_, round) => run(store, round)),
      ),
    );

  it('are filled by one of them', async () => {
    const ids = await database.query('SELECT id FROM accounts ORDER BY id');
    expect(ids).toEqual([{ id: 1n }, { id: 2n }, { id: 3n }, { id: 4n }]);
    for (const store of stores) expect((await store.accountsOf('user_trader')).length).toBe(2);
  });

  it('never give the same id', async () => {
    const ids = await everywhere(async (store) =>
      store.commit({}, (facts) => ({ answer: facts.ids.orderId() })),
    );
    expect(new Set(ids).size).toBe(PROCESSES * ROUNDS);
  });

  it('lose no change to an account, and number its events without gaps', async () => {
    await everywhere(async (store, round) =>
      store.commit({ accountId: 1 + (round % 4) }, credit(1n)),
    );
    const [store] = stores;
    expect(await store?.verify()).toEqual({ unexplained: [], auditBreak: null });
    const each = (PROCESSES * ROUNDS) / 4;
    for (const id of [1, 2, 3, 4]) {
      const events = (await store?.eventsAfter(id, 0, 1_000)) ?? [];
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: each }, (_, n) => n + 1));
    }
    const books = await Promise.all(stores.map(async (one) => one.read({ accountId: 1 })));
    for (const { account } of books) expect(account?.balance).toBe(1_000_000n + BigInt(each));
  });

  it.each([{ accountId: 1 }, {}])(
    'let a key be taken once, wherever it is used: %o',
    async (subject) => {
      const key = { scope: 'user:1:op', key: 'once' };
      const take = ({ remembered, ids }: Facts) => {
        if (remembered !== null) return { answer: remembered.answer };
        const answer = ids.orderId();
        return { answer, changes: { atMs: 0, remember: [memory(memoryId(key), answer)] } };
      };
      const answers = await everywhere(async (store) => store.commit({ ...subject, key }, take));
      expect(new Set(answers).size).toBe(1);
    },
  );

  it('apply a report once, whoever hears it', async () => {
    const applied = await everywhere(async (store, round) =>
      store.commit({ accountId: 2 }, (facts) => {
        if (round + 1 <= facts.lastReportSeq) return { answer: 0 };
        const { changes } = credit(1n)(facts);
        return { answer: 1, changes: { ...changes, lastReportSeq: round + 1 } };
      }),
    );
    const times = applied.filter((one) => one === 1).length;
    const { account, lastReportSeq } = (await stores[0]?.read({ accountId: 2 })) ?? {};
    expect(lastReportSeq).toBe(ROUNDS);
    expect(times).toBe(ROUNDS);
    expect(account?.balance).toBe(1_000_000n + BigInt(times));
  });

  it('see the terms of trade that another has set, and lose none that two set at once', async () => {
    await everywhere(async (store) =>
      store.commit({}, ({ reference: { settings } }) => ({
        answer: null,
        changes: { atMs: 0, settings: { ...settings, version: settings.version + 1 } },
      })),
    );
    for (const store of stores) {
      const { reference } = await store.read({});
      expect(reference.settings.version).toBe(1 + PROCESSES * ROUNDS);
      expect(store.reference()).toBe(reference);
    }
  });

  it('decide by the terms of trade that another has just set', async () => {
    const [first, second] = stores;
    await first?.commit({}, ({ reference: { settings } }) => ({
      answer: null,
      changes: { atMs: 0, settings: { ...settings, brokerName: 'New', version: 2 } },
    }));
    const seen = await second?.commit({}, () => ({
      answer: second.reference().settings.brokerName,
    }));
    expect(seen).toBe('New');
  });

  it('keep one audit log, in which each entry follows from the one before', async () => {
    await everywhere(async (store, round) =>
      store.commit({}, () => ({
        answer: null,
        changes: { atMs: 0, audit: [auditEntry(`a${round}`)] },
      })),
    );
    expect(await stores[0]?.verify()).toMatchObject({ auditBreak: null });
    expect(await database.query('SELECT max(seq) AS last FROM audit')).toEqual([
      { last: BigInt(PROCESSES * ROUNDS) },
    ]);
  });

  it('forget expired keys and leave no mark of their own behind', async () => {
    await Promise.all(stores.map(async (store) => store.sweep(0)));
    await Promise.all(stores.map(async (store) => store.close()));
    const marks = "SELECT name FROM counters WHERE name LIKE 'commit:%'";
    expect(await database.query(marks)).toEqual([]);
    stores = [];
  });
});

const memory = (id: string, answer: string): Remembered => ({
  id,
  fingerprint: 'f',
  orderId: null,
  answer,
  refusal: null,
  createdAtMs: 0,
  expiresAtMs: 1,
});
