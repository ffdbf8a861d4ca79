/**
 * The vocabulary of a FIX session: its configuration, its states, what happens to it and what it asks for.
 *
 * The machine holds no socket, clock or store. Every event carries the time; every effect is data that a runner carries
 * out in order, the `persist-*` effects durably before any `write`.
 */
import type { Dictionary } from '../dictionary/dictionary.ts';
import type { ValidationRules } from '../dictionary/validate.ts';
import type { AppMessage } from '../messages/app-message.ts';
import type { RawMessage } from '../wire/raw-message.ts';

/** What is checked of a received message. Each check can be turned off for a counterparty that breaks it. */
export interface SessionValidation extends ValidationRules {
  /** SendingTime(52) must be near this side's clock. */
  readonly latency: boolean;
  /** SenderCompID(49) and TargetCompID(56) must be those of the session. */
  readonly compIds: boolean;
}

export interface SessionConfig {
  /** Names the session in the store and to people. */
  readonly id: string;
  readonly role: 'initiator' | 'acceptor';
  readonly dictionary: Dictionary;
  readonly validation: SessionValidation;
  /** Deliver application messages as they came instead of in their typed form, whatever their type. */
  readonly deliverRaw: boolean;
  readonly senderCompId: string;
  readonly targetCompId: string;
  /** HeartBtInt(108) that an initiator asks for; 0 means no heartbeats. An acceptor takes the initiator's. */
  readonly heartBtIntSec: number;
  readonly logonTimeoutMs: number;
  readonly logoutTimeoutMs: number;
  /** How far SendingTime(52) may be from this side's clock. */
  readonly sendingTimeToleranceMs: number;
  /** Start both numbers from 1 at each logon. */
  readonly resetOnLogon: boolean;
  /** Start both numbers from 1 once both sides have said goodbye. */
  readonly resetOnLogout: boolean;
  /** Start both numbers from 1 whenever the link is gone. */
  readonly resetOnDisconnect: boolean;
  /** Say in Logon(A) what is expected next, NextExpectedMsgSeqNum(789), and resend unasked what the other side lacks. */
  readonly nextExpectedMsgSeqNum: boolean;
  /** The most numbers that one ResendRequest(2) asks for; 0 asks for everything at once. */
  readonly resendChunkSize: number;
  /** What garbled input gets. FIX says nothing at all; some counterparties want to hear of it. */
  readonly onGarbled: 'ignore' | 'reject' | 'logout';
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /**
   * A NewOrderSingle(D) up to this age is sent again when the counterparty asks for it; an older one is gap-filled.
   * 0, the default, never sends an order again: its price has passed.
   */
  readonly orderResendMaxAgeMs: number;
}

/** One sent message as it was stored. */
export interface StoredMessage {
  readonly seq: number;
  readonly msgType: string;
  readonly sendingTimeMs: number;
  readonly bytes: Buffer;
}

/** Why a session is without a link. `SEQUENCE_ERROR` needs an operator. */
export type Fault = 'SEQUENCE_ERROR' | 'LOGON_REFUSED';

interface Numbers {
  readonly config: SessionConfig;
  /** The number that the next sent message gets. */
  readonly nextOut: number;
  /** The number that the next received message must have. */
  readonly nextIn: number;
}

export interface Disconnected extends Numbers {
  readonly kind: 'disconnected';
  readonly reason: string;
  readonly fault: Fault | null;
}

/** What every state with a link carries. Times are epoch ms. */
export interface Link extends Numbers {
  /** In force on this link. */
  readonly heartBtIntSec: number;
  readonly lastSentMs: number;
  readonly lastHeardMs: number;
  readonly replay: Replay | null;
}

/** A resend under way. New messages are numbered and stored meanwhile, but wait in `held` so as not to mix with it. */
export interface Replay {
  readonly ranges: readonly SeqRange[];
  /** Start of the run of numbers that the next gap fill will cover, or null. */
  readonly gapFrom: number | null;
  readonly held: readonly Buffer[];
}

