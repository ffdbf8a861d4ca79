/**
 * A database as the storage needs it. Statements are written once: `?` marks a value, and `= ANY(?)` takes a list. Each
 * driver says them in its own dialect.
 */
import type { Row, TableSpec, Value } from './table-spec.ts';

export type Parameter = Value | readonly Value[];

export interface Reader {
  /** The records of one table. `rest` begins after WHERE and may go on with ORDER BY and LIMIT. */
  rows<T extends object>(
    spec: TableSpec<T>,
    rest: string,
    values?: readonly Parameter[],
  ): Promise<T[]>;
  /** Any other question; integers come as bigint. */
  all(sql: string, values?: readonly Parameter[]): Promise<readonly Row[]>;
}

export interface Writer extends Reader {
  /** Inserts, or replaces the rows with the same key. No two records may share a key. */
  save<T extends object>(spec: TableSpec<T>, records: readonly T[]): Promise<void>;
  /** Inserts; a row with the same key is an error. */
  insert<T extends object>(spec: TableSpec<T>, records: readonly T[]): Promise<void>;
  run(sql: string, values?: readonly Parameter[]): Promise<void>;
}

export interface Driver extends Reader {
  /** Nobody else writes this database, so what was committed last is what stands. */
  readonly exclusive: boolean;
  /** `FOR UPDATE`, where rows have to be locked against other writers. */
  readonly lock: string;
  /** One at a time. What `work` wrote is on disk when this resolves, and gone when it rejects. */
  transaction<R>(work: (writer: Writer) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}
