/** The composition root of the order service: the one file where every part meets. */
import { createLpClient } from '@faultline/client';
import type { Implementation, OrderContract } from '@faultline/contract';
import type { Logger, Metrics } from '@faultline/service';
import type { Instrument } from '@faultline/domain';
import type { FastifyInstance } from 'fastify';
import { createMemoryThrottle, NO_THROTTLE } from './adapters/auth/memory-throttle.ts';
import { openAuth } from './adapters/auth/open-auth.ts';
import { createPasswords } from './adapters/auth/passwords.ts';
import { openEdge } from './adapters/edge/open-edge.ts';
import { faultPort } from './adapters/fault-port.ts';
import { feedPrices } from './adapters/lp/price-feed.ts';
import { takeReports } from './adapters/lp/report-intake.ts';
import { lpPort } from './adapters/lp/submit.ts';
import { openDoors } from './adapters/doors.ts';
import { openData } from './adapters/open-data.ts';
import { lpAdmin } from './admin/lp-admin.ts';
import { explainErrors } from './errors/errors.ts';
import { checkBooks } from './books-check.ts';
import { brokerDesk } from './broker-desk.ts';
import { fillDemoData } from './demo-data.ts';
import type { Configuration } from './env.ts';
import { openFloor } from './floor.ts';
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

const ACCESS_TOKEN_TTL_SEC = 900;
const REPORT_GRACE_MS = 1_000;

export async function buildApp(deps: AppDeps): Promise<App> {
  const { configuration, directory, log, serviceToken } = deps;
  const { lpUrl, orderTimeoutMs, databaseUrl } = configuration;
  const data = await openData({ databaseUrl, directory }, log);
  const edge = await openEdge(configuration, data.store, log);
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
  const lp = lpPort(client, log);
  const floor = await openFloor({
    store,
    market,
    lp,
    log,
    orderTimeoutMs,
    graceMs: REPORT_GRACE_MS,
  });

  const handlers: Implementation<OrderContract> = {
    ...floor.handlers,
    auth: auth.handlers,
    errors: explainErrors({ errors: configuration.errors, now: Date.now }),
    admin: { ...lpAdmin(client), ...brokerDesk({ ...floor.commands, passwords }) },
  };
  const gate = maintenanceGate(store.reference);
  const { authenticate, jwks } = auth;
  const server = openDoors({ ...edge.options, handlers, gate, authenticate, jwks, log });
  faults?.register(server, serviceToken);

  const stop = new AbortController();
  const { signal } = stop;
  const { promise: informed, resolve: onFirst } = Promise.withResolvers<void>();
  const loops = [
    feedPrices({ client, market, log, signal, onFirst }),
    takeReports({ client, store, market, waiters: floor.waiters, log, signal }),
  ];
  await floor.open();
  const close = async (): Promise<void> => {
    await server.close();
    await floor.close();
    stop.abort();
    await Promise.all(loops);
    auth.close();
    edge.close();
    await store.close();
  };
  return { server, metrics: edge.metrics, informed, close };
}

const tokenLifetimes = ({ loginTokenTtlSec, refreshTokenTtlSec }: Configuration) => ({
  tokenTtlSec: { REST: loginTokenTtlSec, TRPC: ACCESS_TOKEN_TTL_SEC },
  refreshTtlSec: refreshTokenTtlSec,
});

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
