/** The tables of the sessions in PostgreSQL: those of the SQLite store, in the other database's words. */
import { TRANSIENT_TYPES } from './at-rest.ts';

const transient = TRANSIENT_TYPES.map((type) => `'${type}'`).join(', ');

/** First step of whoever keeps sessions in its database. Never edited once it has shipped. */
export const POSTGRES_SESSION_TABLES = `
CREATE TABLE fix_sessions (
  session_id TEXT PRIMARY KEY, epoch BIGINT NOT NULL, next_out BIGINT NOT NULL CHECK (next_out > 0),
  next_in BIGINT NOT NULL CHECK (next_in > 0), started_ms BIGINT);
CREATE TABLE fix_messages (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, session_id TEXT NOT NULL,
  epoch BIGINT NOT NULL, direction TEXT NOT NULL, seq BIGINT NOT NULL, msg_type TEXT NOT NULL,
  sending_time_ms BIGINT NOT NULL, bytes BYTEA NOT NULL);
CREATE UNIQUE INDEX fix_messages_sent ON fix_messages (session_id, epoch, seq) WHERE direction = 'OUT';
CREATE INDEX fix_messages_shown ON fix_messages (session_id, id);
CREATE INDEX fix_messages_transient ON fix_messages (id) WHERE msg_type IN (${transient});
`;

export const LOAD = `
  SELECT session_id, epoch, next_out, next_in, started_ms FROM fix_sessions
  WHERE session_id = ANY($1)`;

/** A list for each column: however many sessions there are, it is one statement. */
export const SAVE = `
  INSERT INTO fix_sessions (session_id, epoch, next_out, next_in, started_ms)
  SELECT * FROM json_to_recordset($1) AS
    given (session_id TEXT, epoch BIGINT, next_out BIGINT, next_in BIGINT, started_ms BIGINT)
  ON CONFLICT (session_id) DO UPDATE
  SET epoch = excluded.epoch, next_out = excluded.next_out, next_in = excluded.next_in,
      started_ms = excluded.started_ms`;

export const INSERT = `
  INSERT INTO fix_messages (session_id, epoch, direction, seq, msg_type, sending_time_ms, bytes)
  SELECT session_id, epoch, direction, seq, msg_type, sending_time_ms, decode(hex, 'hex')
  FROM ROWS FROM (json_to_recordset($1) AS (session_id TEXT, epoch BIGINT, direction TEXT,
    seq BIGINT, msg_type TEXT, sending_time_ms BIGINT, hex TEXT)) WITH ORDINALITY
    AS given (session_id, epoch, direction, seq, msg_type, sending_time_ms, hex, place)
  ORDER BY place`;

export const OUTGOING = `
  SELECT seq, msg_type, sending_time_ms, bytes FROM fix_messages
  WHERE session_id = $1 AND direction = 'OUT' AND seq BETWEEN $2 AND $3
    AND epoch = (SELECT epoch FROM fix_sessions WHERE session_id = $1)
  ORDER BY seq`;

export const MESSAGES = `
  SELECT id, session_id, direction, seq, msg_type, sending_time_ms, bytes FROM fix_messages
  WHERE ($1::text IS NULL OR session_id = $1) AND ($2::text IS NULL OR direction = $2)
    AND ($3::text IS NULL OR msg_type = $3) AND ($4::bigint IS NULL OR id < $4)
    AND ($5::bigint IS NULL OR sending_time_ms >= $5)
    AND ($6::bigint IS NULL OR sending_time_ms < $6)
    AND ($7::text IS NULL OR position(decode($7, 'hex') IN bytes) > 0)
  ORDER BY id DESC LIMIT $8`;

export const PRUNE = `
  DELETE FROM fix_messages WHERE msg_type IN (${transient})
    AND id <= (SELECT max(id) FROM fix_messages) - $1`;
