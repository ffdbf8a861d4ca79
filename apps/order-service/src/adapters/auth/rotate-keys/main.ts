/**
 * `npm run rotate-keys`: a new key signs from now on, the old one counts until the last token that it signed has expired.
 * With `--drop-old`, for a key that was stolen, every token signed so far is worthless within seconds. The services need
 * no restart. Who may run this is who may write the data directory.
 */
import { join } from 'node:path';
import { keyFile } from '../key-file.ts';
import { kidOf, newKeySet, rotated } from '../key-set.ts';
import { readConfiguration } from '../../../env.ts';

const dropOld = process.argv.includes('--drop-old');
const store = keyFile(join(readConfiguration(process.env).dataRoot, 'order'));
const before = await store.read();
if (before === null) await store.create(await newKeySet());
else await store.replace(await rotated(before, { nowMs: Date.now(), dropOld }));
const after = await store.read();
if (after !== null)
  process.stdout.write(`signing with ${await kidOf(after.signing)} from now on\n`);
