/** The state store where there is no Redis: the same keys in a table. */
import type { StoreKeys } from '@faultline/domain/mt5';
import type { StateStore } from '../../mt5/ports.ts';
import type { Database, Statement } from './database.ts';

export const tableStateStore = ({ all, write }: Database): StateStore => ({
  apply: async (keys) => write(Object.entries(keys).map(statementOf)),
  read: async (names) => {
    const marks = names.map(() => '?').join(', ');
    const rows =
      names.length === 0
        ? []
        : await all(`SELECT name, value FROM mt5_state WHERE name IN (${marks})`, names);
    const found = new Map(
      rows.map(({ name, value }) => [String(name), JSON.parse(String(value)) as StoreKeys[string]]),
    );
    return Object.fromEntries(names.map((name) => [name, found.get(name) ?? null]));
  },
  close: async () => undefined,
});

const statementOf = ([name, value]: [string, StoreKeys[string]]): Statement =>
  value === null
    ? { sql: 'DELETE FROM mt5_state WHERE name = ?', values: [name] }
    : {
        sql: `INSERT INTO mt5_state (name, value) VALUES (?, ?)
              ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        values: [name, JSON.stringify(value)],
      };
