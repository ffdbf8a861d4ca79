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
import { CockatielBreaker } from './adapters/breaker/cockatiel-breaker.ts';
import { guardedLookup, hostFault } from './adapters/fix/hosts.ts';
import { Lines, type LinesOptions } from './adapters/fix/lines.ts';
import { SentOrders } from './adapters/fix/sent-orders.ts';
import { openBook } from './adapters/sqlite/book.ts';
import type { Settings } from './env.ts';
import { cancel, replace } from './execution/cancel.ts';
import { reconcile } from './execution/reconcile.ts';
import { reports } from './execution/reports.ts';
import { status } from './execution/status.ts';
import { submit } from './execution/submit.ts';
import { fixSessions } from './fix-sessions/fix-sessions.ts';
import { SessionEvents } from './fix-sessions/session-events.ts';
import { lpAdministration } from './lp/administration.ts';
import { DEMO_PROVIDERS } from './lp/demo-providers.ts';
import { HealthWatch } from './lp/health.ts';
import { Presence } from './lp/presence.ts';
import { type Provider, Providers } from './lp/provider.ts';
import { lpStatus } from './lp/status.ts';
import { Board } from './market-data/board.ts';
import { changes } from './market-data/changes.ts';
import { feeds } from './market-data/feeds.ts';
import { Reconciler } from './reconcile/reconciler.ts';
import { RequestSender } from './requests/request-sender.ts';
import { Router } from './routing/router.ts';
import { Bell } from './waiting.ts';

export interface App {
  readonly port: number;
  readonly metricsPort: number;
  /** In order; each is awaited before the next. */
  readonly stopSteps: readonly (() => Promise<unknown>)[];
}

/** For a symbol that is configured no more, of an order that still is open. */
const PRICE_DIGITS = 5;
const HEARTBEAT_SEC = 30;

const now = (): number => Date.now();

/** Opens everything; answers when the port is open and every session that is wanted has begun to connect. */
export async function startApp(settings: Settings, log: Logger): Promise<App> {
  const token = readServiceToken(settings.serviceTokenFile);
  const directory = await openDataDir(settings.dataDir, 'lp');
  const { opened, parts, sent } = assemble(settings, directory.path, log);
  const { book, lines, reconciler, router } = parts;
  await sent.restore(opened.sessionStore, book.openOrders());
  await reconciler.start();
  for (const reroute of book.reroutes()) await router.reroute(reroute);
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

const waysOf = (provider: Provider | null, symbol: string) => ({
  textRules: provider?.textRules ?? [],
  priceDigits: provider?.symbols.get(symbol)?.digits ?? PRICE_DIGITS,
  // An answer that repeats after two heartbeats does not come from a provider that is still waking up.
  quarantineMs: 2_000 * (provider?.dialect.heartBtIntSec ?? HEARTBEAT_SEC),
});

function assemble(settings: Settings, directory: string, log: Logger) {
  const providers = new Providers([]);
  const opened = openBook(directory, {
    waysOf: (lp, symbol) => ({
      ...waysOf(providers.find(lp), symbol),
      lastConnected: presence.lastConnected(lp),
    }),
    log,
  });
  const { book } = opened;
  const configured = book.providers();
  for (const one of configured.length > 0 ? configured : DEMO_PROVIDERS) providers.put(one);
  const board = new Board(randomUUID(), log);
  const publish = board.setLp.bind(board);
  const presence = new Presence({ providers, book, publish, now, log });
  const { lastConnected, onReady } = presence;
  const sent = new SentOrders();
  const events = new SessionEvents();
  const common = { providers, now, log, lastConnected };
  const lines = new Lines({
    ...common,
    ...wire(settings),
    store: opened.sessionStore,
    sink: board,
    sent,
    onStatus: (line, sessionStatus) => {
      presence.onStatus(line, sessionStatus);
      events.onStatus(line);
      if (line.purpose === 'QUOTES') return;
      if (sessionStatus === 'LOGGED_ON') reconciler.onLoggedOn(line.lp);
      else reconciler.onLoggedOff(line.lp);
    },
  });
  const { orderTimeoutMs, breakerOpenMs } = settings;
  const reconciler = new Reconciler({
    book,
    lines,
    dialectOf: (lp) => providers.find(lp)?.dialect,
    orderTimeoutMs,
    now,
    random: Math.random,
    onReady,
    log,
  });
  const health = new HealthWatch(now);
  const { isReady } = reconciler;
  const newBreaker = () => new CockatielBreaker(breakerOpenMs, now);
  const router = new Router({ ...common, book, lines, health, isReady, newBreaker });
  const sender = new RequestSender(lines, log);
  const { sessionStore: store } = opened;
  const { hosts } = settings;
  const desk = { providers, book, board, presence, lines, reconciler, router, health, sender };
  const parts = { ...desk, store, events, hosts };
  watch(parts, sent, log);
  return { opened, sent, parts };
}

type Wire = Pick<LinesOptions, 'host' | 'port' | 'lookup' | 'credentials' | 'reconnectInitialMs'>;
const wire = ({
  fixHost: host,
  fixPort: port,
  hosts,
  credentials,
  reconnectInitialMs,
}: Settings): Wire => ({
  host,
  port,
  lookup: guardedLookup(hosts),
  credentials,
  reconnectInitialMs,
});

type Parts = ReturnType<typeof assemble>['parts'];

/** Who hears of each commit. */
function watch({ book, reconciler, health, sender, router }: Parts, sent: SentOrders, log: Logger) {
  book.onCommitted(({ orders, reroutes }) => {
    for (const order of orders) {
      reconciler.onOrder(order);
      health.onOrder(order);
      sender.onOrder(order);
      if (order.doneAtMs !== null) sent.forget(order.clOrdId);
    }
    for (const reroute of reroutes) {
      const { orderId } = reroute.order;
      router
        .reroute(reroute)
        .catch((error: unknown) => log.error({ orderId, err: error }, 'order not rerouted'));
    }
  });
}

function handlers(parts: Parts): Handlers<LpContract> {
  const { providers, book, board, presence, lines, reconciler, router, health, sender } = parts;
  const { store, events, hosts } = parts;
  const { lastConnected } = presence;
  const reported = new Bell();
  book.onCommitted((committed) => {
    if (committed.reported) reported.ring();
  });
  return {
    lp: {
      ...lpAdministration({
        providers,
        book,
        lines,
        now,
        addressFault: ({ host, port }) => hostFault(host, port, hosts),
      }),
      status: lpStatus({
        providers,
        connected: presence.connected,
        lastConnected: presence.lastConnectedMs,
        lastQuoteTime: (lp) => board.lastQuoteTime(lp),
        breaker: (lp) => router.breakerState(lp),
        health: (lp) => health.of(lp),
      }),
    },
    fix: fixSessions({ lines, book, store, events, now }),
    marketData: {
      ...feeds({ providers, lines, board, lastConnected, now }),
      changes: changes(board),
    },
    execution: {
      submit: submit({ book, router, now }),
      status: status(book),
      reports: reports(book, reported),
      cancel: cancel({ book, sender, now }),
      replace: replace({ book, sender, now }),
      reconcile: reconcile({ book, providers, reconciler }),
    },
  };
}
