/** Session tables on a real PostgreSQL server, in a schema of their own. For tests. */
import { randomBytes } from 'node:crypto';
import { findPostgres } from '@faultline/testkit';
import { Pool } from 'pg';
import { POSTGRES_SESSION_TABLES } from '../postgres-schema.ts';
import type { PostgresTransactions } from '../postgres-store.ts';

export interface SessionTables {
  readonly transactions: PostgresTransactions;
  readonly empty: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/**
 * @returns `null` where nobody answers: the tests are then skipped by name, for all to see.
 * @throws Error in CI, where nothing may be skipped.
 */
export async function openSessionTables(
  env: Readonly<Record<string, string | undefined>>,
): Promise<SessionTables | null> {
  const connectionString = await findPostgres(env);
  if (connectionString === null) return null;
  const schema = `fix_test_${randomBytes(8).toString('hex')}`;
  const pool = new Pool({ connectionString, options: `-c search_path=${schema}` });
  await pool.query(`CREATE SCHEMA ${schema}`);
  await pool.query(POSTGRES_SESSION_TABLES);
  return {
    transactions: transactionsOf(pool),
    empty: async () => void (await pool.query('TRUNCATE fix_sessions, fix_messages')),
    drop: async () => {
      await pool.query(`DROP SCHEMA ${schema} CASCADE`);
      await pool.end();
    },
  };
}

const transactionsOf = (pool: Pool): PostgresTransactions => ({
  read: async (sql, values) => (await pool.query(sql, [...values])).rows,
  write: async (work) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await work(async (sql, values) => (await client.query(sql, [...values])).rows);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  },
});
