/** The composition root: the one file where every part of the service meets. */
import { randomUUID } from 'node:crypto';
import { type Handlers, lpContract, type LpContract } from '@faultline/contract';
import {
  createMetrics,
  createServer,
  implement,
  type Logger,
  openDataDir,
  readServiceToken,
  serveMetrics,
  serviceAuthenticator,
} from '@faultline/service';
import { openLines } from './adapters/fix/lines.ts';
import { SentOrders } from './adapters/fix/sent-orders.ts';
import { openBook } from './adapters/sqlite/book.ts';
import { PROVIDERS } from './config/providers.ts';
import type { Settings } from './env.ts';
import { reports } from './execution/reports.ts';
import { status } from './execution/status.ts';
import { submit } from './execution/submit.ts';
import { fixSessions } from './fix-sessions/fix-sessions.ts';
import { Presence } from './lp/presence.ts';
import { lpStatus } from './lp/status.ts';
import { Board } from './market-data/board.ts';
import { changes } from './market-data/changes.ts';
import { Reconciler } from './reconcile/reconciler.ts';
import { Bell } from './waiting.ts';

export interface App {
  readonly port: number;
  readonly metricsPort: number;
  /** In order; each is awaited before the next. */
  readonly stopSteps: readonly (() => Promise<unknown>)[];
}

/** For a symbol that is configured no more, of an order that still is open. */
const PRICE_DIGITS = 5;

const now = (): number => Date.now();

/** Opens everything; answers when the port is open and every session that is wanted has begun to connect. */
export async function startApp(settings: Settings, log: Logger): Promise<App> {
  const token = readServiceToken(settings.serviceTokenFile);
  const directory = await openDataDir(settings.dataDir, 'lp');
  const { opened, parts, sent } = assemble(settings, directory.path, log);
  const { book, lines, reconciler } = parts;
  await sent.restore(opened.sessionStore, book.openOrders());
  await reconciler.start();
  const metrics = createMetrics('lp-service');
  const server = createServer({
    procedures: implement(lpContract, handlers(parts)),
    authenticate: serviceAuthenticator(token),
    log,
    errors: settings.errors,
    metrics,
    store: { probe: async () => opened.book.commit([]), durability: 'power-loss' },
  });
  const { host, metricsPort } = settings;
  await server.listen({ port: settings.port, host });
  const scraped = await serveMetrics(metrics, { host, port: metricsPort, log });
  for (const line of lines.all) if (book.session(line.id).wantedUp) line.connect();
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    metricsPort: scraped.port,
    stopSteps: [
      async () => server.close(),
      scraped.close,
      async () => reconciler.stop(),
      async () => Promise.all(lines.all.map(async (line) => line.disconnect('shutting down'))),
      async () => opened.close(),
      async () => directory.release(),
    ],
  };
}

function waysOf(lp: string, symbol: string) {
  const provider = PROVIDERS.find(({ id }) => id === lp);
  return {
    textRules: provider?.textRules ?? [],
    priceDigits: provider?.symbols.get(symbol) ?? PRICE_DIGITS,
  };
}

function assemble(settings: Settings, directory: string, log: Logger) {
  const opened = openBook(directory, { waysOf, log });
  const { book } = opened;
  const board = new Board(randomUUID(), log);
  const publish = board.setLp.bind(board);
  const presence = new Presence({ providers: PROVIDERS, book, publish, now, log });
  const sent = new SentOrders();
  const { fixHost: host, fixPort: port, reconnectInitialMs, orderTimeoutMs } = settings;
  const lines = openLines({
    providers: PROVIDERS,
    host,
    port,
    reconnectInitialMs,
    store: opened.sessionStore,
    sink: board,
    sent,
    now,
    log,
    lastConnected: presence.lastConnected,
    onStatus: (line, sessionStatus) => {
      presence.onStatus(line, sessionStatus);
      if (line.purpose === 'ORDERS' && sessionStatus === 'LOGGED_ON') {
        reconciler.onLoggedOn(line.lp);
      }
    },
  });
  const reconciler = new Reconciler({ book, lines, orderTimeoutMs, now, log });
  book.onCommitted(({ orders }) => {
    for (const order of orders) {
      reconciler.onOrder(order);
      if (order.doneAtMs !== null) sent.forget(order.clOrdId);
    }
  });
  return { opened, sent, parts: { book, board, presence, lines, reconciler } };
}

type Parts = ReturnType<typeof assemble>['parts'];

function handlers({ book, board, presence, lines }: Parts): Handlers<LpContract> {
  const reported = new Bell();
  book.onCommitted((committed) => {
    if (committed.reported) reported.ring();
  });
  const { connected, lastConnectedMs, lastConnected } = presence;
  return {
    lp: {
      status: lpStatus({
        providers: PROVIDERS,
        connected,
        lastConnected: lastConnectedMs,
        lastQuoteTime: (lp) => board.lastQuoteTime(lp),
      }),
    },
    fix: fixSessions({ lines, book, now }),
    marketData: { changes: changes(board) },
    execution: {
      submit: submit({ providers: PROVIDERS, book, lines, now, lastConnected }),
      status: status(book),
      reports: reports(book, reported),
    },
  };
}
