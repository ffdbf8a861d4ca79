/**
 * `npm run verify -- DATA_DIR`: whether the ledger explains every balance and the audit log is whole; ends with 1 when
 * not. On a data directory the service must be stopped, for the directory belongs to one process; with DATABASE_URL it
 * may run.
 */
import { createLogger, openDataDir, StartRefused } from '@faultline/service';
import { complaintsAbout } from '../../books-check.ts';
import { readConfiguration } from '../../env.ts';
import { openData } from '../open-data.ts';

const [asked] = process.argv.slice(2);

async function complaints(): Promise<string[]> {
  const env = asked === undefined ? process.env : { ...process.env, DATA_DIR: asked };
  const { dataRoot, databaseUrl } = readConfiguration(env);
  const held = databaseUrl === null ? await openDataDir(dataRoot, 'order') : null;
  const log = createLogger('verify', { level: 'error' });
  const { store } = await openData({ databaseUrl, directory: held?.path ?? dataRoot }, log);
  try {
    return complaintsAbout(await store.verify());
  } finally {
    await store.close();
    await held?.release();
  }
}

try {
  const found = await complaints();
  for (const complaint of found) process.stderr.write(`${complaint}\n`);
  if (found.length === 0) process.stdout.write('the books are whole\n');
  process.exitCode = found.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
