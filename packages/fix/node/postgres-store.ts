/**
 * A session store in PostgreSQL, for a service that keeps its own tables there. The transactions are those of the
 * service: it knows how a connection is opened, who may write, and what to do when one breaks in the middle of a commit.
 *
 * Everything that one turn of the event loop commits is one transaction, and one is under way at a time.
 */
import { valueBytes } from './at-rest.ts';
import { loggedMessage, storedMessage, type Row } from './message-records.ts';
import { INSERT, LOAD, MESSAGES, OUTGOING, PRUNE, SAVE } from './postgres-schema.ts';
import { MessageBatch, type Numbers } from './postgres-batch.ts';
import { QueuedCommit } from './queued-commit.ts';
import {
  MESSAGES_MAX,
  type LoggedMessage,
  type MessageQuery,
  type SessionStore,
  type StoreBatch,
  type StoredSession,
} from './store.ts';

type Parameter = string | number | null | readonly string[];

/** Puts one question to the database, with `$1`, `$2`, … for its values. */
export type Ask = (sql: string, values: readonly Parameter[]) => Promise<readonly Row[]>;

export interface PostgresTransactions {
  /** Resolves once what `work` wrote is durable; when it rejects, nothing of it is. */
  readonly write: (work: (ask: Ask) => Promise<void>) => Promise<void>;
  /** Sees what is committed. */
  readonly read: Ask;
}

export interface PostgresSessionStoreOptions<Change> {
  readonly transactions: PostgresTransactions;
  /** Writes the application's changes of one transaction, in order. A rejection rolls it back. */
  readonly apply?: (changes: readonly Change[], ask: Ask) => Promise<void>;
  /** Heartbeats and market data further back than this many messages are forgotten. */
  readonly keepTransient?: number;
}

const KEEP_TRANSIENT = 20_000;
const COMMITS_BETWEEN_PRUNES = 1024;

export class PostgresSessionStore<Change = never> implements SessionStore<Change> {
  readonly #transactions: PostgresTransactions;
  readonly #apply: (changes: readonly Change[], ask: Ask) => Promise<void>;
  readonly #keepTransient: number;
  readonly #queue = new QueuedCommit<StoreBatch<Change>>(async (group) => this.#commit(group));
  #commits = 0;

  constructor(options: PostgresSessionStoreOptions<Change>) {
    this.#transactions = options.transactions;
    this.#apply = options.apply ?? (async () => {});
    this.#keepTransient = options.keepTransient ?? KEEP_TRANSIENT;
  }

  async load(sessionId: string): Promise<StoredSession> {
    const [found] = await numbersOf([sessionId], this.#transactions.read);
    const { nextOut = 1, nextIn = 1, startedMs = null } = found ?? {};
    return { sessionId, nextOut, nextIn, startedMs };
  }

  commit(batch: StoreBatch<Change>): Promise<void> {
    return this.#queue.add(batch);
  }

  async outgoing(sessionId: string, fromSeq: number, toSeq: number) {
    const rows = await this.#transactions.read(OUTGOING, [sessionId, fromSeq, toSeq]);
    return rows.map(storedMessage);
  }

  async messages(query: MessageQuery): Promise<readonly LoggedMessage[]> {
    const { reference, limit = MESSAGES_MAX } = query;
    const rows = await this.#transactions.read(MESSAGES, [
      query.sessionId ?? null,
      query.direction ?? null,
      query.msgType ?? null,
      query.beforeId ?? null,
      query.fromMs ?? null,
      query.toMs ?? null,
      reference === undefined ? null : valueBytes(reference).toString('hex'),
      Math.min(limit, MESSAGES_MAX),
    ]);
    return rows.map(loggedMessage);
  }

  async close(): Promise<void> {
    await this.#queue.settled();
  }

  async #commit(group: readonly StoreBatch<Change>[]): Promise<void> {
    const changes = group.flatMap((batch) => batch.changes);
    await this.#transactions.write(async (ask) => {
      const applied = changes.length > 0 ? this.#apply(changes, ask) : Promise.resolve();
      await together([this.#writeSessions(group, ask), applied, this.#prune(ask)]);
    });
  }

  async #writeSessions(group: readonly StoreBatch<Change>[], ask: Ask): Promise<void> {
    const writes = group.flatMap(({ sessions }) => sessions);
    if (writes.length === 0) return;
    const ids = [...new Set(writes.map(({ sessionId }) => sessionId))];
    const batch = new MessageBatch(await numbersOf(ids, ask));
    for (const write of writes) batch.add(write);
    const { sessions, messages } = batch;
    const saved = ask(SAVE, [JSON.stringify(sessions)]);
    if (messages.length > 0) await Promise.all([saved, ask(INSERT, [JSON.stringify(messages)])]);
    else await saved;
  }

  async #prune(ask: Ask): Promise<void> {
    this.#commits += 1;
    if (this.#commits % COMMITS_BETWEEN_PRUNES === 0) await ask(PRUNE, [this.#keepTransient]);
  }
}

/** Nothing is asked any more once this is over, also when a part fails: it would be outside of the transaction. */
async function together(parts: readonly Promise<void>[]): Promise<void> {
  for (const part of await Promise.allSettled(parts)) {
    if (part.status === 'rejected') throw part.reason;
  }
}

async function numbersOf(sessionIds: readonly string[], ask: Ask): Promise<readonly Numbers[]> {
  const rows = await ask(LOAD, [sessionIds]);
  return rows.map((row) => ({
    sessionId: String(row.session_id),
    epoch: Number(row.epoch),
    nextOut: Number(row.next_out),
    nextIn: Number(row.next_in),
    startedMs: row.started_ms === null ? null : Number(row.started_ms),
  }));
}
