/**
 * The history of MT5 account states, in the service's DuckDB file: a copy for questions. What is appended and what is taken
 * away happens in the order in which it was asked for, a second later, and nobody waits for it.
 */
import type { DuckFile, Logger } from '@faultline/service';
import type { Mt5History, Mt5StateRow } from '../../mt5/ports.ts';

const TABLE = 'mt5_account_state';

/** In the order of the table's columns. */
const COLUMNS = [
  ['instance_id', 'VARCHAR', 'instanceId'],
  ['at_ms', 'BIGINT', 'atMs'],
  ['server', 'VARCHAR', 'server'],
  ['status', 'VARCHAR', 'status'],
  ['connection_state', 'VARCHAR', 'connectionState'],
  ['error_space', 'VARCHAR', 'errorSpace'],
  ['last_error_code', 'BIGINT', 'lastErrorCode'],
  ['login_failure_reason', 'VARCHAR', 'loginFailureReason'],
  ['login_attempt_count', 'BIGINT', 'loginAttemptCount'],
  ['next_retry_at_ms', 'BIGINT', 'nextRetryAtMs'],
] as const satisfies readonly (readonly [string, 'VARCHAR' | 'BIGINT', keyof Mt5StateRow])[];

export const MT5_HISTORY_SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS ${TABLE} (${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')})`,
  `SELECT ${COLUMNS.map(([name]) => name).join(', ')} FROM ${TABLE} LIMIT 0`,
];

export interface Mt5HistoryDeps {
  readonly file: Pick<DuckFile, 'append' | 'ask'>;
  readonly retentionMs: number;
  readonly onDropped: (count: number) => void;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const QUEUE_MAX = 1_000;
const BATCH_WAIT_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;
/** What could not be taken away is tried again so soon. */
const RETRY_MS = 30_000;

export class DuckMt5History implements Mt5History {
  readonly #deps: Mt5HistoryDeps;
  #rows: Mt5StateRow[] = [];
  readonly #removed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #forgotAtMs = -Infinity;

  constructor(deps: Mt5HistoryDeps) {
    this.#deps = deps;
  }

  append(row: Mt5StateRow): void {
    if (this.#rows.length >= QUEUE_MAX) return this.#deps.onDropped(1);
    this.#rows.push(row);
    this.#wake(BATCH_WAIT_MS);
  }

  remove(instanceId: string): void {
    this.#rows = this.#rows.filter((row) => row.instanceId !== instanceId);
    this.#removed.add(instanceId);
    this.#wake(BATCH_WAIT_MS);
  }

  /** Resolves when all that was asked for before has been tried. Never rejects. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(async () => this.#write());
    await this.#writing;
  }

  #wake(waitMs: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), waitMs).unref();
  }

  async #write(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    for (const instanceId of this.#removed) await this.#remove(instanceId);
    if (rows.length === 0) return;
    const { file, onDropped, log } = this.#deps;
    try {
      await file.append(
        TABLE,
        rows.map((row) => COLUMNS.map(([, , field]) => row[field])),
      );
      await this.#forget();
    } catch (error) {
      onDropped(rows.length);
      log.warn({ err: error }, 'mt5 history not written');
    }
  }

  async #remove(instanceId: string): Promise<void> {
    const { file, log } = this.#deps;
    try {
      await file.ask(`DELETE FROM ${TABLE} WHERE instance_id = ?`, [instanceId]);
      // Out of the file, too, and not only out of sight.
      await file.ask('CHECKPOINT');
      this.#removed.delete(instanceId);
    } catch (error) {
      log.warn({ err: error }, 'mt5 history not removed');
      this.#wake(RETRY_MS);
    }
  }

  async #forget(): Promise<void> {
    const { file, retentionMs, now } = this.#deps;
    const nowMs = now();
    if (nowMs - this.#forgotAtMs < FORGET_EVERY_MS) return;
    this.#forgotAtMs = nowMs;
    await file.ask(`DELETE FROM ${TABLE} WHERE at_ms < ?`, [nowMs - retentionMs]);
  }
}
