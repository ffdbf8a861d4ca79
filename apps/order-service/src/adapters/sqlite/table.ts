/** Maps a record type to a table, column by column, so that a forgotten field does not compile. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** `int` is a number, `big` a bigint, `json` anything that JSON can hold; each may be null. */
type ColumnKind = 'text' | 'int' | 'big' | 'json';

export interface TableSpec<T> {
  readonly name: string;
  /** The primary key's fields. */
  readonly key: readonly (keyof T & string)[];
  readonly columns: Readonly<Record<keyof T & string, ColumnKind>>;
}

export interface Table<T> {
  /** Inserts, or replaces the row with the same key. */
  readonly save: (record: T) => void;
  /** Inserts; a row with the same key is an error. */
  readonly insert: (record: T) => void;
  /** A prepared `SELECT … WHERE`. */
  readonly where: (condition: string) => (...parameters: SQLInputValue[]) => T[];
}

const snake = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export function openTable<T extends object>(
  database: DatabaseSync,
  { name, key, columns }: TableSpec<T>,
): Table<T> {
  const fields = Object.entries(columns) as [keyof T & string, ColumnKind][];
  const names = fields.map(([field]) => snake(field)).join(', ');
  const values = fields.map(() => '?').join(', ');
  const updates = fields.map(([field]) => `${snake(field)} = excluded.${snake(field)}`).join(', ');
  const insertSql = `INSERT INTO ${name} (${names}) VALUES (${values})`;
  const insert = database.prepare(insertSql);
  const save = database.prepare(
    `${insertSql} ON CONFLICT (${key.map(snake).join(', ')}) DO UPDATE SET ${updates}`,
  );
  const parameters = (record: T): SQLInputValue[] =>
    fields.map(([field, kind]) => toSql(record[field], kind));
  const fromRow = (row: Record<string, unknown>): T =>
    Object.fromEntries(
      fields.map(([field, kind]) => [field, fromSql(row[snake(field)], kind)]),
    ) as T;
  return {
    save: (record) => void save.run(...parameters(record)),
    insert: (record) => void insert.run(...parameters(record)),
    where: (condition) => {
      const statement = prepareBig(database, `SELECT ${names} FROM ${name} WHERE ${condition}`);
      return (...args) => statement.all(...args).map(fromRow);
    },
  };
}

/** A statement that reads integers as bigint: money does not fit a float. */
export function prepareBig(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}

function toSql(value: unknown, kind: ColumnKind): SQLInputValue {
  if (value === null || value === undefined) return null;
  return kind === 'json' ? JSON.stringify(value) : (value as SQLInputValue);
}

function fromSql(value: unknown, kind: ColumnKind): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'int') return Number(value);
  return kind === 'json' && typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}
