/** One transaction: what it writes is kept until the commit, or until a question has to see it. */
import type { Behind, Parameter, Reader, Writer } from '../driver.ts';
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
  /** Whether so many rows can be written behind a transaction that is still being committed. */
  readonly queues: (rows: number) => boolean;
}

export class Transaction {
  readonly #deps: TransactionDeps;
  readonly writer: Writer;
  #behind: Behind | null;
  #writes: Write[] = [];
  #rows = 0;
  /** `null` before anything was written. */
  #tell: Tell | null = null;

  /** @param behind - Nothing is asked and nothing committed before it is: what was written behind it is taken back if it fails. */
  constructor(deps: TransactionDeps, behind: Behind | null) {
    this.#deps = deps;
    this.#behind = behind;
    void behind?.committed.then(() => (this.#behind = null)).catch(() => undefined);
    this.writer = this.#writer();
  }

  #writer(): Writer {
    const behind = (): Behind | null => this.#behind;
    return {
      last: this.#deps.reader,
      get behind() {
        return behind();
      },
      rows: async (spec, rest, values) => {
        if (this.#seesWhatStands) return this.#deps.reader.rows(spec, rest, values);
        const table = tableOf(spec);
        return (await this.#ask(selectSql(table, rest), values)).map(table.record);
      },
      all: async (sql, values) =>
        this.#seesWhatStands && sql.startsWith('SELECT')
          ? this.#deps.reader.all(sql, values)
          : this.#ask(sql, values),
      save: async (spec, records) => this.#write('save', spec, records),
      insert: async (spec, records) => this.#write('insert', spec, records),
      run: async (sql, values = []) => {
        this.#rows += 1;
        this.#writes.push({ sql, width: values.length, values: values.map(toInput) });
      },
      pass: () => this.#pass(),
      // Nobody else writes.
      lockNames: async () => undefined,
    };
  }

  get #isUntouched(): boolean {
    return this.#tell === null && this.#writes.length === 0;
  }

  /** What was committed last is what this transaction sees. */
  get #seesWhatStands(): boolean {
    return this.#isUntouched && this.#behind === null;
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

  /** Should it fail, whoever carries it out refuses the rest of the transaction, too. */
  #pass(): void {
    const canBegin = this.#behind === null || this.#deps.queues(this.#rows);
    if (canBegin) void this.#carryOut('part').catch(() => undefined);
  }

  async #ask(sql: string, values: readonly Parameter[] = []): Promise<readonly Row[]> {
    await this.#behind?.committed;
    return this.#carryOut({ sql, values: values.map(toInput) });
  }

  /** When nothing is behind it any more. */
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
