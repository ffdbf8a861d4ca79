/**
 * A database as the storage needs it. Statements are written once: `?` marks a value, and `= ANY(?)` takes a list. Each
 * driver says them in its own dialect. Statements reach the database in the order in which they are asked for, whether
 * or not the one before has been answered: what does not need an answer need not wait for it.
 */
import type { Durability } from '../../ports/store.ts';
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

/** A transaction that is being committed while the next is worked out. */
export interface Behind {
  /** What its work came to. */
  readonly answer: unknown;
  /** Rejects with `Overtaken` when nothing of it was written. */
  readonly committed: Promise<void>;
}

/** Its questions wait for whoever is committed before it, and see what the transaction has written so far. */
export interface Writer extends Reader {
  /** What was committed last, at once; where rows have to be locked, the same as the writer itself. */
  readonly last: Reader;
  /** `null` as soon as it is committed. What is written meanwhile waits for it. */
  readonly behind: Behind | null;
  /** Inserts, or replaces the rows with the same key. No two records may share a key. */
  save<T extends object>(spec: TableSpec<T>, records: readonly T[]): Promise<void>;
  /** Inserts; a row with the same key is an error. */
  insert<T extends object>(spec: TableSpec<T>, records: readonly T[]): Promise<void>;
  run(sql: string, values?: readonly Parameter[]): Promise<void>;
  /** More is to come: whoever collects what is written may begin to carry it out. */
  pass(): void;
  /** Keeps other processes from what is called so until the commit: for what has no row yet that could be locked. */
  lockNames(names: readonly string[]): Promise<void>;
}

export interface Driver extends Reader {
  /** Nobody else writes this database, so what was committed last is what stands. */
  readonly exclusive: boolean;
  /** `FOR UPDATE`, where rows have to be locked against other writers. */
  readonly lock: string;
  /** So many commands are decided before the first of their rows are passed on: see `Writer.pass`. */
  readonly partMax: number;
  /** Every answer that `work` gets is of the same moment. */
  snapshot<R>(work: (reader: Reader) => Promise<R>): Promise<R>;
  /**
   * One at a time, but that the next may be worked out while one is being committed. What `work` wrote is on disk when this
   * resolves, and gone when it rejects with anything but `OutcomeUnknown`. Where another process got in the way, or the
   * transaction behind was not written, `work` is run again.
   *
   * @param committed - Called before anybody else hears of the commit. Must not throw.
   */
  transaction<R>(work: (writer: Writer) => Promise<R>, committed?: (answer: R) => void): Promise<R>;
  durability(): Promise<Durability>;
  close(): Promise<void>;
}

/** What `work` saw does not stand, because another process was faster or the transaction behind failed: it has to be run again. */
export class Overtaken extends Error {}

/** Nobody answers, or the connection broke before the commit: nothing was written, and the next try would fare no better. */
export class Unreachable extends Error {}

/** The connection broke in the middle of the commit, and nobody could say in time what became of it. */
export class OutcomeUnknown extends Error {}
