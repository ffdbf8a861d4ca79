/**
 * Where a journey's system keeps its data: in its directory, or, with `JOURNEYS_DATABASE=postgres`, in a database of its
 * own on `TEST_DATABASE_URL` (or the server of this machine) and in a Redis of its own. The journeys are the same.
 */
import {
  createDatabase,
  findPostgres,
  type OwnDatabase,
  type OwnRedis,
  startRedis,
} from '@faultline/testkit';

interface Servers {
  readonly env: { readonly DATABASE_URL: string; readonly REDIS_URL: string };
  readonly redis: OwnRedis;
  readonly database: OwnDatabase;
}

/** Found by the data directory, which stands for a system also when it is started a second time. */
const inUse = new Map<string, Servers>();

const onServers = process.env['JOURNEYS_DATABASE'] === 'postgres';

/** What tells a system where its data is: nothing for its directory. */
export async function serversOf(dataDir: string): Promise<Readonly<Record<string, string>>> {
  if (!onServers) return {};
  const known = inUse.get(dataDir);
  if (known !== undefined) return known.env;
  const database = await createDatabase(await postgresServer());
  const redis = await startRedis();
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
  inUse.set(dataDir, { env, redis, database });
  return env;
}

/** Every row of every table, as text; nothing where the data is in the directory. */
export async function storedRows(dataDir: string): Promise<readonly string[]> {
  const servers = inUse.get(dataDir);
  if (servers === undefined) return [];
  const { database } = servers;
  const tables = await firstColumn(
    database,
    `SELECT format('%I.%I', schemaname, tablename) AS text FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const table of tables) {
    rows.push(...(await firstColumn(database, `SELECT t::text FROM ${table} t`)));
  }
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

/** @throws Error where nobody answers: the journeys were told to keep their data there. */
async function postgresServer(): Promise<string> {
  const server = await findPostgres(process.env);
  if (server === null) throw new Error('there is no PostgreSQL to keep the data in');
  return server;
}

/** The first column of each row, as text. */
export async function firstColumn({ ask }: OwnDatabase, sql: string): Promise<string[]> {
  return (await ask(sql)).map((row) => String(Object.values(row)[0]));
}
