/**
 * The order book and the FIX sessions in one SQLite file: an order and the message that carries it, a report and the
 * number under which it came, are one transaction.
 */
import { join } from 'node:path';
import { SqliteSessionStore } from '@faultline/fix/node';
import { openSqlite } from '@faultline/service';
import type { BookChange, SubmitRefusal } from '../../../ports/order-book.ts';
import { BookWriter } from '../book-writer.ts';
import { Listeners, type OpenBook, type OpenBookOptions, withResets } from '../open-book.ts';
import { providerFrom } from '../provider-rows.ts';
import { orderOf, refusalOf, reportOf, rerouteOf, type Row, sessionOf } from '../rows.ts';
import { MIGRATIONS } from './schema.ts';
import { type BookStatements, prepareBook } from './statements.ts';
import { sqliteTables } from './tables.ts';

/** @param directory - Locked by the caller; one process owns the file. */
export function openSqliteBook(directory: string, { waysOf, log }: OpenBookOptions): OpenBook {
  const database = openSqlite(join(directory, 'lp.db'), MIGRATIONS);
  const statements = prepareBook(database);
  const tables = sqliteTables(statements);
  const writer = new BookWriter({ tables, waysOf, log });
  const listeners = new Listeners(log);
  const inner = new SqliteSessionStore<BookChange>({ database, apply: writer.write });
  const tell = (): void => {
    const { clOrdIds, reported, refused } = writer.take();
    const orders = clOrdIds.flatMap((clOrdId) => tables.orderNamed(clOrdId) ?? []);
    const reroutes = refused ? statements.reroutes.all().map(rerouteOf) : [];
    listeners.tell({ orders, reported, reroutes });
  };
  const sessionStore: OpenBook['sessionStore'] = {
    load: async (sessionId) => inner.load(sessionId),
    outgoing: async (sessionId, fromSeq, toSeq) => inner.outgoing(sessionId, fromSeq, toSeq),
    messages: async (query) => inner.messages(query),
    close: async () => inner.close(),
    commit: async (batch) => {
      const whole = withResets(batch);
      await inner.commit(whole);
      if (whole.changes.length > 0) tell();
    },
  };
  return {
    sessionStore,
    book: {
      ...queries(statements),
      commit: async (changes) => sessionStore.commit({ sessions: [], changes }),
      onCommitted: listeners.add,
    },
    durability: async () => 'power-loss',
    close: async () => {
      await inner.close();
      database.close();
    },
  };
}

type Queries = Omit<OpenBook['book'], 'commit' | 'onCommitted'>;

function queries(statements: BookStatements): Queries {
  const found = (row: Row | undefined) => (row === undefined ? null : orderOf(row));
  return {
    order: async (orderId) => found(statements.orderById.get(orderId)),
    openOrders: () => statements.openOrders.all().map(orderOf),
    reroutes: () => statements.reroutes.all().map(rerouteOf),
    refusal: async (orderId) =>
      refusalOf<SubmitRefusal>(statements.notSent.get(orderId)?.['refusal']),
    reportsAfter: async (afterSeq, limit) =>
      statements.reportsAfter.all(afterSeq, limit).map(reportOf),
    providers: () => statements.providers.all().map(({ config }) => providerFrom(config)),
    session: (sessionId) => sessionOf(statements.session.get(sessionId)),
  };
}
