/** What an application gives a session, and what it gets: the types both runners share. */
import type { AppMessage } from '../src/messages/app-message.ts';
import type { SendableMessage } from '../src/messages/outgoing.ts';
import type { NumberReset } from '../src/session/number-reset.ts';
import type { RawMessage } from '../src/wire/raw-message.ts';
import type { SessionStatus } from '../src/session/status.ts';

export interface SessionInfo {
  readonly id: string;
  readonly role: 'initiator' | 'acceptor';
  readonly senderCompId: string;
  readonly targetCompId: string;
  readonly status: SessionStatus;
  readonly nextOut: number;
  readonly nextIn: number;
  /** Epoch ms of the last completed logon in this process, or null. */
  readonly lastConnectedAt: number | null;
  /** Why the last link ended, or null while nothing went wrong. */
  readonly lastError: string | null;
}

/** A message whose body is encoded already, without header and trailer. */
export interface RawReply {
  readonly msgType: string;
  readonly body: string;
}

/** What a received message leads to. */
export interface Reaction<Change> {
  /** Committed in the same transaction as the incoming number. */
  readonly changes?: readonly Change[];
  /** Numbered and stored in that same transaction, then written. */
  readonly replies?: readonly SendableMessage[];
  /** As `replies`, behind them, for messages that have no typed form. */
  readonly rawReplies?: readonly RawReply[];
  /** Runs once, after the commit and after the replies were written. */
  readonly afterCommit?: () => void;
}

export interface SessionApplication<Change> {
  /**
   * What this message changes. Synchronous, and without side effects of its own: when the commit fails, the message is
   * received and offered again. A throw ends the link and leaves the message uncounted.
   */
  onMessage(message: AppMessage, session: SessionInfo): Reaction<Change>;
  /**
   * With this the application gets every application message as it came, of whatever type, and `onMessage` none. The
   * same rules hold.
   */
  onRawMessage?(raw: RawMessage, session: SessionInfo): Reaction<Change>;
  /** Every change of status. */
  onStatus?(session: SessionInfo): void;
  /** Our own orders that the counterparty asked for again and that were gap-filled: it never had them. */
  onGapFilled?(
    clOrdIds: readonly string[],
    session: SessionInfo,
  ): { readonly changes?: readonly Change[] };
  /** The counterparty has answered a Logon(A) with which both numbers start again; the changes are committed with that. */
  onResetAgreed?(session: SessionInfo): { readonly changes?: readonly Change[] };
  /** The numbers are about to be set by hand; the changes, an audit record for example, are committed with them. */
  onNumbersSet?(reset: NumbersSet, session: SessionInfo): { readonly changes?: readonly Change[] };
}

export interface NumbersSet extends NumberReset {
  /** Who has set them. */
  readonly by: string;
  /** Epoch ms. */
  readonly atMs: number;
}

export interface Clock {
  /** Epoch ms. */
  now(): number;
}

type Write = (fields: Record<string, unknown>, message: string) => void;

export interface Log {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
