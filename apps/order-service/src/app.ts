/** The composition root of the order service: the one file where every part meets. */
import { createLpClient } from '@faultline/client';
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import { createServer, implement, type Logger } from '@faultline/service';
import type { Instrument } from '@faultline/domain';
import type { FastifyInstance } from 'fastify';
import { accountSummary } from './account/summary.ts';
import { userAuthenticator } from './adapters/auth/authenticate.ts';
import { loadSigningKey } from './adapters/auth/keys.ts';
import { createPasswords } from './adapters/auth/passwords.ts';
import { createTokens } from './adapters/auth/tokens.ts';
import { feedPrices } from './adapters/lp/price-feed.ts';
import { takeReports } from './adapters/lp/report-intake.ts';
import { lpPort } from './adapters/lp/submit.ts';
import { restShapes } from './adapters/rest-shapes.ts';
import { openSqliteStore } from './adapters/storage/sqlite/open.ts';
import { adminDesk } from './admin/admin.ts';
import { lpAdmin } from './admin/lp-admin.ts';
import { resolveOrder } from './apply-report/resolve-order.ts';
import { authHandlers } from './auth/auth.ts';
import { fillDemoData } from './demo-data.ts';
import type { Configuration } from './env.ts';
import { ledgerHistory } from './history/ledger.ts';
import { allOrders, dealHistory, listOrders, orderHistory } from './history/orders.ts';
import { maintenanceGate } from './maintenance/gate.ts';
import type { Market } from './market/market.ts';
import { PriceBoard } from './market/price-board.ts';
import { accountStream } from './events/account-stream.ts';
import { EventHub } from './events/event-hub.ts';
import { getOrder } from './orders/get-order.ts';
import { placeMarket } from './orders/place-market.ts';
import type { Reference, Store } from './ports/store.ts';
import { closePosition } from './positions/close-position.ts';
import { readPositions } from './positions/read-positions.ts';
import { quotesSnapshot } from './quotes/snapshot.ts';
import { readSymbols } from './symbols/symbols.ts';
import { Dispatcher } from './trading/dispatcher.ts';
import { Waiters } from './trading/waiters.ts';
import { withdrawalDesk, withdrawalHandlers } from './withdrawals/withdrawals.ts';

export interface AppDeps {
  readonly configuration: Configuration;
  /** This service's own part of DATA_DIR, already locked. */
  readonly directory: string;
  readonly serviceToken: string;
  readonly log: Logger;
}

export interface App {
  readonly server: FastifyInstance;
  /** Resolves when the LP service has answered once, so that prices and providers are known. */
  readonly informed: Promise<void>;
  readonly close: () => Promise<void>;
}

const ACCESS_TOKEN_TTL_SEC = 900;
const REPORT_GRACE_MS = 1_000;

export async function buildApp(deps: AppDeps): Promise<App> {
  const { configuration, directory, log, serviceToken } = deps;
  const { lpUrl, orderTimeoutMs, loginTokenTtlSec } = configuration;
  const store = await openSqliteStore(directory, log);
  const passwords = createPasswords();
  if (configuration.demoData) await fillDemoData(store, passwords, Date.now());
  const key = await loadSigningKey(directory);
  const tokens = createTokens(key, Date.now);
  const client = createLpClient({ url: lpUrl, token: () => serviceToken });
  const market = openMarket(store, configuration);
  const reads = { store, market };
  const hub = new EventHub();
  store.onCommitted(hub.publish);
  const waiters = new Waiters();
  const dispatcher = new Dispatcher({ ...reads, waiters, log, lp: lpPort(client, log) });
  const commands = { ...reads, waiters, dispatcher, orderTimeoutMs, graceMs: REPORT_GRACE_MS };

  const handlers: Handlers<OrderContract> = {
    auth: authHandlers({
      store,
      passwords,
      tokens,
      tokenTtlSec: { REST: loginTokenTtlSec, TRPC: ACCESS_TOKEN_TTL_SEC },
    }),
    symbols: readSymbols(reads),
    quotes: { snapshot: quotesSnapshot(reads) },
    orders: {
      placeMarket: placeMarket(commands),
      list: listOrders(reads),
      get: getOrder(reads),
    },
    history: {
      orders: orderHistory(reads),
      deals: dealHistory(reads),
      ledger: ledgerHistory(store),
    },
    withdrawals: withdrawalHandlers(reads),
    positions: { ...readPositions(reads), close: closePosition(commands) },
    account: { summary: accountSummary(reads), stream: accountStream({ ...reads, hub }) },
    admin: {
      ...lpAdmin(client),
      ...withdrawalDesk(reads),
      ...adminDesk(
        { ...commands, passwords },
        { orders: allOrders(reads), resolve: resolveOrder(commands), ledger: ledgerHistory(store) },
      ),
    },
  };
  const procedures = implement(orderContract, handlers, { gate: maintenanceGate(store.reference) });
  const authenticate = userAuthenticator(tokens, store);
  const server = createServer({ procedures, authenticate, log, restShapes });
  server.get('/.well-known/jwks.json', async () => ({ keys: [key.publicJwk] }));

  const stop = new AbortController();
  const { signal } = stop;
  const { promise: informed, resolve: onFirst } = Promise.withResolvers<void>();
  const loops = [
    feedPrices({ client, market, log, signal, onFirst }),
    takeReports({ client, store, market, waiters, log, signal }),
  ];
  await dispatcher.resume();
  const close = async (): Promise<void> => {
    await server.close();
    dispatcher.stop();
    stop.abort();
    await Promise.all(loops);
    await store.close();
  };
  return { server, informed, close };
}

function openMarket(store: Store, { quoteTtlMs }: Configuration): Market {
  return {
    reference: quoteTtlMs === null ? store.reference : agedOver(quoteTtlMs, store.reference),
    board: new PriceBoard(),
    session: () => ({ open: true, closesAtMs: null }),
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
