/** The other side of the session bench: fills every order. Arguments: `memory` or a database file. Prints its port. */
import { DatabaseSync } from 'node:sqlite';
import { createAcceptor, MemorySessionStore, SqliteSessionStore } from '../node/index.ts';
import { SILENT, WALL, fill } from '../node/testing/desk.ts';

const [file = 'memory'] = process.argv.slice(2);
const acceptor = await createAcceptor({
  sessions: [{ id: 'YOFX1', senderCompId: 'YOFX', targetCompId: 'YOFX1' }],
  host: '127.0.0.1',
  port: 0,
  store:
    file === 'memory'
      ? new MemorySessionStore()
      : new SqliteSessionStore({ database: new DatabaseSync(file) }),
  application: {
    onMessage: (message) =>
      message.msgType === 'D' ? { replies: [fill(message.clOrdId, `E-${message.clOrdId}`)] } : {},
  },
  clock: WALL,
  log: SILENT,
});
process.stdout.write(`${acceptor.port}\n`);
process.stdin.on('end', () => void acceptor.close().then(() => process.exit(0))).resume();
