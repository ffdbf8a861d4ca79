/** A server that goes away: nothing is written twice, nothing is lost that was confirmed, and nobody dies of it. */
import { createLogger } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../../demo-data.ts';
import type { Store } from '../../../ports/store.ts';
import { type CuttingProxy, cuttingProxy } from '../../../testing/cutting-proxy.ts';
import { postgresDatabase, type TestDatabase } from '../../../testing/databases.ts';
import { credit } from '../testing/credit.ts';
import { passwords } from '../testing/store-suite.ts';
import { openPostgresStore } from './open.ts';

const server = await findPostgres(process.env);
const log = createLogger('test', { level: 'silent' });

describe.skipIf(server === null)('a store whose connection breaks', () => {
  let database: TestDatabase;
  let wire: CuttingProxy;
  let store: Store;
  beforeEach(async () => {
    database = await postgresDatabase(server ?? '');
    wire = await cuttingProxy(database.address);
    store = await openPostgresStore(wire.url, log);
    await fillDemoData(store, passwords, 1_000);
  });
  afterEach(async () => {
    await store.close();
    await wire.close();
    await database.drop();
  });

  const deposit = async () => store.commit({ accountId: 1 }, credit(1n));
  const balance = async () => (await store.read({ accountId: 1 })).account?.balance;
  const terminate = async (which: string) =>
    database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${which}`,
    );

  it('goes on with a new one when an idle one is lost', async () => {
    await deposit();
    await terminate('true');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await deposit();
    expect(await balance()).toBe(1_000_002n);
  });

  it('has written nothing when it breaks before the commit', async () => {
    const other = new Client({ connectionString: database.address });
    await other.connect();
    await other.query('BEGIN; SELECT 1 FROM accounts WHERE id = 1 FOR UPDATE');
    const waiting = Promise.allSettled([deposit(), deposit()]);
    const blocked = "wait_event_type = 'Lock'";
    while ((await terminate(blocked)).length === 0);
    for (const ended of await waiting) {
      expect(ended).toMatchObject({ reason: { code: 'DATABASE_ERROR', outcome: 'NOT_APPLIED' } });
    }
    await other.end();
    expect(await balance()).toBe(1_000_000n);
    await deposit();
    expect(await balance()).toBe(1_000_001n);
  });

  it('finds out that its commit was done, and has done it once', async () => {
    wire.cut('after commit');
    await Promise.all([deposit(), deposit()]);
    expect(await balance()).toBe(1_000_002n);
    expect(await store.verify()).toMatchObject({ unexplained: [] });
  });

  it('finds out that its commit never arrived', async () => {
    wire.cut('before commit');
    await expect(deposit()).rejects.toMatchObject({
      code: 'DATABASE_ERROR',
      outcome: 'NOT_APPLIED',
    });
    expect(await balance()).toBe(1_000_000n);
    await deposit();
    expect(await balance()).toBe(1_000_001n);
  });

  it('says that nobody knows when there is nobody to ask', async () => {
    wire.cut('after commit', { stayDown: true });
    await expect(deposit()).rejects.toMatchObject({ code: 'INTERNAL_ERROR', outcome: 'UNKNOWN' });
    await expect(deposit()).rejects.toMatchObject({ code: 'DATABASE_ERROR' });
    await expect(balance()).rejects.toMatchObject({ code: 'DATABASE_ERROR' });
  });
});
