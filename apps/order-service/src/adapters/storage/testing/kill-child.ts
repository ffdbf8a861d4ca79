/** The process that the kill suite kills: deposits without end, and says of each when it was acknowledged. */
import { createLogger } from '@faultline/service';
import { openPostgresStore } from '../postgres/open.ts';
import { openSqliteStore } from '../sqlite/open.ts';
import { deposit } from './credit.ts';

const LANES = 16;
const [address = '', run = ''] = process.argv.slice(2);
const log = createLogger('child', { level: 'silent' });
const store = await (address.startsWith('postgres')
  ? openPostgresStore(address, log)
  : openSqliteStore(address, log));

await Promise.all(
  Array.from({ length: LANES }, async (_, lane) => {
    for (let round = 0; ; round += 1) {
      const key = `${run}-${lane}-${round}`;
      await store.commit({ accountId: 1 + (lane % 4), key: { scope: 'kill', key } }, deposit(key));
      process.stdout.write(`${key}\n`);
    }
  }),
);
