/** The storage's statements in SQLite's words, compiled once per connection. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Parameter, Reader } from '../driver.ts';
import { type Row, type Table, tableOf, type Value } from '../table-spec.ts';

export type Prepare = (sql: string) => StatementSync;

/** Statements are compiled once and kept: their number is that of the places which ask. */
export function preparer(database: DatabaseSync): Prepare {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(inDialect(sql));
    // Money does not fit a float.
    statement.setReadBigInts(true);
    statements.set(sql, statement);
    return statement;
  };
}

const inDialect = (sql: string): string =>
  sql.replaceAll('= ANY(?)', 'IN (SELECT value FROM json_each(?))');

/** Answers at once, on the caller's own thread. */
export function readerOf(database: DatabaseSync): Reader {
  const prepare = preparer(database);
  return {
    rows: async (spec, rest, values = []) => {
      const table = tableOf(spec);
      const rows = prepare(selectSql(table, rest)).all(...values.map(toInput)) as Row[];
      return rows.map(table.record);
    },
    // No column of ours is a blob.
    all: async (sql, values = []) => prepare(sql).all(...values.map(toInput)) as Row[],
  };
}

export const selectSql = <T>({ name, columns }: Table<T>, rest: string): string =>
  `SELECT ${columns.join(', ')} FROM ${name} WHERE ${rest}`;

const insertSql = <T>({ name, columns }: Table<T>): string =>
  `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

const saveSql = <T>(table: Table<T>): string =>
  `${insertSql(table)} ON CONFLICT (${table.keyColumns.join(', ')}) DO UPDATE SET ${table.updates}`;

export interface WriteSql {
  readonly insert: string;
  readonly save: string;
}

const known = new WeakMap<object, WriteSql>();

/** What writes one record, its values in the order of the columns. */
export function writeSqlOf<T>(table: Table<T>): WriteSql {
  const found = known.get(table);
  if (found !== undefined) return found;
  const sql = { insert: insertSql(table), save: saveSql(table) };
  known.set(table, sql);
  return sql;
}

/** A list travels as JSON. */
export function toInput(value: Parameter): Value {
  if (typeof value !== 'object' || value === null) return value;
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? Number(item) : item,
  );
}
