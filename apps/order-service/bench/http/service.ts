/**
 * The order service in a process of its own, as `app.ts` puts it together but for the LP service: its prices are told
 * once and last. Store, decisions, sign-ins and edge are the real ones; nothing limits the rate.
 *
 * `node service.ts <directory> <database URL or -> <people>`; answers on the IPC channel.
 */
import { orderContract } from '@faultline/contract';
import { createLogger, createMetrics, createServer, implement } from '@faultline/service';
import { NO_THROTTLE } from '../../src/adapters/auth/memory-throttle.ts';
import { openAuth } from '../../src/adapters/auth/open-auth.ts';
import { policies } from '../../src/adapters/edge/call-policies.ts';
import { watchStore } from '../../src/adapters/edge/watched-store.ts';
import { openData } from '../../src/adapters/open-data.ts';
import { restShapes } from '../../src/adapters/rest-shapes.ts';
import { fillDemoData } from '../../src/demo-data.ts';
import { openFloor } from '../../src/floor.ts';
import { PriceBoard } from '../../src/market/price-board.ts';
import { destinationsBy } from '../../src/trading/destinations.ts';
import type { Store } from '../../src/ports/store.ts';
import { passwords, settleIn, signIn } from './crowd.ts';
import { tellResources } from './resources.ts';

const DAY_SEC = 86_400;
const [directory = '.', databaseUrl = '-', people = '1'] = process.argv.slice(2);
const log = createLogger('bench', { level: 'error' });

const { store: stored, keys } = await openData(
  { directory, databaseUrl: databaseUrl === '-' ? null : databaseUrl },
  log,
);
const { store, waitMs } = watchStore(stored, createMetrics('order-service'));
if ((await store.userByName('bench0')) === null) {
  await fillDemoData(store, passwords, Date.now());
  await settleIn(store, Number(people));
}
const auth = await openAuth({
  store,
  keys,
  passwords,
  log,
  now: Date.now,
  throttle: NO_THROTTLE,
  tokenTtlSec: { REST: DAY_SEC, TRPC: DAY_SEC },
  refreshTtlSec: DAY_SEC,
});
const floor = openFloor({
  store,
  market: { reference: store.reference, board: pricesOf(store), calendar: 'always', now: Date.now },
  lp: { submit: async () => ({ kind: 'unreachable' }), cancel: async () => 'unreachable' },
  destinations: destinationsBy('of the bench'),
  log,
  orderTimeoutMs: 5_000,
  graceMs: 1_000,
});
const { admin: _lpService, errors: _catalogue, ...contract } = orderContract;
const server = createServer({
  procedures: implement(contract, { ...floor.handlers, auth: auth.handlers }),
  authenticate: auth.authenticate,
  log,
  restShapes,
  policies,
  waitMs,
});
const url = await server.listen({ port: 0, host: '127.0.0.1' });
const members = await signIn(url, Number(people));
process.send?.({ url, members });

tellResources();
process.on('disconnect', () => process.exit(0));

function pricesOf({ reference }: Store): PriceBoard {
  const board = new PriceBoard();
  board.venue({ lp: 'YOFX', connected: true, lastConnectedMs: Date.now() });
  for (const symbol of reference().instruments.keys()) {
    const receivedAtMs = Date.now();
    board.quote({ symbol, lp: 'YOFX', bid: 109_496n, ask: 109_504n, receivedAtMs });
  }
  return board;
}
