/**
 * A DuckDB file from the service's side. Nothing of DuckDB is loaded before it is first needed, and then in a thread of its
 * own: loading it takes longer than an order may wait. A thread that dies is started again by whoever asks next.
 */
import { Worker } from 'node:worker_threads';
import type { Logger } from '../log/logger.ts';
import type { Cell, DuckAnswer, DuckRow, DuckStart, DuckWork } from './messages.ts';

export interface DuckFileOptions extends DuckStart {
  readonly onSetAside?: () => void;
  readonly log: Logger;
}

interface Waiting {
  readonly resolve: (rows: readonly DuckRow[]) => void;
  readonly reject: (error: Error) => void;
}

/** What leaves us to the thread's file by then is left to the file's own log. */
const CLOSE_WAIT_MS = 2_000;

export class DuckFile {
  readonly #options: DuckFileOptions;
  #thread: Worker | null = null;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(options: DuckFileOptions) {
    this.#options = options;
  }

  /** All of the rows or none; resolves when they are on disk. */
  async append(table: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    await this.#ask({ kind: 'append', table, rows });
  }

  async ask(sql: string, params: readonly Cell[] = []): Promise<readonly DuckRow[]> {
    return this.#ask({ kind: 'ask', sql, params });
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    if (thread === null) return;
    let late: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#ask({ kind: 'close' }).catch(() => undefined),
      new Promise((resolve) => {
        late = setTimeout(resolve, CLOSE_WAIT_MS);
      }),
    ]);
    clearTimeout(late);
    this.#thread = null;
    await thread.terminate();
  }

  async #ask(work: DuckWork): Promise<readonly DuckRow[]> {
    this.#thread ??= this.#start();
    const thread = this.#thread;
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      // A process waits for its answers, and for nothing else of the thread.
      if (this.#waiting.size === 0) thread.ref();
      this.#waiting.set(id, { resolve, reject });
      thread.postMessage({ id, ...work });
    });
  }

  #start(): Worker {
    const { file, schema, log } = this.#options;
    const workerData: DuckStart = { file, schema };
    const thread = new Worker(new URL('duck-thread.ts', import.meta.url), { workerData });
    thread.unref();
    thread.on('message', (answer: DuckAnswer) => this.#hear(answer));
    thread.on('error', (error) => log.error({ err: error }, 'duckdb thread failed'));
    thread.on('exit', () => this.#onExit(thread));
    return thread;
  }

  #hear(answer: DuckAnswer): void {
    if (answer.kind === 'set-aside') {
      const { as, reason } = answer;
      this.#options.onSetAside?.();
      this.#options.log.warn({ as, reason }, 'duckdb file set aside and replaced');
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#thread?.unref();
    if (answer.kind === 'done') waiting?.resolve(answer.rows);
    else waiting?.reject(new Error(answer.reason));
  }

  #onExit(thread: Worker): void {
    if (this.#thread === thread) this.#thread = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Error('the duckdb thread has ended'));
  }
}
