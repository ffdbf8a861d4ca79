/**
 * Awaiting Logon(A): the link stands, the counterparty has not yet proved who it is.
 *
 * Leaves for `active` on a Logon in sequence, for `resending` on one ahead of it, and for `disconnected` on anything
 * else. A stranger gets no answer at all.
 */
import { Tag } from '../dictionary/tags.ts';
import { validate } from '../dictionary/validate.ts';
import { logonBody } from '../messages/admin.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { identityFault } from './receive.ts';
import type { AwaitingLogon, SessionEvent, Step } from './session.ts';
import { Turn } from './turn.ts';

export function awaitingLogon(state: AwaitingLogon, event: SessionEvent): Step {
  const turn = new Turn(state, event.atMs);
  switch (event.kind) {
    case 'received':
      return onFirstMessage(turn, event.raw);
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
    case 'loaded':
      return { state, effects: [] };
  }
}

function onFirstMessage(turn: Turn, raw: RawMessage): Step {
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
  return onLogon(turn, raw, heartBtInt);
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
  const outOfStep = /MsgSeqNum.*too low|too low.*MsgSeqNum/i.test(text);
  return turn.hangUp(
    text === '' ? 'logon refused' : `logon refused: ${text}`,
    outOfStep ? 'SEQUENCE_ERROR' : 'LOGON_REFUSED',
  );
}

function onLogon(turn: Turn, raw: RawMessage, heartBtIntSec: number): Step {
  const { role, resetOnLogon } = turn.config;
  const asksReset = raw.text(Tag.ResetSeqNumFlag) === 'Y';
  if (role === 'acceptor') {
    turn.link = { ...turn.link, heartBtIntSec };
    if (asksReset || resetOnLogon) turn.reset(1);
  } else if (asksReset && !resetOnLogon) {
    // The counterparty starts again of its own accord: the Logon(A) that we sent is then our number 1.
    turn.reset(2);
  }
  const seq = raw.msgSeqNum ?? 0;
  if (seq < turn.link.nextIn) return onTooLow(turn, raw, seq);
  turn.heard();
  if (role === 'acceptor') {
    if (seq === turn.link.nextIn) turn.accept(raw);
    turn.send('A', logonBody({ heartBtIntSec, resetSeqNumFlag: asksReset }));
  } else if (seq === turn.link.nextIn) turn.accept(raw);
  return seq < turn.link.nextIn ? toActive(turn) : toResending(turn, raw, seq);
}

function toActive(turn: Turn): Step {
  return {
    state: { kind: 'active', ...turn.link, testRequestedMs: null },
    effects: turn.effects,
  };
}

/** Logged on, but earlier messages are missing. The Logon itself waits in the queue like any message ahead. */
function toResending(turn: Turn, raw: RawMessage, seq: number): Step {
  turn.askForResend();
  return {
    state: {
      kind: 'resending',
      ...turn.link,
      testRequestedMs: null,
      queue: [{ seq, raw }],
      highestSeq: seq,
      askedMs: turn.atMs,
      asks: 1,
    },
    effects: turn.effects,
  };
}

function onTooLow(turn: Turn, raw: RawMessage, seq: number): Step {
  if (raw.possDup) return turn.hangUp(`Logon(A) ${seq} is a duplicate`);
  const text = `MsgSeqNum too low, expecting ${turn.link.nextIn} but received ${seq}`;
  turn.logout(text);
  return turn.hangUp(text, 'SEQUENCE_ERROR');
}
