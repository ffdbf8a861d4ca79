/** Maps a record type to a table, column by column, so that a forgotten field does not compile. */
import { keepJsonText } from '@faultline/service/json-text';

export type Value = string | number | bigint | null;
export type Row = Readonly<Record<string, Value>>;

/**
 * `int` is a number, `big` a bigint, `bool` 0 or 1; `json` is anything that JSON can hold, `told` the same where a caller
 * is told it, too, `exact` the same with bigints in it. Each may be null.
 */
export type ColumnKind = 'text' | 'int' | 'big' | 'bool' | 'json' | 'told' | 'exact';

export interface TableSpec<T> {
  readonly name: string;
  /** The primary key's fields. */
  readonly key: readonly (keyof T & string)[];
  readonly columns: Readonly<Record<keyof T & string, ColumnKind>>;
  /** Fields that never change once a record is there: an update leaves them, and the indexes that they are in, alone. */
  readonly fixed?: readonly (keyof T & string)[];
}

/** The field in snake case, with a line at the end where SQL has the word for itself. */
function columnOf(field: string): string {
  const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return RESERVED.has(column) ? `${column}_` : column;
}
const RESERVED = new Set(['before', 'after', 'when', 'position', 'trailing']);

/** Everything about a table that its statements are made of, worked out once. */
export interface Table<T> {
  readonly name: string;
  readonly columns: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly keyColumns: readonly string[];
  /** What `ON CONFLICT` has to set. Setting the key, too, would have the database look for all who point at it. */
  readonly updates: string;
  /** Adds the columns' values to a list. */
  readonly valuesInto: (list: Value[], record: T) => void;
  readonly record: (row: Row) => T;
}

const prepared = new WeakMap<object, Table<never>>();

export function tableOf<T extends object>(spec: TableSpec<T>): Table<T> {
  const known = prepared.get(spec);
  if (known !== undefined) return known as unknown as Table<T>;
  const table = prepare(spec);
  prepared.set(spec, table as unknown as Table<never>);
  return table;
}

function prepare<T extends object>(spec: TableSpec<T>): Table<T> {
  const fields = Object.entries(spec.columns) as [keyof T & string, ColumnKind][];
  const cells = fields.map(([field, kind]) => ({ field, kind, column: columnOf(field) }));
  const keyColumns = spec.key.map(columnOf);
  const columns = cells.map(({ column }) => column);
  const fixed = new Set<string>([...spec.key, ...(spec.fixed ?? [])]);
  return {
    name: spec.name,
    columns,
    kinds: cells.map(({ kind }) => kind),
    keyColumns,
    updates: cells
      .filter(({ field }) => !fixed.has(field))
      .map(({ column }) => `${column} = excluded.${column}`)
      .join(', '),
    valuesInto: valuesIntoOf(fields),
    record: (row) => {
      const record: Record<string, unknown> = {};
      for (const { field, kind, column } of cells) record[field] = fromSql(row[column], kind);
      return record as T;
    },
  };
}

/**
 * One expression in source text made of the columns, for the engine to learn the records' shape: asked for field by field
 * under names that are variables, the values of an order took four times as long.
 */
function valuesIntoOf<T>(
  fields: readonly (readonly [string, ColumnKind])[],
): Table<T>['valuesInto'] {
  const values = fields.map(([field, kind]) => TO_SQL[kind](`record.${field}`));
  // Only names of our own fields are in it.
  const body = `return (list, record) => { list.push(${values.join(', ')}); };`;
  const make = Reflect.construct(Function, ['exact', 'told', body]) as (
    exact: ToText,
    told: ToText,
  ) => Table<T>['valuesInto'];
  return make((value) => JSON.stringify(value, bigAsText), keepJsonText);
}

type ToText = (value: unknown) => string;

/** A field's value as the database takes it. */
const TO_SQL: Readonly<Record<ColumnKind, (value: string) => string>> = {
  text: (value) => `${value} ?? null`,
  int: (value) => `${value} ?? null`,
  big: (value) => `${value} ?? null`,
  bool: (value) => `${value} == null ? null : ${value} === true ? 1 : 0`,
  json: (value) => `${value} == null ? null : JSON.stringify(${value})`,
  told: (value) => `${value} == null ? null : told(${value})`,
  exact: (value) => `${value} == null ? null : exact(${value})`,
};

function fromSql(value: Value | undefined, kind: ColumnKind): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'int':
      return Number(value);
    case 'big':
      return typeof value === 'bigint' ? value : BigInt(String(value));
    case 'bool':
      return Number(value) === 1;
    case 'json':
    case 'told':
      return JSON.parse(String(value)) as unknown;
    case 'exact':
      return JSON.parse(String(value), textAsBig) as unknown;
    case 'text':
      return value;
  }
}

/** Only for records whose own texts can never look like a number with an n. */
const bigAsText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${value}n` : value;
const textAsBig = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
