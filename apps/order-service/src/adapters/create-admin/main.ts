/**
 * `npm run create-admin -- NAME`: somebody who may do everything, for a house that has nobody yet. The password is the first
 * line of standard input, so that it stands in no list of processes and no history. On a data directory the service must
 * be stopped, for the directory belongs to one process; with DATABASE_URL it may run.
 */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { createLogger, openDataDir, StartRefused } from '@faultline/service';
import { readConfiguration } from '../../env.ts';
import { createAdmin } from '../../first-admin.ts';
import { createPasswords } from '../auth/passwords.ts';
import { openData } from '../open-data.ts';

/** As everywhere else. */
const PASSWORD_MIN = 8;
const NAME = /^[\p{L}\p{N}._-]{1,64}$/u;

async function firstLine(): Promise<string> {
  const input = createInterface({ input: process.stdin });
  for await (const line of input) return line;
  return '';
}

async function create(username: string): Promise<string> {
  if (!NAME.test(username)) throw new StartRefused('usage: npm run create-admin -- NAME');
  if (process.stdin.isTTY) process.stderr.write(`password of ${username}: `);
  const password = await firstLine();
  if (password.length < PASSWORD_MIN) {
    throw new StartRefused(`the password needs at least ${PASSWORD_MIN} characters`);
  }
  const { dataRoot, databaseUrl } = readConfiguration(process.env);
  const held = databaseUrl === null ? await openDataDir(dataRoot, 'order') : null;
  const log = createLogger('create-admin', { level: 'error' });
  const { store } = await openData({ databaseUrl, directory: held?.path ?? dataRoot }, log);
  try {
    const passwordHash = await createPasswords().hash(password);
    const id = `user_${randomUUID()}`;
    const made = await createAdmin(store, { id, username, passwordHash, nowMs: Date.now() });
    if (!made) throw new StartRefused(`there is somebody called ${username} already`);
    return `${username} is an administrator now`;
  } finally {
    await store.close();
    await held?.release();
  }
}

try {
  process.stdout.write(`${await create(process.argv[2] ?? '')}\n`);
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
