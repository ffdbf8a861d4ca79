/**
 * `npm run rotate-keys`: a new key signs from now on, the old one counts until the last token that it signed has expired.
 * With `--drop-old`, for a key that was stolen, every token signed so far is worthless within seconds. The services need
 * no restart. Who may run this is who may write the data directory, or has the DATABASE_URL.
 */
import { join } from 'node:path';
import { createLogger } from '@faultline/service';
import { openPostgresDriver } from '../../storage/postgres/open.ts';
import { keyFile } from '../key-file.ts';
import { kidOf, newKeySet, rotated } from '../key-set.ts';
import { keyTable } from '../key-table.ts';
import { readConfiguration } from '../../../env.ts';

const dropOld = process.argv.includes('--drop-old');
const { dataRoot, databaseUrl } = readConfiguration(process.env);
const log = createLogger('rotate-keys', { level: 'error' });
const driver = databaseUrl === null ? null : await openPostgresDriver(databaseUrl, log);
const store = driver === null ? keyFile(join(dataRoot, 'order')) : keyTable(driver);
const before = await store.read();
if (before === null) await store.create(await newKeySet());
else await store.replace(await rotated(before, { nowMs: Date.now(), dropOld }));
const after = await store.read();
if (after !== null)
  process.stdout.write(`signing with ${await kidOf(after.signing)} from now on\n`);
await driver?.close();
