/** Books of before, opened by this version, on both databases. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, openPostgres, openSqlite } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe } from 'vitest';
import { postgresDatabase, type TestDatabase } from '../../testing/databases.ts';
import { openPostgresDriver } from './postgres/open.ts';
import { openSqliteDriver } from './sqlite/open.ts';
import { keepsWhatItHolds, OLD_BOOKS } from './testing/old-books.ts';

const log = createLogger('test', { level: 'silent' });
const server = await findPostgres(process.env);

describe('books of before, in SQLite', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'faultline-old-books-'));
    openSqlite(join(directory, 'order.db'), [OLD_BOOKS.join(';')]).close();
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  keepsWhatItHolds(async () => openSqliteDriver(directory));
});

describe.skipIf(server === null)('books of before, in PostgreSQL', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await postgresDatabase(server ?? '');
    const migrations = [OLD_BOOKS.join(';')];
    const { writers, readers } = await openPostgres(database.address, { migrations, log });
    await Promise.all([writers.end(), readers.end()]);
  });
  afterEach(async () => database.drop());
  keepsWhatItHolds(async () => openPostgresDriver(database.address, log));
});
