/** One transaction: what it writes is kept until the commit, or until a question has to see it. */
import type { Parameter, Reader, Writer } from '../driver.ts';
import { type Row, tableOf, type TableSpec, type Value } from '../table-spec.ts';
import { selectSql, toInput, writeSqlOf } from './statements.ts';
import type { Task, Write } from './writer-messages.ts';

/** Where a transaction is carried out. */
export type Tell = (task: Task) => Promise<readonly Row[]>;

export interface TransactionDeps {
  /** Of what was committed last. */
  readonly reader: Reader;
  /** Who is to write it, by the number of rows that there are when the first of them has to be written. */
  readonly writerFor: (rows: number) => Tell;
}

export class Transaction {
  readonly #deps: TransactionDeps;
  #writes: Write[] = [];
  #rows = 0;
  /** `null` before anything was written. */
  #tell: Tell | null = null;

  constructor(deps: TransactionDeps) {
    this.#deps = deps;
  }

  readonly writer: Writer = {
    rows: async (spec, rest, values) => {
      if (this.#isUntouched) return this.#deps.reader.rows(spec, rest, values);
      const table = tableOf(spec);
      return (await this.#ask(selectSql(table, rest), values)).map(table.record);
    },
    all: async (sql, values) =>
      this.#isUntouched && sql.startsWith('SELECT')
        ? this.#deps.reader.all(sql, values)
        : this.#ask(sql, values),
    save: async (spec, records) => this.#write('save', spec, records),
    insert: async (spec, records) => this.#write('insert', spec, records),
    run: async (sql, values = []) => {
      this.#rows += 1;
      this.#writes.push({ sql, width: values.length, values: values.map(toInput) });
    },
    // Should it fail, whoever carries it out refuses the rest of the transaction, too.
    pass: () => void this.#carryOut('part').catch(() => undefined),
    // Nobody else writes.
    lockNames: async () => undefined,
  };

  /** What was committed last still is what this transaction sees. */
  get #isUntouched(): boolean {
    return this.#tell === null && this.#writes.length === 0;
  }

  #write<T extends object>(
    how: 'save' | 'insert',
    spec: TableSpec<T>,
    records: readonly T[],
  ): void {
    if (records.length === 0) return;
    const table = tableOf(spec);
    const values: Value[] = [];
    for (const record of records) table.valuesInto(values, record);
    this.#rows += records.length;
    this.#writes.push({ sql: writeSqlOf(table)[how], width: table.columns.length, values });
  }

  async #ask(sql: string, values: readonly Parameter[] = []): Promise<readonly Row[]> {
    return this.#carryOut({ sql, values: values.map(toInput) });
  }

  async commit(): Promise<void> {
    if (this.#isUntouched) return;
    await this.#carryOut('commit');
    this.#tell = null;
  }

  async #carryOut(next: Task['next']): Promise<readonly Row[]> {
    const writes = this.#writes;
    this.#writes = [];
    this.#tell ??= this.#deps.writerFor(this.#rows);
    return this.#tell({ writes, next });
  }

  /** Does nothing after the commit. */
  async rollBack(): Promise<void> {
    this.#writes = [];
    await this.#tell?.({ writes: [], next: 'rollback' }).catch(() => undefined);
    this.#tell = null;
  }
}
