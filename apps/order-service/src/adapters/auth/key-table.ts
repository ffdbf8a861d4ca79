/** Keys in the database that several processes share: each reads them from there, and one that was rotated serves all. */
import type { Driver } from '../storage/driver.ts';
import type { KeySet, KeyStore } from './key-set.ts';

const HOUSE = 'house';

export const keyTable = (driver: Driver): KeyStore => ({
  read: async () => {
    const [row] = await driver.all('SELECT keys FROM signing_keys WHERE id = ?', [HOUSE]);
    return row === undefined ? null : (JSON.parse(String(row['keys'])) as KeySet);
  },
  create: async (keys) =>
    driver.transaction(async (writer) =>
      writer.run('INSERT INTO signing_keys (id, keys) VALUES (?, ?) ON CONFLICT (id) DO NOTHING', [
        HOUSE,
        JSON.stringify(keys),
      ]),
    ),
  replace: async (keys) =>
    driver.transaction(async (writer) =>
      writer.run('UPDATE signing_keys SET keys = ? WHERE id = ?', [JSON.stringify(keys), HOUSE]),
    ),
});
