/** Opens SQLite so that an acknowledged write survives a power cut, and brings its tables up to date. */
import { DatabaseSync } from 'node:sqlite';
import { crashPoint } from '../crash-point.ts';

/** One step forward; never edited once it has shipped. */
export type Migration = string;

/**
 * How long a statement waits for another connection to the file. The threads of a process never write at the same time, but
 * one may open the file while another commits.
 */
const BUSY_TIMEOUT_MS = 5_000;

/** A connection as every writer of ours has it; the tables are left as they are. */
export function connectSqlite(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
  // 16 MiB of pages in memory: many a commit looks through all of them. The log is moved into the file at 16 MiB instead of 4.
  database.exec('PRAGMA cache_size = -16384');
  database.exec('PRAGMA wal_autocheckpoint = 4096');
  return database;
}

/**
 * @param migrations - All steps, oldest first; those that a file has seen already are skipped.
 * @throws Error when the file was written by a newer version.
 */
export function openSqlite(file: string, migrations: readonly Migration[]): DatabaseSync {
  const database = connectSqlite(file);
  const seen = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (seen > migrations.length) {
    throw new Error(`${file} was written by a newer version (${seen} > ${migrations.length})`);
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < seen) continue;
    database.exec(`BEGIN; ${migration}; PRAGMA user_version = ${index + 1}`);
    crashPoint('mid-migration');
    database.exec('COMMIT');
  }
  return database;
}
