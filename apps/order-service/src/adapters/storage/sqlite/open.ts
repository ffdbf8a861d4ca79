/** The storage port on a SQLite file of our own. */
import { join } from 'node:path';
import { type Logger, openSqlite } from '@faultline/service';
import type { Store } from '../../../ports/store.ts';
import type { Driver } from '../driver.ts';
import { SCHEMA, type SchemaStep } from '../schema.ts';
import { openStore } from '../store.ts';
import { sqliteDriver } from './sqlite-driver.ts';

/** @param directory - Locked by the caller; one process owns a file. */
export const openSqliteStore = async (directory: string, log: Logger): Promise<Store> =>
  openStore(openSqliteDriver(directory), log);

/** The same, without a store over it. */
export function openSqliteDriver(directory: string): Driver {
  const path = join(directory, 'order.db');
  const database = openSqlite(path, SCHEMA.map(migrationOf));
  return sqliteDriver(database, path);
}

/**
 * SQLite keeps a table by its key only where that key is called INTEGER; any other has an index beside it, which costs every
 * row a page more. Files from before have that index, and mean the same.
 */
const migrationOf = ({ sql, appendOnly }: SchemaStep): string =>
  [sql.replaceAll('BIGINT PRIMARY KEY', 'INTEGER PRIMARY KEY'), ...appendOnly.flatMap(guards)].join(
    '\n',
  );

const guards = (table: string): string[] =>
  ['UPDATE', 'DELETE'].map(
    (action) => `
CREATE TRIGGER ${table}_no_${action.toLowerCase()} BEFORE ${action} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  );
