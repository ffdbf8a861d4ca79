/** The composition root of the order service: the one file where every part meets. */
import { createLpClient, type LpClient } from '@faultline/client';
import type { Implementation, OrderContract } from '@faultline/contract';
import type { ErrorJournal, Gate, Logger, Metrics } from '@faultline/service';
import type { Instrument } from '@faultline/domain';
import { HEDGE_GAP_METRIC } from '@faultline/errors';
import type { FastifyInstance } from 'fastify';
import { createMemoryThrottle, NO_THROTTLE } from './adapters/auth/memory-throttle.ts';
import { openAuth } from './adapters/auth/open-auth.ts';
import { createPasswords } from './adapters/auth/passwords.ts';
import { orderMetrics } from './adapters/edge/order-metrics.ts';
import { openEdge } from './adapters/edge/open-edge.ts';
import { faultPort } from './adapters/fault-port.ts';
import { lpJournal } from './adapters/lp/lp-journal.ts';
import { type FeedDeps, feedPrices } from './adapters/lp/price-feed.ts';
import { lpPort } from './adapters/lp/submit.ts';
import { openDoors } from './adapters/doors.ts';
import { openData } from './adapters/open-data.ts';
import { openReplicas } from './adapters/replicas/open-replicas.ts';
import { adminProviders } from './admin/providers/providers.ts';
import { allGates, freshSignInGate } from './auth/fresh-sign-in.ts';
import { errorHandlers } from './errors/errors.ts';
import { checkBooks } from './books-check.ts';
import { openComparison } from './compare-fills/fill-comparison.ts';
import { brokerDesk } from './broker-desk.ts';
import { fillDemoData } from './demo-data.ts';
import type { Configuration } from './env.ts';
import { type Floor, openFloor } from './floor.ts';
import { destinationsBy } from './trading/destinations.ts';
import { BreakWatch } from './watch/break-watch.ts';
import { alarms } from './watch/order-alarms.ts';
import { maintenanceGate } from './maintenance/gate.ts';
import type { Market } from './market/market.ts';
import { PriceBoard } from './market/price-board.ts';
import type { Reference, Store } from './ports/store.ts';

export interface AppDeps {
  readonly configuration: Configuration;
  /** This service's own part of DATA_DIR, already locked. */
  readonly directory: string;
  readonly serviceToken: string;
  readonly log: Logger;
}

export interface App {
  readonly server: FastifyInstance;
  readonly metrics: Metrics;
  /** Resolves when the LP service has answered once, so that prices and providers are known. */
  readonly informed: Promise<void>;
  readonly close: () => Promise<void>;
}

const REPORT_GRACE_MS = 1_000;

