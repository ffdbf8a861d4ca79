/** A session store that forgets at the end of the process. For tests and for links whose loss costs nothing. */
import type { StoredMessage } from '../src/session/session.ts';
import { readable } from '../src/wire/text.ts';
import { atRest, valueBytes } from './at-rest.ts';
import {
  MESSAGES_MAX,
  type Direction,
  type LoggedMessage,
  type MessageQuery,
  type SessionStore,
  type SessionWrite,
  type StoreBatch,
  type StoredSession,
} from './store.ts';

type Logged = Omit<LoggedMessage, 'text'> & { readonly bytes: Buffer };

interface Kept {
  nextOut: number;
  nextIn: number;
  startedMs: number | null;
  outgoing: Map<number, StoredMessage>;
}

export class MemorySessionStore<Change = never> implements SessionStore<Change> {
  readonly #sessions = new Map<string, Kept>();
  readonly #log: Logged[] = [];
  readonly #apply: (change: Change) => void;

  /** @param options - `apply` must change nothing when it throws */
  constructor(options: { readonly apply?: (change: Change) => void } = {}) {
    this.#apply = options.apply ?? (() => {});
  }

  async load(sessionId: string): Promise<StoredSession> {
    const { nextOut, nextIn, startedMs } = this.#session(sessionId);
    return { sessionId, nextOut, nextIn, startedMs };
  }

  async commit(batch: StoreBatch<Change>): Promise<void> {
    this.#commit(batch);
  }

  async outgoing(sessionId: string, fromSeq: number, toSeq: number) {
    const kept = this.#session(sessionId).outgoing;
    const found: StoredMessage[] = [];
    for (let seq = fromSeq; seq <= toSeq; seq += 1) {
      const message = kept.get(seq);
      if (message !== undefined) found.push(message);
    }
    return found;
  }

  async messages(query: MessageQuery): Promise<readonly LoggedMessage[]> {
    const found = this.#log.filter(
      (message) =>
        (query.sessionId === undefined || message.sessionId === query.sessionId) &&
        (query.direction === undefined || message.direction === query.direction) &&
        (query.msgType === undefined || message.msgType === query.msgType) &&
        (query.beforeId === undefined || message.id < query.beforeId) &&
        message.sendingTimeMs >= (query.fromMs ?? -Infinity) &&
        message.sendingTimeMs < (query.toMs ?? Infinity) &&
        (query.reference === undefined || message.bytes.includes(valueBytes(query.reference))),
    );
    const page = found.toReversed().slice(0, Math.min(query.limit ?? MESSAGES_MAX, MESSAGES_MAX));
    return page.map(({ bytes, ...message }) => ({ ...message, text: readable(bytes) }));
  }

  async close(): Promise<void> {}

  #session(sessionId: string): Kept {
    const kept = this.#sessions.get(sessionId) ?? {
      nextOut: 1,
      nextIn: 1,
      startedMs: null,
      outgoing: new Map(),
    };
    this.#sessions.set(sessionId, kept);
    return kept;
  }

  /** Everything that can fail comes before the first change. */
  #commit({ sessions, changes }: StoreBatch<Change>): void {
    this.#check(sessions);
    for (const change of changes) this.#apply(change);
    for (const write of sessions) this.#write(write);
  }

  #check(writes: readonly SessionWrite[]): void {
    const fresh = new Set<string>();
    for (const { sessionId, outgoing, reset } of writes) {
      if (reset) fresh.add(sessionId);
      const used = outgoing && this.#session(sessionId).outgoing.has(outgoing.seq);
      if (used && !fresh.has(sessionId)) throw new Error(`number ${outgoing.seq} is used already`);
    }
  }

  #write(write: SessionWrite): void {
    const kept = this.#session(write.sessionId);
    if (write.reset) kept.outgoing = new Map();
    if (write.outgoing) this.#logged(write.sessionId, 'OUT', write.outgoing);
    if (write.outgoing) {
      const { seq, msgType } = write.outgoing;
      kept.outgoing.set(seq, { ...write.outgoing, bytes: atRest(msgType, write.outgoing.bytes) });
    }
    if (write.incoming) this.#logged(write.sessionId, 'IN', write.incoming);
    kept.nextOut = write.nextOut ?? kept.nextOut;
    kept.nextIn = write.nextIn ?? kept.nextIn;
    kept.startedMs = write.startedMs ?? kept.startedMs;
  }

  #logged(sessionId: string, direction: Direction, message: StoredMessage): void {
    const bytes = atRest(message.msgType, message.bytes);
    this.#log.push({ ...message, bytes, id: this.#log.length + 1, sessionId, direction });
  }
}
