/** The book in PostgreSQL does what every book must do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { describe } from 'vitest';
import { newDatabase } from '../../../testing/databases.ts';
import { openData } from '../open-data.ts';
import { bookSuite } from '../testing/book-suite.ts';

const server = await findPostgres(process.env);
const log = createLogger('test', { level: 'silent' });

describe.skipIf(server === null)('with a server to test on', () => {
  bookSuite('PostgreSQL', async () => {
    const { url, drop } = await newDatabase(server ?? '');
    const directory = mkdtempSync(join(tmpdir(), 'faultline-lp-'));
    const onLost = (reason: string) => {
      throw new Error(reason);
    };
    return {
      open: async (options) => {
        const data = await openData({ databaseUrl: url, directory }, { onLost, log });
        await data.ownership.acquire();
        const opened = await data.openBook(options);
        const close = async () => {
          await opened.close();
          await data.close();
        };
        return { ...opened, close };
      },
      drop: async () => {
        await drop();
        rmSync(directory, { recursive: true });
      },
    };
  });
});
