/** A session store that forgets at the end of the process. For tests and for links whose loss costs nothing. */
import type { StoredMessage } from '../src/session/session.ts';
import { readable } from '../src/wire/text.ts';
import { atRest, valueBytes } from './at-rest.ts';
import { RecentMessages } from './recent-messages.ts';
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

interface Logged {
  readonly id: number;
  readonly sessionId: string;
  readonly direction: Direction;
  readonly message: StoredMessage;
}

interface Kept {
  nextOut: number;
  nextIn: number;
  startedMs: number | null;
  outgoing: RecentMessages;
}

export interface MemorySessionStoreOptions<Change> {
  /** Must change nothing when it throws. */
  readonly apply?: (change: Change) => void;
  /** Sent messages of each session, and logged messages of all, that are kept; older ones are forgotten. */
  readonly keepMessages?: number;
}

const KEEP_MESSAGES = 20_000;

export class MemorySessionStore<Change = never> implements SessionStore<Change> {
  readonly #sessions = new Map<string, Kept>();
  /** Used over and over: the latest takes the place of the oldest. */
  readonly #log: Logged[] = [];
  readonly #apply: (change: Change) => void;
  readonly #keepMessages: number;
  #logged = 0;

  constructor(options: MemorySessionStoreOptions<Change> = {}) {
    this.#apply = options.apply ?? (() => {});
    this.#keepMessages = options.keepMessages ?? KEEP_MESSAGES;
  }

  async load(sessionId: string): Promise<StoredSession> {
    const { nextOut, nextIn, startedMs } = this.#session(sessionId);
    return { sessionId, nextOut, nextIn, startedMs };
  }

  /** Everything that can fail comes before the first change. */
  commit({ sessions, changes }: StoreBatch<Change>): void {
    this.#check(sessions);
    for (const change of changes) this.#apply(change);
    for (const write of sessions) this.#write(write);
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
      ({ id, sessionId, direction, message }) =>
        (query.sessionId === undefined || sessionId === query.sessionId) &&
        (query.direction === undefined || direction === query.direction) &&
        (query.msgType === undefined || message.msgType === query.msgType) &&
        (query.beforeId === undefined || id < query.beforeId) &&
        message.sendingTimeMs >= (query.fromMs ?? -Infinity) &&
        message.sendingTimeMs < (query.toMs ?? Infinity) &&
        (query.reference === undefined || message.bytes.includes(valueBytes(query.reference))),
    );
    const latest = found.toSorted((a, b) => b.id - a.id);
    const page = latest.slice(0, Math.min(query.limit ?? MESSAGES_MAX, MESSAGES_MAX));
    return page.map(({ message: { bytes, ...message }, ...logged }) => ({
      ...logged,
      ...message,
      text: readable(bytes),
    }));
  }

  async close(): Promise<void> {}

  #session(sessionId: string): Kept {
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known;
    const outgoing = new RecentMessages(this.#keepMessages);
    const kept = { nextOut: 1, nextIn: 1, startedMs: null, outgoing };
    this.#sessions.set(sessionId, kept);
    return kept;
  }

  #check(writes: readonly SessionWrite[]): void {
    const fresh: string[] = [];
    for (const { sessionId, outgoing, reset } of writes) {
      if (reset) fresh.push(sessionId);
      const used = outgoing && this.#session(sessionId).outgoing.get(outgoing.seq) !== undefined;
      if (used && !fresh.includes(sessionId))
        throw new Error(`number ${outgoing.seq} is used already`);
    }
  }

  #write(write: SessionWrite): void {
    const { sessionId, reset, outgoing, incoming } = write;
    const kept = this.#session(sessionId);
    if (reset) kept.outgoing = new RecentMessages(this.#keepMessages);
    if (outgoing) {
      const message = withoutSecrets(outgoing);
      kept.outgoing.set(message);
      this.#note(sessionId, 'OUT', message);
    }
    if (incoming) this.#note(sessionId, 'IN', withoutSecrets(incoming));
    kept.nextOut = write.nextOut ?? kept.nextOut;
    kept.nextIn = write.nextIn ?? kept.nextIn;
    kept.startedMs = write.startedMs ?? kept.startedMs;
  }

  #note(sessionId: string, direction: Direction, message: StoredMessage): void {
    this.#logged += 1;
    this.#log[this.#logged % this.#keepMessages] = {
      id: this.#logged,
      sessionId,
      direction,
      message,
    };
  }
}

function withoutSecrets(message: StoredMessage): StoredMessage {
  const bytes = atRest(message.msgType, message.bytes);
  return bytes === message.bytes ? message : { ...message, bytes };
}
