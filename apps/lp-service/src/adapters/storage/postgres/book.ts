/**
 * The order book and the FIX sessions in PostgreSQL, for the process that holds the lease. The rows that changes may ask
 * for are loaded, the same writer as on SQLite decides on them, and what it wrote leaves in one statement per table.
 */
import { PostgresSessionStore, type PostgresTransactions } from '@faultline/fix/node';
import type { BookChange, SubmitRefusal } from '../../../ports/order-book.ts';
import { BookWriter } from '../book-writer.ts';
import { databaseError } from '../database-error.ts';
import { Listeners, type OpenBook, type OpenBookOptions, withResets } from '../open-book.ts';
import { orderOf, refusalOf, reportOf } from '../rows.ts';
import { Draft } from './draft.ts';
import { loadFacts } from './facts.ts';
import { flush } from './flush.ts';
import { StandingBook } from './standing.ts';

const ORDER = 'SELECT * FROM lp_orders WHERE order_id = $1 ORDER BY leg DESC LIMIT 1';
const NOT_SENT = 'SELECT refusal FROM not_sent WHERE order_id = $1';
const REPORTS = 'SELECT * FROM reports WHERE seq > $1 ORDER BY seq LIMIT $2';
const FSYNC = `SELECT current_setting('fsync') = 'on'
  AND current_setting('synchronous_commit') <> 'off' AS is_safe`;

interface Decided {
  readonly draft: Draft;
  readonly tell: () => void;
}

/** @param transactions - Of the process that owns the sessions: nobody else writes. */
export async function openPostgresBook(
  transactions: PostgresTransactions,
  { waysOf, log }: OpenBookOptions,
): Promise<Omit<OpenBook, 'close'>> {
  const { read } = transactions;
  const standing = new StandingBook();
  await standing.load(read);
  const listeners = new Listeners(log);
  /** Of the transaction that is under way, and of none other: there is one at a time. */
  const decided: Decided[] = [];
  const store = new PostgresSessionStore<BookChange>({
    transactions: {
      read,
      write: async (work) => {
        decided.length = 0;
        await transactions.write(work);
        for (const { draft, tell } of decided.splice(0)) {
          standing.absorb(draft);
          tell();
        }
      },
    },
    apply: async (changes, ask) => {
      const draft = new Draft(await loadFacts(changes, ask), standing);
      const writer = new BookWriter({ tables: draft, waysOf, log });
      for (const change of changes) writer.write(change);
      await flush(draft, ask);
      const { clOrdIds, reported, refused } = writer.take();
      const orders = clOrdIds.flatMap((clOrdId) => draft.orderNamed(clOrdId) ?? []);
      const tell = () =>
        listeners.tell({ orders, reported, reroutes: refused ? standing.reroutes() : [] });
      decided.push({ draft, tell });
    },
  });
  const sessionStore: OpenBook['sessionStore'] = {
    load: async (sessionId) => store.load(sessionId),
    outgoing: async (sessionId, fromSeq, toSeq) => store.outgoing(sessionId, fromSeq, toSeq),
    messages: async (query) => store.messages(query).catch((error) => fail(error, log)),
    close: async () => store.close(),
    commit: async (batch) => store.commit(withResets(batch)),
  };
  return {
    sessionStore,
    book: {
      ...queries(transactions, log),
      openOrders: () => standing.openOrders(),
      reroutes: () => standing.reroutes(),
      providers: () => standing.providers(),
      session: standing.session,
      commit: async (changes) =>
        store.commit({ sessions: [], changes }).catch((error) => fail(error, log)),
      onCommitted: listeners.add,
    },
    durability: async () =>
      (await read(FSYNC, []))[0]?.['is_safe'] === true ? 'power-loss' : 'process-crash',
  };
}

type Log = OpenBookOptions['log'];

function fail(error: unknown, log: Log): never {
  throw databaseError(error, log);
}

type Queries = Pick<OpenBook['book'], 'order' | 'refusal' | 'reportsAfter'>;

function queries({ read }: PostgresTransactions, log: Log): Queries {
  const ask: PostgresTransactions['read'] = async (sql, values) =>
    read(sql, values).catch((error) => fail(error, log));
  return {
    order: async (orderId) => (await ask(ORDER, [orderId])).map(orderOf)[0] ?? null,
    refusal: async (orderId) =>
      refusalOf<SubmitRefusal>((await ask(NOT_SENT, [orderId]))[0]?.['refusal']),
    reportsAfter: async (afterSeq, limit) => (await ask(REPORTS, [afterSeq, limit])).map(reportOf),
  };
}
