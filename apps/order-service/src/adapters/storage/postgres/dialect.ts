/** The storage's statements in PostgreSQL's words. */
import type { Parameter } from '../driver.ts';
import type { ColumnKind, Table, Value } from '../table-spec.ts';

/** A statement under the name by which a connection keeps it prepared. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Each statement is translated once and has one name: their number is that of the places which ask. */
export class Statements {
  readonly #known = new Map<string, Statement>();

  /** @param sql - With `?` for each value, and no other question mark. */
  of(sql: string): Statement {
    const known = this.#known.get(sql);
    if (known !== undefined) return known;
    let values = 0;
    const text = sql.replaceAll('?', () => `$${(values += 1)}`);
    const statement = { name: `s${this.#known.size}`, text };
    this.#known.set(sql, statement);
    return statement;
  }
}

export const selectSql = <T>({ name, columns }: Table<T>, rest: string): string =>
  `SELECT ${columns.join(', ')} FROM ${name} WHERE ${rest}`;

/** Any number of rows in one statement: one list of values per column. */
export const insertSql = <T>({ name, columns, kinds }: Table<T>): string =>
  `INSERT INTO ${name} (${columns.join(', ')})
   SELECT * FROM unnest(${kinds.map((kind) => `?::${arrayType(kind)}`).join(', ')})`;

export const saveSql = <T>(table: Table<T>): string =>
  `${insertSql(table)} ON CONFLICT (${table.keyColumns.join(', ')}) DO UPDATE SET ${table.updates}`;

function arrayType(kind: ColumnKind): string {
  switch (kind) {
    case 'text':
    case 'json':
    case 'told':
    case 'exact':
      return 'text[]';
    case 'int':
    case 'big':
    case 'bool':
      return 'bigint[]';
  }
}

/** A value as the wire takes it: text, a list as PostgreSQL writes its arrays. */
export const toText = (value: Parameter): string | null => {
  if (value === null) return null;
  return typeof value === 'object' ? arrayText(value) : String(value);
};

function arrayText(values: readonly Value[]): string {
  let text = '{';
  for (const value of values) text += text === '{' ? elementText(value) : `,${elementText(value)}`;
  return `${text}}`;
}

const SPECIAL = /["\\]/;
/** What JSON escapes in another way than PostgreSQL does: control characters and halves of pairs. */
const BEYOND_JSON = /[^ -\uD7FF\uE000-\uFFFF]/;

function elementText(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return String(value);
  if (!SPECIAL.test(value)) return `"${value}"`;
  // Most are JSON with a hundred quotes: for them it is ten times as fast.
  if (!BEYOND_JSON.test(value)) return JSON.stringify(value);
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** The records' values, turned: one list per column. */
export function columnsOf<T>({ columns, valuesInto }: Table<T>, records: readonly T[]): Value[][] {
  const lists: Value[][] = columns.map(() => []);
  const row: Value[] = [];
  for (const record of records) {
    row.length = 0;
    valuesInto(row, record);
    for (let index = 0; index < row.length; index += 1) lists[index]?.push(row[index] ?? null);
  }
  return lists;
}
