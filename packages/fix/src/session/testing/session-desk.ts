/**
 * A desk for trying out one side of a session by hand: the counterparty's messages are typed in as text, time is set,
 * and everything the machine asks for is written down. For tests only.
 */
import { FIX44 } from '../../dictionary/fix44.ts';
import { TOLERANT } from '../../dictionary/validate.ts';
import type { AppMessage } from '../../messages/app-message.ts';
import { SOH_TEXT } from '../../wire/bytes.ts';
import { encode } from '../../wire/encode.ts';
import { decode, type RawMessage } from '../../wire/raw-message.ts';
import type {
  SessionConfig,
  SessionEffect,
  SessionEvent,
  SessionState,
  StoredMessage,
} from '../session.ts';
import { idle, step } from '../step.ts';

export const START_MS = 1_767_323_045_000;

/** A message without its bookkeeping: `35=D|34=2|55=EURUSD`. */
function brief(bytes: Buffer): string {
  const hidden = new Set(['8', '9', '10', '49', '52', '56', '122']);
  return bytes
    .toString('latin1')
    .split(SOH_TEXT)
    .filter((part) => part !== '' && !hidden.has(part.slice(0, part.indexOf('='))))
    .join('|');
}

interface TypedIn {
  readonly sender?: string;
  readonly sentMs?: number;
  readonly origMs?: number;
  readonly beginString?: string;
}

type EventBody = SessionEvent extends infer Event
  ? Event extends SessionEvent
    ? Omit<Event, 'atMs'>
    : never
  : never;

export class SessionDesk {
  state: SessionState;
  nowMs = START_MS;
  stored: StoredMessage[] = [];
  effects: SessionEffect[] = [];
  /** Loads that the machine has asked for and that were not answered yet. */
  readonly loads: { readonly fromSeq: number; readonly toSeq: number }[] = [];

  constructor(config: Partial<SessionConfig> = {}) {
    this.state = idle(
      {
        id: 'YOFX1',
        role: 'initiator',
        dictionary: FIX44,
        validation: { ...TOLERANT, latency: true, compIds: true },
        deliverRaw: false,
        senderCompId: 'FLT',
        targetCompId: 'YOFX',
        heartBtIntSec: 30,
        logonTimeoutMs: 10_000,
        logoutTimeoutMs: 2_000,
        sendingTimeToleranceMs: 120_000,
        resetOnLogon: false,
        resetOnLogout: false,
        resetOnDisconnect: false,
        nextExpectedMsgSeqNum: false,
        resendChunkSize: 0,
        onGarbled: 'ignore',
        orderResendMaxAgeMs: 0,
        ...config,
      },
      { nextOut: 1, nextIn: 1 },
    );
  }

  /** Starts from stored numbers. */
  withNumbers(nextOut: number, nextIn: number): this {
    this.state = idle(this.state.config, { nextOut, nextIn });
    return this;
  }

  /** Logged on with the counterparty's Logon(A) as its number 1. */
  loggedOn(): this {
    this.happens({ kind: 'connected' });
    this.receives('A', 1, '98=0|108=30|');
    this.effects = [];
    return this;
  }

  happens(event: EventBody): this {
    const done = step(this.state, { ...event, atMs: this.nowMs });
    this.state = done.state;
    this.effects.push(...done.effects);
    for (const effect of done.effects) {
      if (effect.kind === 'persist-out') this.stored.push(effect);
      if (effect.kind === 'reset') this.stored = [];
      if (effect.kind === 'load') this.loads.push(effect);
    }
    return this;
  }

  /** The counterparty's message, body with `|` for the delimiter. */
  receives(...typed: [msgType: string, seq: number, body?: string, how?: TypedIn]): this {
    return this.happens({ kind: 'received', raw: this.message(...typed) });
  }

  message(...[msgType, seq, body = '', how = {}]: [string, number, string?, TypedIn?]): RawMessage {
    const { senderCompId, targetCompId } = this.state.config;
    const header = {
      beginString: how.beginString ?? 'FIX.4.4',
      msgType,
      msgSeqNum: seq,
      senderCompId: how.sender ?? targetCompId,
      targetCompId: senderCompId,
      sendingTimeMs: how.sentMs ?? this.nowMs,
      ...(how.origMs === undefined ? {} : { origSendingTimeMs: how.origMs }),
    };
    const raw = decode(encode(header, body.replaceAll('|', SOH_TEXT)), FIX44.dataFields);
    if (raw === null) throw new Error('the message typed in cannot be read');
    return raw;
  }

  sends(msgType: string, body: string): this {
    return this.happens({ kind: 'send', msgType, body: body.replaceAll('|', SOH_TEXT) });
  }

  /** Answers every load from what was stored. */
  loadsAnswered(): this {
    for (let load = this.loads.shift(); load; load = this.loads.shift()) {
      const { fromSeq, toSeq } = load;
      const messages = this.stored.filter(({ seq }) => seq >= fromSeq && seq <= toSeq);
      this.happens({ kind: 'loaded', messages });
    }
    return this;
  }

  passes(ms: number): this {
    this.nowMs += ms;
    return this.happens({ kind: 'timer' });
  }

  /** What went on the wire since the last look. */
  get written(): readonly string[] {
    const bytes = this.effects.flatMap((effect) => (effect.kind === 'write' ? [effect.bytes] : []));
    this.effects = this.effects.filter(({ kind }) => kind !== 'write');
    return bytes.map(brief);
  }

  get delivered(): readonly AppMessage[] {
    return this.effects.flatMap((effect) => (effect.kind === 'deliver' ? [effect.message] : []));
  }

  get hungUp(): Extract<SessionEffect, { kind: 'disconnect' }> | undefined {
    return this.effects.find((effect) => effect.kind === 'disconnect');
  }
}
