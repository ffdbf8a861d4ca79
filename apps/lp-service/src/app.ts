/** The composition root: the one file where every part of the service meets. */
import { randomUUID } from 'node:crypto';
import { type Handlers, lpContract, type LpContract } from '@faultline/contract';
import {
  createMetrics,
  type ErrorJournal,
  createServer,
  implement,
  type Logger,
  type Metrics,
  openDataDir,
  readServiceToken,
  serveMetrics,
  serviceAuthenticator,
} from '@faultline/service';
import { CockatielBreaker } from './adapters/breaker/cockatiel-breaker.ts';
import { guardedLookup, hostFault } from './adapters/fix/hosts.ts';
import { Lines, type LinesOptions } from './adapters/fix/lines.ts';
import { SentOrders } from './adapters/fix/sent-orders.ts';
import { openRecords } from './adapters/journal/open-records.ts';
import { RefusedOrders } from './adapters/journal/refused-orders.ts';
import { lpMetrics } from './adapters/metrics/lp-metrics.ts';
import { type OpenMt5, openMt5, openMt5Database } from './adapters/mt5/open-mt5.ts';
import type { OpenBook } from './adapters/storage/open-book.ts';
import { type Data, openData } from './adapters/storage/open-data.ts';
import type { Settings } from './env.ts';
import { journalErrors } from './errors/errors.ts';
import { cancel, replace } from './execution/cancel.ts';
import { reconcile } from './execution/reconcile.ts';
import { reports } from './execution/reports.ts';
import { status } from './execution/status.ts';
import { submit } from './execution/submit.ts';
import { trades } from './execution/trades.ts';
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

export interface Owner {
  /** The sessions are another process's: this one must end at once, whatever it is doing. */
  readonly onLost: (reason: string) => void;
}

/**
 * Opens everything; answers when the port is open and every session that is wanted has begun to connect. Where another
 * process owns the sessions, it stands by until they are free.
 */
export async function startApp(settings: Settings, log: Logger, owner: Owner): Promise<App> {
  const token = settings.serviceToken ?? readServiceToken(settings.serviceTokenFile);
  const directory = await openDataDir(settings.dataDir, 'lp');
  const metrics = createMetrics('lp-service');
  const { host, metricsPort, databaseUrl } = settings;
  const scraped = await serveMetrics(metrics, { host, port: metricsPort, log });
  const place = { databaseUrl, directory: directory.path };
  const data = await openData(place, { onLost: owner.onLost, log });
  await data.ownership.acquire();
  const { opened, parts, sent } = await assemble(settings, data, log);
  measure(metrics, parts);
  const records = openRecords(settings, { directory: directory.path, metrics, log });
  const { journal, history } = records;
  const { book, lines, reconciler, router } = parts;
  await sent.restore(opened.sessionStore, book.openOrders());
  await reconciler.start();
  for (const reroute of book.reroutes()) await router.reroute(reroute);
  const mt5 = await openMt5({
    settings: settings.mt5,
    database: await openMt5Database(place, log),
    history,
    metrics,
    log,
  });
  const server = createServer({
    procedures: implement(lpContract, handlers(parts, { journal, mt5 })),
    authenticate: mt5.authenticate(serviceAuthenticator(token)),
    log,
    errors: settings.errors,
    metrics,
    journal,
    store: {
      probe: async () => opened.book.commit([]),
      durability: await opened.durability(),
    },
  });
  await server.listen({ port: settings.port, host });
  for (const line of lines.all) if (book.session(line.id).wantedUp) line.connect();
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    metricsPort: scraped.port,
    stopSteps: [
      async () => server.close(),
      scraped.close,
      async () => mt5.close(),
      async () => reconciler.stop(),
      async () => Promise.all(lines.all.map(async (line) => line.disconnect('shutting down'))),
      records.close,
      async () => opened.close(),
      async () => data.close(),
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

async function assemble(settings: Settings, data: Data, log: Logger) {
  const providers = new Providers([]);
  const opened: OpenBook = await data.openBook({
    waysOf: (lp, symbol) => ({
      ...waysOf(providers.find(lp), symbol),
      lastConnected: presence.lastConnected(lp),
      quote: board.freshQuote(lp, symbol, now()),
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

type Wire = Pick<LinesOptions, 'host' | 'port' | 'lookup' | 'sessions' | 'reconnectInitialMs'>;
const wire = ({
  fixHost: host,
  fixPort: port,
  hosts,
  sessions,
  reconnectInitialMs,
}: Settings): Wire => ({
  host,
  port,
  lookup: guardedLookup(hosts),
  sessions,
  reconnectInitialMs,
});

type Parts = Awaited<ReturnType<typeof assemble>>['parts'];

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

/** What is counted, and who knows it. */
function measure(
  metrics: Metrics,
  { providers, book, board, presence, lines, router, health }: Parts,
): void {
  lpMetrics(metrics, {
    lines,
    book,
    lps: () => providers.all.map(({ id }) => id),
    connected: presence.connected,
    breaker: (lp) => router.breakerState(lp),
    health: (lp) => health.of(lp),
    lastQuoteTime: (lp) => board.lastQuoteTime(lp),
    now,
  });
}

interface Others {
  readonly journal: ErrorJournal;
  readonly mt5: OpenMt5;
}

function handlers(parts: Parts, { journal, mt5 }: Others): Handlers<LpContract> {
  const { providers, book, board, presence, lines, reconciler, router, health, sender } = parts;
  const { store, events, hosts } = parts;
  const { lastConnected } = presence;
  const reported = new Bell();
  const refused = new RefusedOrders(journal, now);
  book.onCommitted((committed) => {
    if (committed.reported) reported.ring();
    for (const order of committed.orders) refused.onOrder(order);
  });
  return {
    lp: {
      ...lpAdministration({
        providers,
        book,
        lines,
        now,
        onConfigured: presence.onConfigured,
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
    errors: journalErrors(journal),
    fix: fixSessions({ lines, book, store, events, now }),
    marketData: {
      ...feeds({ providers, lines, board, lastConnected, now }),
      changes: changes(board),
    },
    mt5: mt5.handlers,
    execution: {
      submit: refused.knowing(submit({ book, router, now })),
      status: status(book),
      reports: reports(book, reported),
      cancel: cancel({ book, sender, now }),
      replace: replace({ book, sender, now }),
      reconcile: reconcile({ book, providers, reconciler }),
      trades: trades({ book, lines, providers }),
    },
  };
}
