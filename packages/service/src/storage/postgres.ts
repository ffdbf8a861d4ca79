/** Opens PostgreSQL: one connection that writes, some that read, and tables brought up to date. */
import { createHash } from 'node:crypto';
import { Pool, type PoolClient, types } from 'pg';
import { crashPoint } from '../crash-point.ts';
import type { Logger } from '../log/logger.ts';
import type { Migration } from './sqlite.ts';

export interface Postgres {
  /** One connection: whoever has it writes alone among us. */
  readonly writers: Pool;
  readonly readers: Pool;
}

export interface PostgresOptions {
  /** All steps, oldest first; those that the database has seen already are skipped. */
  readonly migrations: readonly Migration[];
  /** A plain name: the tables are there instead of among the database's own, so that two services may share it. */
  readonly schema?: string;
  /** A process that was stopped in the middle of a transaction holds its locks no longer than this. */
  readonly idleInTransactionMs?: number;
  readonly log: Logger;
}

const READERS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
/** Ours are short: whatever takes longer waits for something that is broken. */
const STATEMENT_TIMEOUT_MS = 20_000;
const LOCK_TIMEOUT_MS = 5_000;
/** Beyond the server's own limit, for a server that no longer answers at all. */
const ANSWER_TIMEOUT_MS = 25_000;

/**
 * Several processes may open one database at the same time: the first migrates, the others wait for it.
 *
 * @throws Error when nobody answers at `url`, or when the tables are those of a newer version.
 */
export async function openPostgres(url: string, options: PostgresOptions): Promise<Postgres> {
  const { migrations, schema } = options;
  const writers = openPool(url, 1, options);
  try {
    await migrate(writers, migrations, schema);
  } catch (error) {
    await writers.end();
    throw error;
  }
  return { writers, readers: openPool(url, READERS, options) };
}

function openPool(
  connectionString: string,
  max: number,
  { schema, idleInTransactionMs = STATEMENT_TIMEOUT_MS, log }: PostgresOptions,
): Pool {
  const pool = new Pool({
    connectionString,
    max,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
    // Statements that do not need each other's answers share a round trip.
    pipeline: true,
    types: { getTypeParser },
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'faultline',
  });
  // A connection that dies while nobody uses it: without a listener it would take the process with it.
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  // One that dies in use tells whoever uses it; the event is only its echo.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const { INT2, INT4, INT8, NUMERIC } = types.builtins;
const WHOLE: ReadonlySet<number> = new Set([INT2, INT4, INT8, NUMERIC]);

/** Whole numbers come as bigint, as money does not fit a float; all our sums of them are whole. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  WHOLE.has(oid) ? BigInt : types.getTypeParser(oid, format);

/** Names the lock, so that nobody else's advisory locks on this server meet ours. */
const MIGRATION_LOCK = createHash('sha256')
  .update('faultline migrations')
  .digest()
  .readBigInt64BE();

async function migrate(
  pool: Pool,
  migrations: readonly Migration[],
  schema: string | undefined,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    if (schema !== undefined) await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    const seen = await stepsSeen(client);
    if (seen > migrations.length) {
      throw new Error(`the database is of a newer version (${seen} > ${migrations.length})`);
    }
    for (const migration of migrations.slice(seen)) await client.query(migration);
    await client.query('UPDATE schema_version SET steps = $1', [migrations.length]);
    crashPoint('mid-migration');
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function stepsSeen(client: PoolClient): Promise<number> {
  await client.query('CREATE TABLE IF NOT EXISTS schema_version (steps BIGINT NOT NULL)');
  const { rows } = await client.query<{ steps: bigint }>('SELECT steps FROM schema_version');
  if (rows[0] !== undefined) return Number(rows[0].steps);
  await client.query('INSERT INTO schema_version (steps) VALUES (0)');
  return 0;
}
