/**
 * Where a journey's system keeps its data: in its directory, or, with `JOURNEYS_DATABASE=postgres`, in a database of its
 * own on `TEST_DATABASE_URL` (or the server of this machine) and in a Redis of its own. The journeys are the same.
 */
import { randomBytes } from 'node:crypto';
import { type OwnRedis, startRedis } from '@faultline/testkit';
import { Client } from 'pg';

interface Servers {
  readonly env: { readonly DATABASE_URL: string; readonly REDIS_URL: string };
  readonly redis: OwnRedis;
  readonly database: OwnDatabase;
}

/** Found by the data directory, which stands for a system also when it is started a second time. */
const inUse = new Map<string, Servers>();

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const onServers = process.env['JOURNEYS_DATABASE'] === 'postgres';

/** What tells a system where its data is: nothing for its directory. */
export async function serversOf(dataDir: string): Promise<Readonly<Record<string, string>>> {
  if (!onServers) return {};
  const known = inUse.get(dataDir);
  if (known !== undefined) return known.env;
  const database = await createDatabase();
  const redis = await startRedis();
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
  inUse.set(dataDir, { env, redis, database });
  return env;
}

/** Every row of every table, as text; nothing where the data is in the directory. */
export async function storedRows(dataDir: string): Promise<readonly string[]> {
  const servers = inUse.get(dataDir);
  if (servers === undefined) return [];
  const { url } = servers.database;
  const tables = await ask(
    url,
    `SELECT format('%I.%I', schemaname, tablename) AS text FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const table of tables) rows.push(...(await ask(url, `SELECT t::text FROM ${table} t`)));
  return rows;
}

/** For a system that is stopped, and not started again. */
export async function dropServers(dataDir: string): Promise<void> {
  const servers = inUse.get(dataDir);
  if (servers === undefined) return;
  inUse.delete(dataDir);
  await servers.redis.kill();
  await servers.database.drop();
}

export interface OwnDatabase {
  readonly url: string;
  /** The first column of each row. */
  readonly ask: (sql: string) => Promise<readonly string[]>;
  readonly drop: () => Promise<void>;
}

/** An empty database with a name that nobody else has. */
export async function createDatabase(): Promise<OwnDatabase> {
  const name = `faultline_journey_${randomBytes(8).toString('hex')}`;
  await ask(SERVER, `CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = name;
  return {
    url: url.href,
    ask: async (sql) => ask(url.href, sql),
    drop: async () => void (await ask(SERVER, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** Whether there is a PostgreSQL; where CI says that there must be one, it is an error that there is none. */
export async function hasPostgres(): Promise<boolean> {
  try {
    await ask(SERVER, 'SELECT 1');
    return true;
  } catch (error) {
    if (process.env['CI'] !== 'true') return false;
    throw new Error(`the journeys need PostgreSQL, and nobody answers at ${SERVER}`, {
      cause: error,
    });
  }
}

async function ask(connectionString: string, sql: string): Promise<string[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows.map(([first]) => String(first));
  } finally {
    await client.end();
  }
}
