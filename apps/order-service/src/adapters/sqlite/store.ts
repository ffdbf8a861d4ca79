/** The storage port on node:sqlite. */
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Logger, openSqlite } from '@faultline/service';
import type { Facts, OrderState, Store, Wanted } from '../../ports/store.ts';
import { openCounters } from './counters.ts';
import { databaseError } from './database-error.ts';
import { GroupCommit } from './group-commit.ts';
import { factReader } from './read-facts.ts';
import { MIGRATIONS } from './schema.ts';
import { openTable, prepareBig } from './table.ts';
import * as specs from './tables.ts';
import { changeWriter } from './write-changes.ts';

export type Tables = ReturnType<typeof openTables>;

/** @param directory - Locked by the caller; one process owns a file. */
export function openStore(directory: string, log: Logger): Store {
  const database = openSqlite(join(directory, 'order.db'), MIGRATIONS);
  const tables = openTables(database);
  const counters = openCounters(database);
  const readFacts = factReader(tables, counters);
  const write = changeWriter(database, tables, counters);
  const group = new GroupCommit(database);
  return {
    async commit(wanted, decide) {
      try {
        return await group.add(() => {
          const { answer, changes } = decide(readFacts(wanted));
          if (changes !== undefined) write(changes);
          return answer;
        });
      } catch (error) {
        throw databaseError(error, log);
      }
    },
    read: async (wanted: Wanted): Promise<Facts> => readFacts(wanted),
    ...queries(database, tables),
    async close() {
      group.flush();
      database.close();
    },
  };
}

function openTables(database: DatabaseSync) {
  return {
    users: openTable(database, specs.users),
    instruments: openTable(database, specs.instruments),
    accounts: openTable(database, specs.accounts),
    orders: openTable(database, specs.orders),
    positions: openTable(database, specs.positions),
    deals: openTable(database, specs.deals),
    postings: openTable(database, specs.postings),
    outbox: openTable(database, specs.outbox),
    idempotency: openTable(database, specs.idempotency),
    breaks: openTable(database, specs.breaks),
  };
}

type Queries = Omit<Store, 'commit' | 'read' | 'close'>;

function queries(database: DatabaseSync, tables: Tables): Queries {
  const userByName = tables.users.where('lower(username) = lower(?)');
  const userById = tables.users.where('id = ?');
  const accountsOf = tables.accounts.where('user_id = ? ORDER BY id');
  const allInstruments = tables.instruments.where('1 = 1 ORDER BY name');
  const dealsOf = tables.deals.where('order_id = ? ORDER BY time_ms, id');
  const allOutbox = tables.outbox.where('1 = 1 ORDER BY expires_at_ms');
  const states = database.prepare(
    'SELECT status, at_ms FROM order_states WHERE order_id = ? ORDER BY version',
  );
  const realized = prepareBig(
    database,
    `SELECT coalesce(sum(CASE WHEN credit = :client THEN amount ELSE -amount END), 0) AS sum
     FROM postings WHERE type IN ('REALIZED_PL', 'SWAP') AND at_ms >= :since
     AND (credit = :client OR debit = :client)`,
  );
  return {
    userByName: async (username) => userByName(username)[0] ?? null,
    userById: async (id) => userById(id)[0] ?? null,
    accountsOf: async (userId) => accountsOf(userId),
    instruments: async () => allInstruments(),
    statesOf: async (orderId) =>
      states.all(orderId).map((row): OrderState => ({
        status: String(row['status']) as OrderState['status'],
        atMs: Number(row['at_ms']),
      })),
    dealsOf: async (orderId) => dealsOf(orderId),
    realizedSince: async (accountId, sinceMs) => {
      const row = realized.get({ client: `client:${accountId}`, since: sinceMs });
      return BigInt(String(row?.['sum'] ?? 0));
    },
    outbox: async () => allOutbox(),
  };
}
