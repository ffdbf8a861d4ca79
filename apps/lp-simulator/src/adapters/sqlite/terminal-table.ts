/** The scripted terminals on disk: the broker remembers, whoever dies. */
import type { DatabaseSync } from 'node:sqlite';
import type { Next, TerminalState, TerminalTable } from '../../terminals/terminals.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS terminals (
    login INTEGER PRIMARY KEY, codes TEXT NOT NULL, what_then TEXT NOT NULL,
    answered INTEGER NOT NULL, connected INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS terminal_attempts (
    number INTEGER PRIMARY KEY, login INTEGER NOT NULL, server TEXT NOT NULL,
    code INTEGER NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS terminal_attempts_login ON terminal_attempts (login);
`;

export function openTerminalTable(database: DatabaseSync): TerminalTable {
  database.exec(SCHEMA);
  const all = database.prepare('SELECT * FROM terminals');
  const save = database.prepare(
    `INSERT INTO terminals VALUES (?, ?, ?, ?, ?) ON CONFLICT (login) DO UPDATE SET
       codes = excluded.codes, what_then = excluded.what_then, answered = excluded.answered,
       connected = excluded.connected`,
  );
  const record = database.prepare(
    'INSERT INTO terminal_attempts (login, server, code, at_ms) VALUES (?, ?, ?, ?)',
  );
  const attempts = database.prepare(
    'SELECT login, server, code, at_ms FROM terminal_attempts WHERE login = ? ORDER BY number',
  );
  return {
    load: () =>
      all.all().map((row): TerminalState => {
        const next: Next = row['what_then'] === 'ok' ? 'ok' : 'repeat';
        return {
          login: Number(row['login']),
          codes: JSON.parse(String(row['codes'])) as number[],
          next,
          answered: Number(row['answered']),
          connected: row['connected'] === 1,
        };
      }),
    save: ({ login, codes, next, answered, connected }) => {
      save.run(login, JSON.stringify(codes), next, answered, connected ? 1 : 0);
    },
    record: ({ login, server, code, atMs }) => void record.run(login, server, code, atMs),
    attempts: (login) =>
      attempts.all(login).map((row) => ({
        login: Number(row['login']),
        server: String(row['server']),
        code: Number(row['code']),
        atMs: Number(row['at_ms']),
      })),
  };
}