export async function buildApp(deps: AppDeps): Promise<App> {
  const { configuration, directory, log, serviceToken } = deps;
  const { lpUrl, orderTimeoutMs, databaseUrl } = configuration;
  const data = await openData({ databaseUrl, directory }, log);
  const edge = await openEdge(configuration, data.store, { directory, log });
  const faults = configuration.faultPort ? faultPort(edge.store, log) : null;
  const store = faults?.store ?? edge.store;
  await checkBooks(store, { mode: configuration.booksCheck, log });
  const passwords = createPasswords();
  if (configuration.demoData) await fillDemoData(store, passwords, Date.now());
  const auth = await openAuth({
    ...tokenLifetimes(configuration),
    store,
    passwords,
    throttle: configuration.rateLimits ? createMemoryThrottle(Date.now) : NO_THROTTLE,
    keys: data.keys,
    now: Date.now,
    log,
  });
  const client = createLpClient({ url: lpUrl, token: () => serviceToken });
  const market = openMarket(store, configuration);
  const { watched, onReport } = orderMetrics(edge.metrics, Date.now);
  const lp = watched(lpPort(client, log));
  const graceMs = REPORT_GRACE_MS;
  const destinations = destinationsBy(serviceToken);
  const floor = openFloor({ store, market, lp, log, orderTimeoutMs, graceMs, destinations });
  const comparing = { client, store, market, log };
  const { compare: compareFills, daily } = openComparison(comparing, edge.metrics);
  const { commands, busy, waiters } = floor;
  const { now } = market;
  const handlers: Implementation<OrderContract> = {
    ...floor.handlers,
    auth: auth.handlers,
    errors: errorsOf(configuration, edge.journal, client),
    admin: {
      ...adminProviders({ client, store, now, compareFills }),
      ...brokerDesk({ ...commands, passwords }),
    },
  };
  const { authenticate, jwks } = auth;
  const { consoleDir } = configuration;
  const gate = gateOf(configuration, store);
  const doors = { ...edge.options, handlers, gate, authenticate, jwks, consoleDir, log };
  const server = openDoors(doors);
  faults?.register(server, serviceToken);

  const onSetAside = alarms(edge.metrics, { busy, now });
  watchHedge(edge.metrics, floor);
  const prices = hear({ client, market, log });
  floor.open();
  const intake = { client, market, log, waiters, onSetAside, onReport };
  const rounds = [daily, new BreakWatch({ store, log }, edge.metrics)];
  const shared = { databaseUrl, store, floor, intake, rounds, metrics: edge.metrics };
  const replicas = await openReplicas(shared);
  const close = async (): Promise<void> => {
    await server.close();
    for (const part of [replicas, floor, prices, auth, edge, store]) await part.close();
  };
  return { server, metrics: edge.metrics, informed: prices.informed, close };
}

function watchHedge(metrics: Pick<Metrics, 'watchEach'>, { hedgeGaps }: Pick<Floor, 'hedgeGaps'>) {
  const help = 'Lots that the house holds too much or too little to cover its own book, by symbol.';
  metrics.watchEach({ name: HEDGE_GAP_METRIC, help, label: 'symbol' }, () =>
    hedgeGaps().map(({ symbol, lots }) => [symbol, lots] as const),
  );
}

/** Listens to the LP service's prices for as long as this one runs. */
function hear(common: Omit<FeedDeps, 'signal' | 'onFirst'>) {
  const stop = new AbortController();
  const { signal } = stop;
  const { promise: informed, resolve: onFirst } = Promise.withResolvers<void>();
  const loop = feedPrices({ ...common, signal, onFirst });
  const close = async (): Promise<void> => {
    stop.abort();
    await loop;
  };
  return { informed, close };
}

const errorsOf = ({ errors }: Configuration, journal: ErrorJournal, client: LpClient) =>
  errorHandlers({
    errors,
    journals: { 'order-service': journal, 'lp-service': lpJournal(client) },
    now: Date.now,
  });

const tokenLifetimes = (configuration: Configuration) => ({
  tokenTtlSec: { REST: configuration.loginTokenTtlSec, TRPC: configuration.accessTokenTtlSec },
  refreshTtlSec: configuration.refreshTokenTtlSec,
});

const gateOf = ({ freshSignInMs: maxAgeMs }: Configuration, { reference }: Store): Gate =>
  allGates(freshSignInGate({ maxAgeMs, now: Date.now }), maintenanceGate(reference));

function openMarket(store: Store, { quoteTtlMs, calendar }: Configuration): Market {
  return {
    reference: quoteTtlMs === null ? store.reference : agedOver(quoteTtlMs, store.reference),
    board: new PriceBoard(),
    calendar,
    now: Date.now,
  };
}

/** The terms of trade with another age at which quotes go stale. */
function agedOver(quoteTtlMs: number, reference: () => Reference): () => Reference {
  let stored: Reference | null = null;
  let shown: Reference | null = null;
  return () => {
    const now = reference();
    if (shown !== null && stored === now) return shown;
    const aged = [...now.instruments].map(([name, one]): [string, Instrument] => [
      name,
      { ...one, quoteTtlMs },
    ]);
    stored = now;
    shown = { ...now, instruments: new Map(aged) };
    return shown;
  };
}
