/** The book in a SQLite file does what every book must do, and brings older files up to date. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookSuite } from '../testing/book-suite.ts';
import { openSqliteBook } from './book.ts';

bookSuite('SQLite', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-lp-'));
  return {
    open: async (options) => openSqliteBook(directory, options),
    drop: async () => rmSync(directory, { recursive: true }),
  };
});
