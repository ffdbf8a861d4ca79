/**
 * Where sessions keep their numbers and messages: the port, and the words it is written in.
 *
 * A commit is one atomic and durable step. The application's own changes ride in it, so that a number and its effect are
 * both there after a crash or neither is.
 */
import type { StoredMessage } from '../src/session/session.ts';

/** One write of one session. Writes of a batch are applied in order. */
export interface SessionWrite {
  readonly sessionId: string;
  readonly nextOut?: number;
  readonly nextIn?: number;
  /** The numbers start again: what was sent before is kept to be read, but never loaded for a resend. */
  readonly reset?: true;
  /** When this count of numbers began, epoch ms. */
  readonly startedMs?: number;
  readonly outgoing?: StoredMessage;
  readonly incoming?: StoredMessage;
}

export interface StoreBatch<Change> {
  readonly sessions: readonly SessionWrite[];
  /** The application's own rows. */
  readonly changes: readonly Change[];
}

export interface StoredSession {
  readonly sessionId: string;
  readonly nextOut: number;
  readonly nextIn: number;
  /** When this count of numbers began, epoch ms; null when nobody has said. */
  readonly startedMs: number | null;
}

export type Direction = 'IN' | 'OUT';

/** A message as a person may read it. */
export interface LoggedMessage {
  readonly id: number;
  readonly sessionId: string;
  readonly direction: Direction;
  readonly seq: number;
  readonly msgType: string;
  readonly sendingTimeMs: number;
  /** `|` for the delimiter, secrets masked. */
  readonly text: string;
}

export interface MessageQuery {
  readonly sessionId?: string | undefined;
  readonly direction?: Direction | undefined;
  readonly msgType?: string | undefined;
  /** SendingTime(52) from this on, epoch ms. */
  readonly fromMs?: number | undefined;
  /** SendingTime(52) before this, epoch ms. */
  readonly toMs?: number | undefined;
  /** The whole value of some field: a ClOrdID(11), an OrderID(37), a symbol. */
  readonly reference?: string | undefined;
  /** Only older messages than this id: the cursor of the next page. */
  readonly beforeId?: number | undefined;
  /** At most 1000, which is also the default. */
  readonly limit?: number | undefined;
}

/** What is kept of the messages when a store is tidied up. */
export interface Retention {
  /** Older messages are forgotten, by their SendingTime(52), epoch ms. */
  readonly sinceMs: number;
  /** Of all messages, at most the latest so many are kept. */
  readonly messagesMax: number;
  /** Keep whatever the counterparty may still ask for again: everything sent since the numbers last started. */
  readonly keepForResend: boolean;
}

export const MESSAGES_MAX = 1000;

export interface SessionStore<Change> {
  /** A session that was never stored starts with both numbers at 1. */
  load(sessionId: string): Promise<StoredSession>;
  /**
   * Resolves once everything in the batch is durable; when it rejects or throws, nothing of it is. A store that is done
   * when it returns gives no promise, and nobody waits for one.
   */
  commit(batch: StoreBatch<Change>): Promise<void> | void;
  /** Sent messages since the last reset, in order, both ends included. Numbers may be missing. */
  outgoing(sessionId: string, fromSeq: number, toSeq: number): Promise<readonly StoredMessage[]>;
  /** The latest messages first. */
  messages(query: MessageQuery): Promise<readonly LoggedMessage[]>;
  close(): Promise<void>;
}
