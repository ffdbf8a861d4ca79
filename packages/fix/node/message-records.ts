/** Rows of messages as what they stand for. Whole numbers may come as bigint: the database decides. */
import type { StoredMessage } from '../src/session/session.ts';
import { readable } from '../src/wire/text.ts';
import type { LoggedMessage } from './store.ts';

export type Row = Record<string, unknown>;

export function storedMessage(row: Row): StoredMessage {
  return {
    seq: Number(row.seq),
    msgType: String(row.msg_type),
    sendingTimeMs: Number(row.sending_time_ms),
    bytes: row.bytes instanceof Uint8Array ? Buffer.from(row.bytes) : Buffer.alloc(0),
  };
}

export function loggedMessage(row: Row): LoggedMessage {
  const { seq, msgType, sendingTimeMs, bytes } = storedMessage(row);
  return {
    id: Number(row.id),
    sessionId: String(row.session_id),
    direction: row.direction === 'IN' ? 'IN' : 'OUT',
    seq,
    msgType,
    sendingTimeMs,
    text: readable(bytes),
  };
}