/** Both ends included. */
export interface SeqRange {
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface AwaitingLogon extends Link {
  readonly kind: 'awaiting-logon';
  readonly sinceMs: number;
  /** Our Logon(A) carries ResetSeqNumFlag(141): its answer has to begin at 1. */
  readonly resets: boolean;
}

export interface LoggedOn extends Link {
  readonly kind: 'logged-on';
  /** When TestRequest(1) was sent into the silence; null while the counterparty is heard. */
  readonly testRequestedMs: number | null;
  /** Null while nothing is missing. */
  readonly gap: Gap | null;
}

/** Messages are missing; later ones wait. */
export interface Gap {
  /** In order, never empty: the last of them is the highest number seen. */
  readonly queue: readonly Queued[];
  /** When they were last asked for, or last came. */
  readonly askedMs: number;
  readonly asks: number;
  /** The end of the range that was asked for; Infinity without an end. */
  readonly askedTo: number;
}

interface Queued {
  readonly seq: number;
  readonly raw: RawMessage;
}

/** This side has sent Logout(5) and waits for the other's. */
export interface AwaitingLogout extends Link {
  readonly kind: 'awaiting-logout';
  readonly sinceMs: number;
  readonly reason: string;
}

export type SessionState = Disconnected | AwaitingLogon | LoggedOn | AwaitingLogout;

/** An event, at a time in epoch ms. */
export type SessionEvent = { readonly atMs: number } &
  /** `reset`: an initiator starts both numbers from 1 with this Logon(A), whatever its configuration says. */
  (
    | { readonly kind: 'connected'; readonly reset?: boolean }
    | { readonly kind: 'received'; readonly raw: RawMessage }
    /** Bytes arrived that made no message, or not yet: a sign of life. */
    | { readonly kind: 'heard' }
    /** A message arrived that cannot be trusted or read. */
    | { readonly kind: 'garbled' }
    | { readonly kind: 'send'; readonly msgType: string; readonly body: string }
    /** Answers a `load` effect: what the store has of the range, in order; numbers may be missing. */
    | { readonly kind: 'loaded'; readonly messages: readonly StoredMessage[] }
    | { readonly kind: 'timer' }
    | { readonly kind: 'logout'; readonly text?: string }
    /** The acceptor's owner turns a Logon(A) away. */
    | { readonly kind: 'refuse'; readonly raw: RawMessage; readonly text: string }
    | { readonly kind: 'disconnected'; readonly reason: string }
  );

export type SessionEffect =
  | ({ readonly kind: 'persist-out' } & StoredMessage)
  /** The incoming number moves on; `raw` is the message that moved it, if one did. */
  | { readonly kind: 'persist-in'; readonly nextIn: number; readonly raw: RawMessage | null }
  /** Both numbers start again; what was stored before must never be resent. */
  | {
      readonly kind: 'reset';
      readonly nextOut: number;
      readonly nextIn: number;
      readonly atMs: number;
    }
  /** The counterparty has answered a Logon(A) with which both numbers start again. */
  | { readonly kind: 'reset-agreed' }
  | { readonly kind: 'write'; readonly bytes: Buffer }
  | { readonly kind: 'deliver'; readonly message: AppMessage }
  /** Instead of `deliver` when the session delivers messages as they came. */
  | { readonly kind: 'deliver-raw'; readonly raw: RawMessage }
  | ({ readonly kind: 'load' } & SeqRange)
  /** Orders that the counterparty asked for again and that were gap-filled: it never had them and never will. */
  | { readonly kind: 'gap-filled'; readonly clOrdIds: readonly string[] }
  | { readonly kind: 'disconnect'; readonly reason: string; readonly fault: Fault | null }
  /** Something worth a line in the log, without a consequence of its own. */
  | { readonly kind: 'note'; readonly text: string };

export interface Step {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}
