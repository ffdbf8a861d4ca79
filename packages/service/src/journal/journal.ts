/**
 * The error journal of one service: every error that leaves it, in a DuckDB file of its own, to be searched. It is a copy
 * for people who look for something: it is written behind the answers, in batches, from a queue that has an end, and
 * whatever happens to it happens to it alone.
 */
import { setTimeout } from 'node:timers/promises';
import type { AppError, Redact } from '@faultline/errors';
import type { DuckFile } from '../duckdb/duck-file.ts';
import { newErrorId } from '../ids.ts';
import type { Logger } from '../log/logger.ts';
import type { FailedCall } from '../procedures/settle.ts';
import {
  cellsOf,
  entryOf,
  entryOfRow,
  ERRORS_TABLE,
  type Failure,
  type JournalEntry,
} from './entry.ts';
import {
  countOfRow,
  entryQuestion,
  forgetQuestion,
  type JournalCount,
  type JournalSearch,
  type JournalStats,
  type Question,
  searchQuestion,
  statsQuestion,
} from './questions.ts';

export interface JournalOptions {
  readonly service: string;
  readonly file: Pick<DuckFile, 'append' | 'ask' | 'close'>;
  readonly redact: Redact;
  /** How long an entry is kept, milliseconds. */
  readonly retentionMs: number;
  readonly onDropped: (count: number) => void;
  readonly onWritten: (count: number) => void;
  readonly log: Logger;
  readonly now: () => number;
}

const QUEUE_MAX = 1_000;
const BATCH_WAIT_MS = 1_000;
const CLOSE_WAIT_MS = 3_000;
const FORGET_EVERY_MS = 3_600_000;
/** A disk that is full says so on every batch. */
const SAY_EVERY_MS = 60_000;

export class ErrorJournal {
  readonly #options: JournalOptions;
  #queue: Failure[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** Entries handed over and not yet on disk. */
  #underWay = 0;
  #forgotAtMs = -Infinity;
  #saidAtMs = -Infinity;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Never throws and never waits. What finds the queue full is counted and gone. */
  record(
    error: AppError,
    call: Pick<FailedCall, 'procedure' | 'requestId' | 'caller'>,
    orderId?: string,
  ): void {
    const { now, onDropped } = this.#options;
    if (this.#queue.length + this.#underWay >= QUEUE_MAX) return onDropped(1);
    const { procedure, requestId, caller } = call;
    const userId = caller?.kind === 'user' ? caller.userId : null;
    this.#queue.push({ error, procedure, requestId, userId, orderId, atMs: now() });
    this.#timer ??= globalThis.setTimeout(() => void this.flush(), BATCH_WAIT_MS).unref();
  }

  /** Resolves when all that was recorded before is on disk, or given up. Never rejects. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#queue;
    this.#queue = [];
    this.#underWay += batch.length;
    this.#writing = this.#writing.then(async () => this.#write(batch));
    await this.#writing;
  }

  async search(wanted: JournalSearch): Promise<readonly JournalEntry[]> {
    return (await this.#ask(searchQuestion(wanted))).map(entryOfRow);
  }

  async get(id: string): Promise<JournalEntry | null> {
    const [row] = await this.#ask(entryQuestion(id));
    return row === undefined ? null : entryOfRow(row);
  }

  async stats(wanted: JournalStats): Promise<readonly JournalCount[]> {
    return (await this.#ask(statsQuestion(wanted))).map(countOfRow);
  }

  /** A disk that hangs holds nobody back. */
  async close(): Promise<void> {
    await Promise.race([this.flush(), setTimeout(CLOSE_WAIT_MS, undefined, { ref: false })]);
    await this.#options.file.close();
  }

  /** What was recorded a moment ago is to be found, too. */
  async #ask({ sql, params }: Question) {
    await this.flush();
    return this.#options.file.ask(sql, params);
  }

  async #write(batch: readonly Failure[]): Promise<void> {
    if (batch.length === 0) return;
    const { file, service, redact, onDropped, onWritten } = this.#options;
    const writing = { service, redact, newId: newErrorId };
    try {
      const rows = batch.map((failure) => cellsOf(entryOf(failure, writing)));
      await file.append(ERRORS_TABLE, rows);
      onWritten(batch.length);
    } catch (error) {
      onDropped(batch.length);
      this.#say(error);
    } finally {
      this.#underWay -= batch.length;
    }
    await this.#forget().catch((error: unknown) => this.#say(error));
  }

  async #forget(): Promise<void> {
    const { file, retentionMs, now } = this.#options;
    const nowMs = now();
    if (nowMs - this.#forgotAtMs < FORGET_EVERY_MS) return;
    this.#forgotAtMs = nowMs;
    const { sql, params } = forgetQuestion(nowMs - retentionMs);
    await file.ask(sql, params);
  }

  #say(error: unknown): void {
    const nowMs = this.#options.now();
    if (nowMs - this.#saidAtMs < SAY_EVERY_MS) return;
    this.#saidAtMs = nowMs;
    this.#options.log.warn({ err: error }, 'error journal not written');
  }
}
