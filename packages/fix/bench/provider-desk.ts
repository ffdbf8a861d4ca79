/** The other side of the session bench: fills every order. */
import { DatabaseSync } from 'node:sqlite';
import { createAcceptor, MemorySessionStore, SqliteSessionStore } from '../node/index.ts';
import { SILENT, WALL, fill } from '../node/testing/desk.ts';

/** @param file - of the database, or `memory` */
export function storeOf(file: string): MemorySessionStore | SqliteSessionStore {
  return file === 'memory'
    ? new MemorySessionStore()
    : new SqliteSessionStore({ database: new DatabaseSync(file) });
}

/** @param file - as in `storeOf` */
export function openFillingProvider(file: string) {
  return createAcceptor({
    sessions: [{ id: 'YOFX1', senderCompId: 'YOFX', targetCompId: 'YOFX1' }],
    host: '127.0.0.1',
    port: 0,
    store: storeOf(file),
    application: {
      onMessage: (message) =>
        message.msgType === 'D' ? { replies: [fill(message.clOrdId, `E-${message.clOrdId}`)] } : {},
    },
    clock: WALL,
    log: SILENT,
  });
}
