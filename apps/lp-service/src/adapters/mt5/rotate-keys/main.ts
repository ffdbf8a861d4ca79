/**
 * `npm run rotate-credential-keys`: a new key seals the passwords of MT5 instances from now on; a running service seals
 * them anew within a minute, one that does not run at its next start. With `--drop-old`, keys that seal nothing any more
 * are taken out of the file: it asks the database that the service uses, so it needs the same DATABASE_URL. Who may run this is
 * who may write the data directory.
 */
import { join } from 'node:path';
import { readSettings } from '../../../env.ts';
import { addKey, dropOldKeys } from '../key-file.ts';
import { keysInUse } from '../keys-in-use.ts';

const { dataDir, databaseUrl, mt5 } = readSettings(process.env);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (mt5.keys !== null) {
  process.stderr.write('the keys are in MT5_KEYS: put a new one first there\n');
  process.exitCode = 78;
} else if (process.argv.includes('--drop-old')) {
  const place = { databaseUrl, directory: join(dataDir, 'lp') };
  const dropped = dropOldKeys(mt5.keyFile, await keysInUse(place));
  say(dropped.length === 0 ? 'no key could be dropped' : `dropped ${dropped.join(', ')}`);
} else say(`sealing with ${addKey(mt5.keyFile)} from now on`);
