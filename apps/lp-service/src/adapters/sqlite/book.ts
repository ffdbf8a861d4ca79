/**
 * The order book and the FIX sessions in one SQLite file: an order and the message that carries it, a report and the
 * number under which it came, are one transaction.
 */
import { join } from 'node:path';
import { SqliteSessionStore, type SessionStore } from '@faultline/fix/node';
import { openSqlite } from '@faultline/service';
import type {
  BookChange,
  Committed,
  OrderBook,
  SessionMemory,
  SubmitRefusal,
} from '../../ports/order-book.ts';
import { BookWriter, type BookWriterDeps, reroutesOf } from './book-writer.ts';
import { providerFrom } from './provider-rows.ts';
import { orderOf, refusalOf, reportOf, type Row } from './rows.ts';
import { MIGRATIONS } from './schema.ts';
import { type BookStatements, prepareBook } from './statements.ts';

export interface OpenBook {
  readonly book: OrderBook;
  /** For the FIX sessions; what they commit reaches the book and its listeners. */
  readonly sessionStore: SessionStore<BookChange>;
  readonly close: () => Promise<void>;
}

/** @param directory - Locked by the caller; one process owns the file. */
export function openBook(
  directory: string,
  { waysOf, log }: Pick<BookWriterDeps, 'waysOf' | 'log'>,
): OpenBook {
  const database = openSqlite(join(directory, 'lp.db'), MIGRATIONS);
  const statements = prepareBook(database);
  const writer = new BookWriter({ statements, waysOf, log });
  const listeners: ((committed: Committed) => void)[] = [];
  const inner = new SqliteSessionStore<BookChange>({ database, apply: writer.write });
  const tell = (): void => {
    const { clOrdIds, reported, refused } = writer.take();
    const orders = clOrdIds.flatMap((clOrdId) => {
      const row = statements.orderByClOrdId.get(clOrdId);
      return row === undefined ? [] : [orderOf(row)];
    });
    const reroutes = refused ? reroutesOf(statements) : [];
    for (const listener of listeners) {
      try {
        listener({ orders, reported, reroutes });
      } catch (error) {
        // What is durable stays so: a listener's bug must not look like a failed commit.
        log.error({ err: error }, 'listener of the book failed');
      }
    }
  };
  const sessionStore: SessionStore<BookChange> = {
    load: async (sessionId) => inner.load(sessionId),
    outgoing: async (sessionId, fromSeq, toSeq) => inner.outgoing(sessionId, fromSeq, toSeq),
    messages: async (query) => inner.messages(query),
    close: async () => inner.close(),
    commit: async (batch) => {
      const resets = batch.sessions.filter(({ reset }) => reset === true);
      const changes = [
        ...resets.map(({ sessionId, startedMs = Date.now() }) => resetOf(sessionId, startedMs)),
        ...batch.changes,
      ];
      await inner.commit({ ...batch, changes });
      if (changes.length > 0) tell();
    },
  };
  return {
    sessionStore,
    book: {
      ...queries(statements),
      commit: async (changes) => sessionStore.commit({ sessions: [], changes }),
      onCommitted: (listener) => void listeners.push(listener),
    },
    close: async () => {
      await inner.close();
      database.close();
    },
  };
}

/** Whoever starts the numbers of a session again takes the evidence with them: it is noted in the same commit. */
const resetOf = (sessionId: string, atMs: number): BookChange => ({
  kind: 'numbers-reset',
  sessionId,
  atMs,
});

type Queries = Omit<OrderBook, 'commit' | 'onCommitted'>;

function queries(statements: BookStatements): Queries {
  const found = (row: Row | undefined) => (row === undefined ? null : orderOf(row));
  return {
    order: (orderId) => found(statements.orderById.get(orderId)),
    openOrders: () => statements.openOrders.all().map(orderOf),
    reroutes: () => reroutesOf(statements),
    refusal: (orderId) => refusalOf<SubmitRefusal>(statements.notSent.get(orderId)?.['refusal']),
    reportsAfter: (afterSeq, limit) => statements.reportsAfter.all(afterSeq, limit).map(reportOf),
    providers: () => statements.providers.all().map(({ config }) => providerFrom(config)),
    session: (sessionId): SessionMemory => {
      const row = statements.session.get(sessionId);
      const lastMs = row?.['last_connected_ms'] ?? null;
      return {
        lastConnectedMs: lastMs === null ? null : Number(lastMs),
        wantedUp: row?.['wanted_up'] !== 0,
      };
    },
  };
}
