/**
 * The working copy of one step: the link as it changes and the effects as they come up. It lives no longer than the call
 * of `step` that made it, which is what keeps the machine a pure function.
 */
import type { Rejection } from '../dictionary/rejection.ts';
import { logonBody, logoutBody, rejectBody, type LogonFields } from '../messages/admin.ts';
import { encode } from '../wire/encode.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import type { Fault, Link, SessionConfig, SessionEffect, Step } from './session.ts';

type Credentials = Pick<LogonFields, 'username' | 'password'>;

/** Changed in place: nobody else has it before the step is over. */
type WorkingCopy = { -readonly [Key in keyof Link]: Link[Key] };

export class Turn {
  readonly atMs: number;
  readonly effects: SessionEffect[] = [];
  link: WorkingCopy;

  constructor(state: Link, atMs: number) {
    const { config, nextOut, nextIn, heartBtIntSec, lastSentMs, lastHeardMs, replay } = state;
    this.atMs = atMs;
    this.link = { config, nextOut, nextIn, heartBtIntSec, lastSentMs, lastHeardMs, replay };
  }

  get config(): SessionConfig {
    return this.link.config;
  }

  /** The other side lives. */
  heard(): void {
    this.link.lastHeardMs = this.atMs;
  }

  /** Numbers and stores a message, then writes it, or holds it back while a resend is under way. */
  send(msgType: string, body: string): void {
    const bytes = this.number(msgType, body);
    const { replay } = this.link;
    if (replay === null) this.write(bytes);
    else this.link.replay = { ...replay, held: [...replay.held, bytes] };
  }

  /** Numbers and stores a message without writing it: the counterparty will ask for it. */
  number(msgType: string, body: string): Buffer {
    const { numbers, effect } = numbered(this.link, { msgType, body, atMs: this.atMs });
    this.link.nextOut = numbers.nextOut;
    this.effects.push(effect);
    return effect.bytes;
  }

  write(bytes: Buffer): void {
    this.effects.push({ kind: 'write', bytes });
    this.link.lastSentMs = this.atMs;
  }

  /** The received message counts: its number is used up. */
  accept(raw: RawMessage): void {
    this.moveIn(this.link.nextIn + 1, raw);
  }

  moveIn(nextIn: number, raw: RawMessage | null): void {
    this.link.nextIn = nextIn;
    this.effects.push({ kind: 'persist-in', nextIn, raw });
  }

  reset(nextOut: number): void {
    this.link = { ...this.link, nextOut, nextIn: 1, replay: null };
    this.effects.push({ kind: 'reset', nextOut, nextIn: 1, atMs: this.atMs });
  }

  reject(raw: RawMessage, why: Rejection): void {
    this.send('3', rejectBody(raw, why));
    this.note(`rejected ${raw.msgType} ${raw.msgSeqNum ?? '?'}: ${why.text}`);
  }

  /** @param credentials - those of an initiator; an acceptor answers without */
  sendLogon(resetSeqNumFlag: boolean, credentials: Credentials = {}): void {
    const { heartBtIntSec, nextIn } = this.link;
    const nextExpectedMsgSeqNum = this.config.nextExpectedMsgSeqNum ? nextIn : undefined;
    this.send(
      'A',
      logonBody({ heartBtIntSec, resetSeqNumFlag, nextExpectedMsgSeqNum, ...credentials }),
    );
  }

  logout(text?: string): void {
    this.send('5', logoutBody(text));
  }

  note(text: string): void {
    this.effects.push({ kind: 'note', text });
  }

  /** Ends the link. */
  hangUp(reason: string, fault: Fault | null = null): Step {
    this.effects.push({ kind: 'disconnect', reason, fault });
    return this.linkLost(reason, fault);
  }

  /** Ends the link after both sides have said goodbye. */
  loggedOut(reason: string): Step {
    if (this.config.resetOnLogout) this.reset(1);
    return this.hangUp(reason);
  }

  /** The link is gone, whoever ended it. */
  linkLost(reason: string, fault: Fault | null = null): Step {
    if (this.config.resetOnDisconnect) this.reset(1);
    const { config, nextOut, nextIn } = this.link;
    return {
      state: { kind: 'disconnected', config, nextOut, nextIn, reason, fault },
      effects: this.effects,
    };
  }
}

interface Unnumbered {
  readonly msgType: string;
  readonly body: string;
  readonly atMs: number;
}

/** Gives a message the next number. The only place where an outgoing number is used. */
export function numbered(
  { config, nextOut }: { readonly config: SessionConfig; readonly nextOut: number },
  { msgType, body, atMs }: Unnumbered,
): {
  readonly numbers: { readonly nextOut: number };
  readonly effect: Extract<SessionEffect, { kind: 'persist-out' }>;
} {
  const header = {
    beginString: config.dictionary.beginString,
    msgType,
    msgSeqNum: nextOut,
    senderCompId: config.senderCompId,
    targetCompId: config.targetCompId,
    sendingTimeMs: atMs,
  };
  const bytes = encode(header, body);
  return {
    numbers: { nextOut: nextOut + 1 },
    effect: { kind: 'persist-out', seq: nextOut, msgType, sendingTimeMs: atMs, bytes },
  };
}
