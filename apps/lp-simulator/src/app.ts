/** The composition root: book, quotes and behaviours between FIX on one side and the control API on the other. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteSessionStore, createAcceptor, type AcceptedSession } from '@faultline/fix/node';
import { type Logger, openDataDir } from '@faultline/service';
import { sessionLinks } from './adapters/fix/links.ts';
import { buildControlApi } from './adapters/http/control-api.ts';
import { openBookTable } from './adapters/sqlite/book-table.ts';
import { openTerminalTable } from './adapters/sqlite/terminal-table.ts';
import type { BookOrder } from './book/order.ts';
import type { Env } from './env.ts';
import { PROVIDER_SESSIONS } from './providers.ts';
import { Simulator } from './simulator.ts';
import { Terminals } from './terminals/terminals.ts';

export interface AppOptions {
  readonly env: Env;
  readonly log: Logger;
  /** Memory and disk disagree: the process must end. */
  readonly fatal: (error: unknown) => void;
}

export interface App {
  readonly fixPort: number;
  readonly controlPort: number;
  /** Logs every session out and closes the book. */
  close(): Promise<void>;
}

/** How closely a delayed fill keeps its time. */
const DUE_CHECK_MS = 10;

/** @throws DataDirTaken when another process holds the data directory */
export async function openApp({ env, log, fatal }: AppOptions): Promise<App> {
  const directory = await openDataDir(env.dataDir, 'simulator');
  const database = new DatabaseSync(join(directory.path, 'simulator.db'));
  const book = openBookTable(database);
  const store = new SqliteSessionStore<BookOrder>({ database, apply: saving(book.save, fatal) });
  let sessions: ReadonlyMap<string, AcceptedSession<BookOrder>> = new Map();
  const simulator = new Simulator({
    orders: book.load(),
    seed: env.seed,
    bootId: `S${Date.now().toString(36)}`,
    now: () => Date.now(),
    links: sessionLinks(() => sessions, fatal),
  });
  const acceptor = await createAcceptor<BookOrder>({
    sessions: PROVIDER_SESSIONS.map(({ id, lp }) => ({ id, senderCompId: lp, targetCompId: id })),
    host: env.host,
    port: env.fixPort,
    store,
    application: simulator,
    clock: { now: () => Date.now() },
    log,
    admit: (_logon, session) => simulator.admit(session),
    screen: (raw, session) => simulator.screen(raw, session),
    distort: simulator.distort,
  });
  sessions = acceptor.sessions;
  const api = buildControlApi({
    simulator,
    sessions,
    terminals: new Terminals(openTerminalTable(database), () => Date.now()),
    log,
    messages: (query) => store.messages(query),
  });
  await api.listen({ host: env.host, port: env.controlPort });
  const ticks = setInterval(() => simulator.tick(), env.tickMs);
  const dues = setInterval(() => simulator.fillDue(Date.now()), DUE_CHECK_MS);
  return {
    fixPort: acceptor.port,
    controlPort: portOf(api.server.address()),
    close: async () => {
      clearInterval(ticks);
      clearInterval(dues);
      await api.close();
      await acceptor.close();
      await store.close();
      database.close();
      await directory.release();
    },
  };
}

/** A row that cannot be written leaves the book in memory ahead of the one on disk. */
function saving(save: (order: BookOrder) => void, fatal: (error: unknown) => void) {
  return (order: BookOrder): void => {
    try {
      save(order);
    } catch (error) {
      fatal(error);
      throw error;
    }
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
