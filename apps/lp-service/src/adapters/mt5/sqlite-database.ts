/** The MT5 ledger's statements on SQLite. A transaction is one turn of the event loop, so that nobody gets in between. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Database, Overtaken, type Statement } from './database.ts';

/** @param database - A connection of its own; closed with what is returned. */
export function sqliteDatabase(database: DatabaseSync): Database {
  const known = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = known.get(sql) ?? database.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  const run = ({ sql, values, once = false }: Statement): void => {
    const { changes } = prepared(sql).run(...values);
    if (once && Number(changes) !== 1) throw new Overtaken(sql);
  };
  return {
    all: async (sql, values) => prepared(sql).all(...values),
    write: async (statements) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const statement of statements) run(statement);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: async () => database.close(),
  };
}
