/**
 * Databases on a real PostgreSQL server, each empty and with a name that nobody else has, so that tests running side by
 * side never meet. Where there is no server the tests that need one are skipped in so many words.
 */
import { randomBytes } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';

const DEFAULT_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres';

/**
 * The server that the tests may use: `TEST_DATABASE_URL`, or the one on this machine.
 *
 * @returns `null` where nobody answers.
 * @throws Error where one is named and does not answer, and in CI, where nothing may be skipped.
 */
export async function findPostgres(
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const server = env['TEST_DATABASE_URL'] ?? DEFAULT_SERVER;
  try {
    await rowsOf({ connectionString: server }, 'SELECT 1');
    return server;
  } catch (error) {
    if (env['CI'] !== 'true' && env['TEST_DATABASE_URL'] === undefined) return null;
    throw new Error(`the tests need PostgreSQL, and nobody answers at ${server}`, { cause: error });
  }
}

/** How a question is asked: with which search path, and what is made of the values. */
type Manner = Pick<ClientConfig, 'options' | 'types'>;

export interface OwnDatabase {
  readonly url: string;
  /** Past every service: what somebody with a database client could do. */
  readonly ask: (sql: string, manner?: Manner) => Promise<readonly Record<string, unknown>[]>;
  readonly drop: () => Promise<void>;
}

/** @param server - The URL of any database on a server where we may create more. */
export async function createDatabase(server: string): Promise<OwnDatabase> {
  const name = `faultline_test_${randomBytes(8).toString('hex')}`;
  const onServer = async (sql: string) => rowsOf({ connectionString: server }, sql);
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    ask: async (sql, manner = {}) => rowsOf({ connectionString: url.href, ...manner }, sql),
    drop: async () => void (await onServer(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function rowsOf(config: ClientConfig, sql: string) {
  const client = new Client(config);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
