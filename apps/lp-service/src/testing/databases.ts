/** Databases on a real PostgreSQL server, each empty and its own. For tests only. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Past the service: what somebody with a database client could do. Values come as text. */
  readonly query: (sql: string) => Promise<readonly Record<string, string | null>[]>;
  readonly drop: () => Promise<void>;
}

const DEFAULT_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres';

/**
 * @returns `null` where nobody answers: the tests are then skipped by name, for all to see.
 * @throws Error in CI, where nothing may be skipped.
 */
export async function findPostgres(
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const server = env['TEST_DATABASE_URL'] ?? DEFAULT_SERVER;
  try {
    await once(server, 'SELECT 1');
    return server;
  } catch (error) {
    if (env['CI'] !== 'true' && env['TEST_DATABASE_URL'] === undefined) return null;
    throw new Error(`the tests need PostgreSQL, and nobody answers at ${server}`, { cause: error });
  }
}

export async function newDatabase(server: string): Promise<TestDatabase> {
  const name = `faultline_test_${randomBytes(8).toString('hex')}`;
  await once(server, `CREATE DATABASE ${name}`);
  const at = new URL(server);
  at.pathname = name;
  return {
    url: at.href,
    query: async (sql) => once(at.href, sql),
    drop: async () => void (await once(server, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function once(connectionString: string, sql: string) {
  const types = { getTypeParser: () => String };
  const client = new Client({ connectionString, options: '-c search_path=lp_service', types });
  await client.connect();
  try {
    return (await client.query<Record<string, string | null>>(sql)).rows;
  } finally {
    await client.end();
  }
}
