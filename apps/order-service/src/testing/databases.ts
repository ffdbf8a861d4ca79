/** Databases for tests, each empty and its own, so that tests running side by side never meet. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogger } from '@faultline/service';
import { createDatabase } from '@faultline/testkit';
import { types } from 'pg';
import type { Driver } from '../adapters/storage/driver.ts';
import { openPostgresDriver, openPostgresStore } from '../adapters/storage/postgres/open.ts';
import { openSqliteDriver, openSqliteStore } from '../adapters/storage/sqlite/open.ts';
import type { Row } from '../adapters/storage/table-spec.ts';
import type { Store } from '../ports/store.ts';

export interface TestDatabase {
  /** For a child process that opens the same: a directory, or a URL. */
  readonly address: string;
  /** A store as the service opens it. Where processes may share a database, several at a time. */
  open(): Promise<Store>;
  openDriver(): Promise<Driver>;
  /** Past every store: what somebody with a database client could do. Whole numbers come as bigint. */
  query(sql: string): Promise<readonly Row[]>;
  /** Takes away what keeps a table from being changed. */
  unguard(table: string): Promise<void>;
  drop(): Promise<void>;
}

const log = createLogger('test', { level: 'silent' });

export async function sqliteDatabase(): Promise<TestDatabase> {
  const address = mkdtempSync(join(tmpdir(), 'faultline-store-'));
  return {
    address,
    open: async () => openSqliteStore(address, log),
    openDriver: async () => openSqliteDriver(address),
    query: async (sql) => {
      const database = new DatabaseSync(join(address, 'order.db'), { timeout: 5_000 });
      try {
        const statement = database.prepare(sql);
        statement.setReadBigInts(true);
        // No column of ours is a blob.
        return statement.all() as Row[];
      } finally {
        database.close();
      }
    },
    unguard: async (table) => {
      const database = new DatabaseSync(join(address, 'order.db'));
      database.exec(`DROP TRIGGER ${table}_no_update`);
      database.close();
    },
    drop: async () => rmSync(address, { recursive: true }),
  };
}

/** @param server - The URL of any database on a server where we may create more. */
export async function postgresDatabase(server: string): Promise<TestDatabase> {
  const { url, ask, drop } = await createDatabase(server);
  return {
    address: url,
    open: async () => openPostgresStore(url, log),
    openDriver: async () => openPostgresDriver(url, log),
    query: async (sql) => (await ask(sql, { types: { getTypeParser } })) as readonly Row[],
    unguard: async (table) => void (await ask(`DROP TRIGGER ${table}_append_only ON ${table}`)),
    drop,
  };
}

const { INT4, INT8, NUMERIC } = types.builtins;
const getTypeParser: typeof types.getTypeParser = (oid: number) =>
  new Set<number>([INT4, INT8, NUMERIC]).has(oid) ? BigInt : String;
