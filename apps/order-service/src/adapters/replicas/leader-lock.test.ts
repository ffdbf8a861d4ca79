/** One of several processes leads; one that was cut off changes nothing any more, whatever it believes. */
import { createLogger } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../demo-data.ts';
import type { Store } from '../../ports/store.ts';
import { fencedStore } from '../../replicas/fenced-store.ts';
import { postgresDatabase, type TestDatabase } from '../../testing/databases.ts';
import { until } from '../../testing/until.ts';
import { credit } from '../storage/testing/credit.ts';
import { passwords } from '../storage/testing/store-suite.ts';
import { LeaderLock } from './leader-lock.ts';

const server = await findPostgres(process.env);
const log = createLogger('test', { level: 'silent' });

interface Candidate {
  readonly lock: LeaderLock;
  /** The numbers under which it has led. */
  readonly terms: readonly number[];
  readonly leads: () => boolean;
}

describe.skipIf(server === null)('the lock of the leader', () => {
  let database: TestDatabase;
  let store: Store;
  let candidates: Candidate[];
  beforeEach(async () => {
    database = await postgresDatabase(server ?? '');
    store = await database.open();
    await fillDemoData(store, passwords, 1_000);
    candidates = [];
  });
  afterEach(async () => {
    await Promise.all(candidates.map(async ({ lock }) => lock.close()));
    await store.close();
    await database.drop();
  });

  /** A process as the lock sees it, and what it was told. */
  async function candidate(): Promise<Candidate> {
    const terms: number[] = [];
    let leads = false;
    const lock = new LeaderLock({
      url: database.address,
      onLeading: (term) => {
        terms.push(term);
        leads = true;
      },
      onLost: () => {
        leads = false;
      },
      log,
    });
    await lock.tried;
    const one = { lock, terms, leads: () => leads };
    candidates.push(one);
    return one;
  }

  it('is held by one, and left to the next by whoever goes', async () => {
    const [first, second] = [await candidate(), await candidate()];
    expect([first.leads(), second.leads()]).toEqual([true, false]);
    await first.lock.close();
    await until(() => second.leads());
    expect([first.leads(), second.terms]).toEqual([false, [2]]);
  });

  it('is given back by whoever cannot use it, and asked for again', async () => {
    const leader = await candidate();
    leader.lock.resign();
    await until(() => leader.terms.length === 2);
    await until(() => leader.leads());
    expect(leader.terms).toEqual([1, 2]);
  });

  it('is lost with the session, at once and to everybody', async () => {
    const leader = await candidate();
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await until(() => !leader.leads());
    await until(() => leader.leads());
    expect(leader.terms).toEqual([1, 2]);
  });

  it('fences what a former leader still decides, though it believes that it leads', async () => {
    await candidate();
    const stale = fencedStore(store, { number: 1, holds: () => true });
    await stale.commit({ accountId: 1 }, credit(1n));
    await candidates[0]?.lock.close();
    await candidate();
    await expect(stale.commit({ accountId: 1 }, credit(1n))).rejects.toThrow('another process');
    const current = fencedStore(store, { number: 2, holds: () => true });
    await current.commit({ accountId: 1 }, credit(1n));
    const { account } = await store.read({ accountId: 1 });
    expect(account?.balance).toBe(1_000_002n);
    const retired = fencedStore(store, { number: 2, holds: () => false });
    await expect(retired.commit({ accountId: 1 }, credit(1n))).rejects.toThrow('another process');
  });
});
