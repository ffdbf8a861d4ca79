/** A lease that is over lets nothing be written any more, whatever its former owner believes. */
import { createLogger, openPostgres, type Postgres } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newDatabase, type TestDatabase } from '../../../testing/databases.ts';
import { FencedTransactions } from './fenced.ts';
import { Lease } from './lease.ts';
import { MIGRATIONS, SCHEMA_NAME } from './schema.ts';

const server = await findPostgres(process.env);
const log = createLogger('test', { level: 'silent' });
const INSERT = `INSERT INTO not_sent VALUES ($1, '{}', 0)`;

describe.skipIf(server === null)('the lease of the FIX sessions', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  const leases: Lease[] = [];
  const lost: string[] = [];

  beforeEach(async () => {
    database = await newDatabase(server ?? '');
    postgres = await openPostgres(database.url, {
      migrations: MIGRATIONS,
      schema: SCHEMA_NAME,
      log,
    });
  });
  afterEach(async () => {
    for (const lease of leases.splice(0)) await lease.release();
    lost.length = 0;
    await Promise.all([postgres.writers.end(), postgres.readers.end()]);
    await database.drop();
  });

  function leaseOf(owner: string) {
    const onLost = () => lost.push(owner);
    const lease = new Lease({ pool: postgres.readers, owner, onLost, log });
    leases.push(lease);
    return { lease, transactions: new FencedTransactions(postgres, lease) };
  }
  const write = async ({ transactions }: ReturnType<typeof leaseOf>, name: string) =>
    transactions.write(async (ask) => void (await ask(INSERT, [name])));
  const written = async () =>
    (await database.query('SELECT order_id FROM not_sent ORDER BY 1')).map(
      (row) => row['order_id'],
    );
  const expire = async () => database.query(`UPDATE session_lease SET expires_at = '-infinity'`);

  it('is shown in every transaction, and without it nothing is written', async () => {
    const [owner, nobody] = [leaseOf('owner'), leaseOf('nobody')];
    await owner.lease.acquire();
    await write(owner, 'by the owner');
    await expect(write(nobody, 'by nobody')).rejects.toThrow('another process');
    expect(await written()).toEqual(['by the owner']);
  });

  it('fences off an owner whose time is over, who is told and writes nothing more', async () => {
    const [first, second] = [leaseOf('first'), leaseOf('second')];
    await first.lease.acquire();
    await expire();
    await second.lease.acquire();
    await expect(write(first, 'too late')).rejects.toThrow('another process');
    expect(lost).toEqual(['first']);
    await write(second, 'in time');
    expect(await written()).toEqual(['in time']);
  });

  it('is not taken over in the middle of a transaction', async () => {
    const [first, second] = [leaseOf('first'), leaseOf('second')];
    await first.lease.acquire();
    const order: string[] = [];
    await first.transactions.write(async (ask) => {
      await ask(INSERT, ['kept']);
      // What expires it has to wait for the transaction, and so has whoever wants it.
      void expire();
      void second.lease.acquire().then(() => order.push('taken over'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push('written');
    });
    order.push('committed');
    while (order.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(order.slice(0, 1)).toEqual(['written']);
    expect(order).toContain('taken over');
    expect(await written()).toEqual(['kept']);
  });

  it('is lost when it cannot be renewed', async () => {
    const { lease } = leaseOf('first');
    await lease.acquire();
    await database.query(`UPDATE session_lease SET token = token + 1, owner = 'second'`);
    while (lost.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lost).toEqual(['first']);
    expect(lease.token).toBe(0);
  });

  it('counts a commit whose answer was lost on the way as what it is', async () => {
    const { lease, transactions } = leaseOf('first');
    await lease.acquire();
    const client = await postgres.writers.connect();
    const query = client.query.bind(client) as (...asked: unknown[]) => Promise<unknown>;
    client.query = (async (asked: unknown, ...rest: unknown[]) => {
      const answer = await query(asked, ...rest);
      if (asked === 'COMMIT') throw new Error('Connection terminated');
      return answer;
    }) as typeof client.query;
    client.release();
    await transactions.write(async (ask) => void (await ask(INSERT, ['kept'])));
    expect(await written()).toEqual(['kept']);
    expect(lost).toEqual([]);
  });
});
