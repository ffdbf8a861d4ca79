/**
 * `npm run verify -- DATA_DIR`: whether the ledger explains every balance and the audit log is whole. The service must be
 * stopped: the data directory belongs to one process at a time.
 */
import { createLogger, openDataDir, StartRefused } from '@faultline/service';
import { openSqliteStore } from '../src/adapters/storage/sqlite/open.ts';
import { complaintsAbout } from '../src/books-check.ts';

const [dataRoot = './data'] = process.argv.slice(2);

try {
  const directory = await openDataDir(dataRoot, 'order');
  const store = await openSqliteStore(directory.path, createLogger('verify', { level: 'error' }));
  const complaints = complaintsAbout(await store.verify());
  await store.close();
  await directory.release();
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  if (complaints.length === 0) process.stdout.write(`${dataRoot}: the books are whole\n`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
