/**
 * A process that sends orders without pause over a SQLite store, to be killed at any moment. For tests only.
 *
 * Arguments: database file, port, name of the run, number of orders (0: none, only take what is owed and leave).
 */
import { DatabaseSync } from 'node:sqlite';
import { createInitiator, type SessionHandle } from '../initiator.ts';
import { NotLoggedOn } from '../errors.ts';
import { SqliteSessionStore } from '../sqlite-store.ts';
import { FAST_RECONNECT, SILENT, WALL, order } from './desk.ts';

type Change =
  | { readonly kind: 'sent'; readonly clOrdId: string }
  | { readonly kind: 'filled'; readonly execId: string }
  | { readonly kind: 'never-received'; readonly clOrdId: string };

const [file = '', port = '', run = '', orders = '0'] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec(`
  CREATE TABLE IF NOT EXISTS sent (cl_ord_id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS filled (exec_id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS never_received (cl_ord_id TEXT PRIMARY KEY) STRICT;
`);
const sent = database.prepare('INSERT INTO sent VALUES (?)');
/** No `OR IGNORE`: a report that is applied twice must fail loudly. */
const filled = database.prepare('INSERT INTO filled VALUES (?)');
const neverReceived = database.prepare('INSERT OR IGNORE INTO never_received VALUES (?)');

function apply(change: Change): void {
  if (change.kind === 'sent') sent.run(change.clOrdId);
  else if (change.kind === 'filled') filled.run(change.execId);
  else neverReceived.run(change.clOrdId);
}

const handle = createInitiator<Change>({
  session: { id: 'YOFX1', senderCompId: 'YOFX1', targetCompId: 'YOFX' },
  host: '127.0.0.1',
  port: Number(port),
  store: new SqliteSessionStore({ database, apply }),
  application: {
    onMessage: (message) =>
      message.msgType === '8' ? { changes: [{ kind: 'filled', execId: message.execId }] } : {},
    onGapFilled: (clOrdIds) => ({
      changes: clOrdIds.map((clOrdId) => ({ kind: 'never-received' as const, clOrdId })),
    }),
  },
  clock: WALL,
  random: Math.random,
  log: SILENT,
  reconnect: FAST_RECONNECT,
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function trade(session: SessionHandle<Change>, count: number): Promise<void> {
  for (let index = 0; index < count;) {
    const clOrdId = `${run}-${index}`;
    try {
      await session.send(order(clOrdId), [{ kind: 'sent', clOrdId }]);
      index += 1;
    } catch (error) {
      if (!(error instanceof NotLoggedOn)) throw error;
      await pause(5);
    }
  }
}

handle.connect();
while (handle.info.status !== 'LOGGED_ON') await pause(5);
process.stdout.write('logged on\n');
if (orders === '0') {
  await pause(300);
  await handle.disconnect();
} else {
  await trade(handle, Number(orders));
}
