/** The tables of the SQLite session store, and the statements on them. */
import type { DatabaseSync } from 'node:sqlite';
import { TRANSIENT_TYPES } from './at-rest.ts';

const transient = TRANSIENT_TYPES.map((type) => `'${type}'`).join(', ');

/**
 * An epoch is the life of one count of numbers: a reset begins the next. The unique index is the last line of defence
 * against a number that is used twice.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS fix_sessions (
    session_id TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    next_out INTEGER NOT NULL CHECK (next_out > 0),
    next_in INTEGER NOT NULL CHECK (next_in > 0)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS fix_session_starts (
    session_id TEXT PRIMARY KEY,
    started_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS fix_messages (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    direction TEXT NOT NULL,
    seq INTEGER NOT NULL,
    msg_type TEXT NOT NULL,
    sending_time_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS fix_messages_sent
    ON fix_messages (session_id, epoch, seq) WHERE direction = 'OUT';
  CREATE INDEX IF NOT EXISTS fix_messages_transient
    ON fix_messages (id) WHERE msg_type IN (${transient});
`;

function insertOf(rows: number): string {
  const values = Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?, ?)');
  return `INSERT INTO fix_messages
    (session_id, epoch, direction, seq, msg_type, sending_time_ms, bytes) VALUES ${values.join()}`;
}

export function prepareStatements(database: DatabaseSync) {
  database.exec(SCHEMA);
  return {
    load: database.prepare(
      'SELECT epoch, next_out, next_in FROM fix_sessions WHERE session_id = ?',
    ),
    started: database.prepare('SELECT started_ms FROM fix_session_starts WHERE session_id = ?'),
    start: database.prepare(
      'INSERT OR REPLACE INTO fix_session_starts (session_id, started_ms) VALUES (?, ?)',
    ),
    save: database.prepare(
      `INSERT INTO fix_sessions (session_id, epoch, next_out, next_in) VALUES (?, ?, ?, ?)
       ON CONFLICT (session_id) DO UPDATE
       SET epoch = excluded.epoch, next_out = excluded.next_out, next_in = excluded.next_in`,
    ),
    insert: database.prepare(insertOf(1)),
    insertEight: database.prepare(insertOf(8)),
    outgoing: database.prepare(
      `SELECT seq, msg_type, sending_time_ms, bytes FROM fix_messages
       WHERE session_id = ? AND direction = 'OUT' AND seq BETWEEN ? AND ?
         AND epoch = (SELECT epoch FROM fix_sessions WHERE session_id = fix_messages.session_id)
       ORDER BY seq`,
    ),
    messages: database.prepare(
      `SELECT id, session_id, direction, seq, msg_type, sending_time_ms, bytes FROM fix_messages
       WHERE (?1 IS NULL OR session_id = ?1) AND (?2 IS NULL OR direction = ?2)
         AND (?3 IS NULL OR msg_type = ?3) AND (?4 IS NULL OR id < ?4)
         AND (?5 IS NULL OR sending_time_ms >= ?5) AND (?6 IS NULL OR sending_time_ms < ?6)
         AND (?7 IS NULL OR instr(bytes, ?7) > 0)
       ORDER BY id DESC LIMIT ?8`,
    ),
    retain: database.prepare(
      `DELETE FROM fix_messages
       WHERE (sending_time_ms < ?1 OR id <= (SELECT max(id) FROM fix_messages) - ?2)
         AND NOT (?3 AND direction = 'OUT' AND epoch =
           (SELECT epoch FROM fix_sessions WHERE session_id = fix_messages.session_id))`,
    ),
    prune: database.prepare(
      `DELETE FROM fix_messages WHERE msg_type IN (${transient})
       AND id <= (SELECT max(id) FROM fix_messages) - ?`,
    ),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
