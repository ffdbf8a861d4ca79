/**
 * A session store in a SQLite file that it may share with the tables of its service. Every batch is durable against the
 * loss of power before its promise resolves.
 */
import type { DatabaseSync } from 'node:sqlite';
import { valueBytes } from './at-rest.ts';
import { GroupCommit } from './group-commit.ts';
import { loggedMessage, storedMessage } from './message-records.ts';
import { MessageRows } from './message-rows.ts';
import { prepareStatements, type Statements } from './sqlite-schema.ts';
import {
  MESSAGES_MAX,
  type LoggedMessage,
  type MessageQuery,
  type Retention,
  type SessionStore,
  type SessionWrite,
  type StoreBatch,
  type StoredSession,
} from './store.ts';

export interface SqliteSessionStoreOptions<Change> {
  /** Open already. Whoever opened it closes it, after the store. Set to WAL and synchronous=FULL here. */
  readonly database: DatabaseSync;
  /** Writes one of the application's changes; called inside the transaction. A throw rolls the batch back. */
  readonly apply?: (change: Change) => void;
  /** Heartbeats and market data further back than this many messages are forgotten. */
  readonly keepTransient?: number;
}

const KEEP_TRANSIENT = 20_000;
const COMMITS_BETWEEN_PRUNES = 1024;

interface Numbers {
  epoch: number;
  nextOut: number;
  nextIn: number;
}

export class SqliteSessionStore<Change = never> implements SessionStore<Change> {
  readonly #database: DatabaseSync;
  readonly #apply: (change: Change) => void;
  readonly #keepTransient: number;
  readonly #statements: Statements;
  readonly #rows: MessageRows;
  readonly #group = new GroupCommit<StoreBatch<Change>>((batches) => this.#commit(batches));
  #commits = 0;

  constructor(options: SqliteSessionStoreOptions<Change>) {
    this.#database = options.database;
    this.#apply = options.apply ?? (() => {});
    this.#keepTransient = options.keepTransient ?? KEEP_TRANSIENT;
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.#statements = prepareStatements(this.#database);
    this.#rows = new MessageRows(this.#statements);
  }

  async load(sessionId: string): Promise<StoredSession> {
    const { nextOut, nextIn } = this.#numbers(sessionId);
    const started = this.#statements.started.get(sessionId);
    return {
      sessionId,
      nextOut,
      nextIn,
      startedMs: started === undefined ? null : Number(started.started_ms),
    };
  }

  commit(batch: StoreBatch<Change>): Promise<void> {
    return this.#group.add(batch);
  }

  async outgoing(sessionId: string, fromSeq: number, toSeq: number) {
    return this.#statements.outgoing.all(sessionId, fromSeq, toSeq).map(storedMessage);
  }

  async messages(query: MessageQuery): Promise<readonly LoggedMessage[]> {
    return this.#statements.messages
      .all(
        query.sessionId ?? null,
        query.direction ?? null,
        query.msgType ?? null,
        query.beforeId ?? null,
        query.fromMs ?? null,
        query.toMs ?? null,
        query.reference === undefined ? null : valueBytes(query.reference),
        Math.min(query.limit ?? MESSAGES_MAX, MESSAGES_MAX),
      )
      .map(loggedMessage);
  }

  /** Forgets what need not be kept. @returns how many messages */
  prune({ sinceMs, messagesMax, keepForResend }: Retention): number {
    const keep = keepForResend ? 1 : 0;
    return Number(this.#statements.retain.run(Math.trunc(sinceMs), messagesMax, keep).changes);
  }

  async close(): Promise<void> {
    this.#group.flush();
  }

  #commit(batches: readonly StoreBatch<Change>[]): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const batch of batches) this.#write(batch);
      this.#rows.flush();
      this.#commits += 1;
      if (this.#commits % COMMITS_BETWEEN_PRUNES === 0) {
        this.#statements.prune.run(this.#keepTransient);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rows.clear();
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #write({ sessions, changes }: StoreBatch<Change>): void {
    const touched = new Map<string, Numbers>();
    for (const write of sessions) {
      const numbers = touched.get(write.sessionId) ?? this.#numbers(write.sessionId);
      touched.set(write.sessionId, numbers);
      this.#writeSession(write, numbers);
    }
    for (const [sessionId, { epoch, nextOut, nextIn }] of touched) {
      this.#statements.save.run(sessionId, epoch, nextOut, nextIn);
    }
    for (const change of changes) this.#apply(change);
  }

  #writeSession(write: SessionWrite, numbers: Numbers): void {
    if (write.reset) numbers.epoch += 1;
    numbers.nextOut = write.nextOut ?? numbers.nextOut;
    numbers.nextIn = write.nextIn ?? numbers.nextIn;
    if (write.startedMs !== undefined) {
      this.#statements.start.run(write.sessionId, Math.trunc(write.startedMs));
    }
    const of = { sessionId: write.sessionId, epoch: numbers.epoch };
    if (write.outgoing) this.#rows.add(of, 'OUT', write.outgoing);
    if (write.incoming) this.#rows.add(of, 'IN', write.incoming);
  }

  #numbers(sessionId: string): Numbers {
    const row = this.#statements.load.get(sessionId);
    if (row === undefined) return { epoch: 1, nextOut: 1, nextIn: 1 };
    return { epoch: Number(row.epoch), nextOut: Number(row.next_out), nextIn: Number(row.next_in) };
  }
}
