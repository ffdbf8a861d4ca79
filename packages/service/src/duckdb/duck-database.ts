/**
 * A DuckDB file that may be broken at any time. What cannot be opened or written is opened once more, for an error of the
 * disk ends a database that is open; what then still refuses is set aside, and a new file takes its place.
 */
import { readdirSync, renameSync, rmSync, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Cell, DuckRow, DuckStart } from './messages.ts';

/** It is a side job: one thread, and memory that a service does not miss. */
const OPTIONS = { threads: '1', memory_limit: '128MB' };
/** Of what was set aside the latest few are kept, for whoever wants to know. */
const ASIDE_MAX = 3;
/** A disk that ruins every new file must not be filled with them. */
const SET_ASIDE_EVERY_MS = 60_000;

/** Ours: the file is well, and setting it aside would mend nothing. */
const MISTAKE = /^(Parser|Binder|Catalog|Conversion|Constraint|Invalid Input|Out of Memory) Error/;
/** The machine's: a new file would fare no better. */
const OUTSIDE = /No space left|Permission denied|Read-only file system|Too many open files/i;

interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

interface Parts extends DuckStart {
  readonly onSetAside: (as: string, reason: string) => void;
  readonly now: () => number;
}

type Work<T> = (connection: DuckDBConnection) => Promise<T>;

export class DuckDatabase {
  readonly #parts: Parts;
  #opened: Opened | null = null;
  #setAsideAtMs = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** All of the rows or none; resolves when they are on disk. */
  async append(table: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    await this.#perform(async (connection) => {
      await connection.run('BEGIN');
      const appender = await connection.createAppender(table);
      for (const row of rows) {
        for (const cell of row) {
          if (cell === null) appender.appendNull();
          else if (typeof cell === 'number') appender.appendBigInt(BigInt(cell));
          else appender.appendVarchar(cell);
        }
        appender.endRow();
      }
      appender.closeSync();
      await connection.run('COMMIT');
    });
  }

  async ask(sql: string, params: readonly Cell[]): Promise<readonly DuckRow[]> {
    return this.#perform(async (connection) => {
      const values = params.map((cell) => (typeof cell === 'number' ? BigInt(cell) : cell));
      const reader = await connection.runAndReadAll(sql, values);
      return reader.getRowObjectsJS().map(plainRow);
    });
  }

  close(): void {
    this.#opened?.connection.closeSync();
    this.#opened?.instance.closeSync();
    this.#opened = null;
  }

  async #perform<T>(work: Work<T>): Promise<T> {
    try {
      return await this.#try(work);
    } catch (first) {
      if (MISTAKE.test(reasonOf(first))) throw first;
    }
    try {
      return await this.#try(work);
    } catch (second) {
      if (!this.#mayReplace(reasonOf(second))) throw second;
      this.#setAside(reasonOf(second));
      return this.#try(work);
    }
  }

  async #try<T>(work: Work<T>): Promise<T> {
    try {
      return await work(await this.#connection());
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  async #connection(): Promise<DuckDBConnection> {
    if (this.#opened !== null) return this.#opened.connection;
    const { file, schema } = this.#parts;
    const instance = await DuckDBInstance.create(file, OPTIONS);
    try {
      const connection = await instance.connect();
      this.#opened = { instance, connection };
      for (const statement of schema) await connection.run(statement);
      return connection;
    } catch (error) {
      instance.closeSync();
      this.#opened = null;
      // Whatever it says: the schema is right, so it is the file that is not.
      throw new Error(`the file does not fit: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** Closing what is broken may fail, too. */
  #abandon(): void {
    try {
      this.close();
    } catch {
      this.#opened = null;
    }
  }

  #mayReplace(reason: string): boolean {
    if (MISTAKE.test(reason) || OUTSIDE.test(reason)) return false;
    return this.#parts.now() - this.#setAsideAtMs >= SET_ASIDE_EVERY_MS;
  }

  #setAside(reason: string): void {
    const { file, now, onSetAside } = this.#parts;
    this.#setAsideAtMs = now();
    const as = `${file}.aside-${this.#setAsideAtMs}`;
    if (existsSync(file)) renameSync(file, as);
    if (existsSync(`${file}.wal`)) renameSync(`${file}.wal`, `${as}.wal`);
    for (const old of asideOf(file).slice(0, -ASIDE_MAX)) {
      rmSync(old, { force: true });
      rmSync(`${old}.wal`, { force: true });
    }
    onSetAside(as, reason);
  }
}

/** Oldest first. */
const asideOf = (file: string): string[] =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.aside-`) && !name.endsWith('.wal'))
    .toSorted()
    .map((name) => join(dirname(file), name));

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const plainRow = (row: Record<string, unknown>): DuckRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainCell(value)]));

function plainCell(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
