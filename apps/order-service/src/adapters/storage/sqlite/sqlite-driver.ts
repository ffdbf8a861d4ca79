/**
 * node:sqlite behind the driver port. Transactions have a connection of their own: a question that comes in the middle
 * of one must not see what is not committed.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Driver, Parameter, Reader, Writer } from '../driver.ts';
import { type Row, type Table, tableOf, type TableSpec } from '../table-spec.ts';
import { inTurn } from '../together.ts';

/** @param writing - Migrated and exclusively ours; closed with the driver. */
export function sqliteDriver(writing: DatabaseSync, path: string): Driver {
  const reading = new DatabaseSync(path, { readOnly: true });
  const reader = readerOf(reading);
  const writer = writerOf(writing);
  const turn = inTurn();
  return {
    ...reader,
    exclusive: true,
    lock: '',
    // One process, one thread: what a slow reader misses, the books in memory make good.
    snapshot: async (work) => work(reader),
    transaction: async (work) =>
      turn(async () => {
        writing.exec('BEGIN IMMEDIATE');
        try {
          const answer = await work(writer);
          writing.exec('COMMIT');
          return answer;
        } catch (error) {
          if (writing.isTransaction) writing.exec('ROLLBACK');
          throw error;
        }
      }),
    // The file waits for the disk on every commit: see `openSqlite`.
    durability: async () => 'power-loss',
    close: async () => {
      reading.close();
      writing.close();
    },
  };
}

type Prepare = (sql: string) => StatementSync;

/** Statements are compiled once and kept: their number is that of the places which ask. */
function preparer(database: DatabaseSync): Prepare {
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

function readerOf(database: DatabaseSync, prepare: Prepare = preparer(database)): Reader {
  return {
    rows: async (spec, rest, values = []) => {
      const { name, columns, record } = tableOf(spec);
      const sql = `SELECT ${columns.join(', ')} FROM ${name} WHERE ${rest}`;
      const rows = prepare(sql).all(...values.map(toInput)) as Row[];
      return rows.map(record);
    },
    // No column of ours is a blob.
    all: async (sql, values = []) => prepare(sql).all(...values.map(toInput)) as Row[],
  };
}

function writerOf(database: DatabaseSync): Writer {
  const prepare = preparer(database);
  const saves = new WeakMap<object, StatementSync>();
  const inserts = new WeakMap<object, StatementSync>();
  const write = <T extends object>(
    known: WeakMap<object, StatementSync>,
    spec: TableSpec<T>,
    sqlOf: (table: Table<T>) => string,
  ) => {
    const statement = known.get(spec) ?? prepare(sqlOf(tableOf(spec)));
    known.set(spec, statement);
    const { values } = tableOf(spec);
    return (record: T): void => void statement.run(...values(record));
  };
  return {
    ...readerOf(database, prepare),
    save: async (spec, records) => {
      if (records.length > 0) records.forEach(write(saves, spec, saveSql));
    },
    insert: async (spec, records) => {
      if (records.length > 0) records.forEach(write(inserts, spec, insertSql));
    },
    run: async (sql, values = []) => void prepare(sql).run(...values.map(toInput)),
    // Nobody else writes.
    lockNames: async () => undefined,
  };
}

const insertSql = <T>({ name, columns }: Table<T>): string =>
  `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

const saveSql = <T>(table: Table<T>): string =>
  `${insertSql(table)} ON CONFLICT (${table.keyColumns.join(', ')}) DO UPDATE SET ${table.updates}`;

function toInput(value: Parameter): SQLInputValue {
  if (typeof value !== 'object' || value === null) return value;
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? Number(item) : item,
  );
}
