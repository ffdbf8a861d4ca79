/**
 * `npm run rotate-credential-keys`: a new key seals the passwords of MT5 instances from now on; a running service seals
 * them anew within a minute, one that does not run at its next start. With `--drop-old`, keys that seal nothing any more
 * are taken out of the file. Who may run this is who may write the data directory.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readSettings } from '../../../env.ts';
import { addKey, dropOldKeys } from '../key-file.ts';
import { mt5File } from '../open-mt5.ts';

const { dataDir, mt5 } = readSettings(process.env);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Names of the keys with which something in the database is sealed. */
function keysInUse(): ReadonlySet<string> {
  const file = mt5File(join(dataDir, 'lp'));
  if (!existsSync(file)) return new Set();
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare(
      `SELECT password AS sealed FROM mt5_instances UNION ALL
       SELECT agent_token FROM mt5_instances WHERE agent_token IS NOT NULL UNION ALL
       SELECT value FROM mt5_settings WHERE name = 'fingerprint-key'`,
    )
    .all();
  database.close();
  return new Set(rows.map(({ sealed }) => String(sealed).split('.', 1)[0] ?? ''));
}

if (mt5.keys !== null) {
  process.stderr.write('the keys are in MT5_KEYS: put a new one first there\n');
  process.exitCode = 78;
} else if (process.argv.includes('--drop-old')) {
  const dropped = dropOldKeys(mt5.keyFile, keysInUse());
  say(dropped.length === 0 ? 'no key could be dropped' : `dropped ${dropped.join(', ')}`);
} else say(`sealing with ${addKey(mt5.keyFile)} from now on`);
