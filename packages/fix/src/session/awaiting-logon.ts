/**
 * Awaiting Logon(A): the link stands, the counterparty has not yet proved who it is.
 *
 * Leaves for `logged-on` on a Logon in sequence or, with a gap, on one ahead of it, and for `disconnected` on anything else.
 * A stranger gets no answer at all.
 */
import { Tag } from '../dictionary/tags.ts';
import { validate } from '../dictionary/validate.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { knownGap, openGap } from './gap.ts';
import { toLoggedOn } from './logged-on.ts';
import { identityFault } from './receive.ts';
import { replayRange } from './replay.ts';
import type { AwaitingLogon, SessionEvent, Step } from './session.ts';
import { Turn } from './turn.ts';

export function awaitingLogon(state: AwaitingLogon, event: SessionEvent): Step {
  const turn = new Turn(state, event.atMs);
  switch (event.kind) {
    case 'received':
      return onFirstMessage(turn, event.raw, state.resets);
    case 'timer':
      return event.atMs - state.sinceMs < state.config.logonTimeoutMs
        ? { state, effects: [] }
        : turn.hangUp(`no Logon(A) within ${state.config.logonTimeoutMs} ms`);
    case 'refuse':
      if (event.raw.msgSeqNum === state.nextIn) turn.accept(event.raw);
      turn.logout(event.text);
      return turn.hangUp(`logon refused: ${cleanText(event.text)}`);
    case 'send':
      // Not written: nothing may precede the Logon. The counterparty sees the gap and asks.
      turn.number(event.msgType, event.body);
      return { state: { ...state, ...turn.link }, effects: turn.effects };
    case 'logout':
      return turn.hangUp(event.text ?? 'disconnected before the logon');
    case 'connected':
    case 'disconnected':
    case 'heard':
    case 'garbled':
    case 'loaded':
      return { state, effects: [] };
  }
}

function onFirstMessage(turn: Turn, raw: RawMessage, resets: boolean): Step {
  const stranger = strangeness(turn, raw);
  if (stranger !== null) return turn.hangUp(stranger);
  if (raw.msgType === '5') return onRefusal(turn, raw);
  if (raw.msgType !== 'A') return turn.hangUp('the first message was not a Logon(A)');
  const fault = validate(raw, turn.config.dictionary, turn.config.validation);
  if (fault !== null) return turn.hangUp(`Logon(A): ${fault.text} ${fault.refTagId ?? ''}`.trim());
  const heartBtInt = Number(raw.text(Tag.HeartBtInt));
  if (heartBtInt < 0) {
    turn.logout('HeartBtInt(108) must not be negative');
    return turn.hangUp('Logon(A) with a negative HeartBtInt(108)');
  }
  return onLogon(turn, raw, { heartBtIntSec: heartBtInt, resets });
}

/** Why the message cannot be from the configured counterparty, or null. */
function strangeness(turn: Turn, raw: RawMessage): string | null {
  if (!raw.is(Tag.BeginString, turn.config.dictionary.beginString)) return 'Incorrect BeginString';
  const fault = identityFault(turn, raw);
  if (fault !== null) return fault.text;
  return raw.msgSeqNum === null ? 'a message without MsgSeqNum(34)' : null;
}

/** Logout(5) instead of Logon(A). */
function onRefusal(turn: Turn, raw: RawMessage): Step {
  const text = cleanText(raw.text(Tag.Text) ?? '');
  if (raw.msgSeqNum === turn.link.nextIn) turn.accept(raw);
  const outOfStep = /MsgSeqNum.*too (?:low|high)|too low.*MsgSeqNum/i.test(text);
  return turn.hangUp(
    text === '' ? 'logon refused' : `logon refused: ${text}`,
    outOfStep ? 'SEQUENCE_ERROR' : 'LOGON_REFUSED',
  );
}

interface Agreed {
  readonly heartBtIntSec: number;
  /** We have asked for it. */
  readonly resets: boolean;
}

function onLogon(turn: Turn, raw: RawMessage, { heartBtIntSec, resets: asked }: Agreed): Step {
  const { role } = turn.config;
  const resets = resetByLogon(turn, raw, asked);
  if (role === 'acceptor') turn.link = { ...turn.link, heartBtIntSec };
  const seq = raw.msgSeqNum ?? 0;
  if (seq < turn.link.nextIn) return onTooLow(turn, raw, seq);
  turn.heard();
  if (asked) turn.effects.push({ kind: 'reset-agreed' });
  const ahead = seq > turn.link.nextIn;
  if (!ahead) turn.accept(raw);
  // Numbers that start again leave nothing to be resent.
  const expected =
    turn.config.nextExpectedMsgSeqNum && !resets ? raw.natural(Tag.NextExpectedMsgSeqNum) : null;
  const { nextOut } = turn.link;
  if (expected !== null && expected > nextOut) return onExpectsTooMuch(turn, expected);
  if (role === 'acceptor') turn.sendLogon(raw.is(Tag.ResetSeqNumFlag, 'Y'));
  if (expected !== null) replayRange(turn, { fromSeq: expected, toSeq: nextOut - 1 });
  if (!ahead) return toLoggedOn(turn, null);
  // The Logon itself waits in the queue like any message ahead.
  return toLoggedOn(
    turn,
    expected === null ? openGap(turn, { seq, raw }) : knownGap(turn, { seq, raw }),
  );
}

/** @returns whether both numbers start again with this Logon(A) */
function resetByLogon(turn: Turn, raw: RawMessage, asked: boolean): boolean {
  const { role, resetOnLogon } = turn.config;
  const asksReset = raw.is(Tag.ResetSeqNumFlag, 'Y');
  if (role === 'acceptor' && (asksReset || resetOnLogon)) turn.reset(1);
  // The counterparty starts again of its own accord: the Logon(A) that we sent is then our number 1.
  if (role === 'initiator' && asksReset && !asked) turn.reset(2);
  return asksReset || resetOnLogon || asked;
}

/** The counterparty expects a number that was never sent: one of the two sides has lost its numbers. */
function onExpectsTooMuch(turn: Turn, expected: number): Step {
  const text = `NextExpectedMsgSeqNum too high, expecting ${turn.link.nextOut} but received ${expected}`;
  turn.logout(text);
  return turn.hangUp(text, 'SEQUENCE_ERROR');
}

function onTooLow(turn: Turn, raw: RawMessage, seq: number): Step {
  if (raw.possDup) return turn.hangUp(`Logon(A) ${seq} is a duplicate`);
  const text = `MsgSeqNum too low, expecting ${turn.link.nextIn} but received ${seq}`;
  turn.logout(text);
  return turn.hangUp(text, 'SEQUENCE_ERROR');
}
