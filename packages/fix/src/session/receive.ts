/**
 * What a received message means for the sequence: in order, ahead of it, behind it, or outside of it. Shared by the
 * states that talk to a counterparty which has logged on.
 */
import { Tag } from '../dictionary/tags.ts';
import { rejection, type Rejection } from '../dictionary/rejection.ts';
import { validate } from '../dictionary/validate.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { processInOrder } from './in-order.ts';
import { answerResendRequest } from './replay.ts';
import type { Fault } from './session.ts';
import type { Turn } from './turn.ts';

/** What the state has to make of it. */
export type Received =
  /** Dealt with; the link goes on. */
  | { readonly kind: 'done' }
  /** Dealt with, and both numbers start again: nothing older is owed any more. */
  | { readonly kind: 'reset' }
  /** The number is too high: messages are missing. */
  | { readonly kind: 'ahead'; readonly seq: number }
  /** This side has sent Logout(5) because of it. */
  | { readonly kind: 'logout-sent'; readonly reason: string }
  /** The counterparty has sent Logout(5). */
  | { readonly kind: 'logged-out'; readonly text: string }
  | { readonly kind: 'hang-up'; readonly reason: string; readonly fault: Fault | null };

export function receive(turn: Turn, raw: RawMessage): Received {
  const { config } = turn;
  if (!raw.is(Tag.BeginString, config.dictionary.beginString)) {
    return raw.msgType === '5' ? onLogout(turn, raw) : logoutFor(turn, 'Incorrect BeginString');
  }
  const seq = raw.msgSeqNum;
  if (seq === null) {
    turn.logout('Required tag missing: MsgSeqNum(34)');
    return { kind: 'hang-up', reason: 'a message without MsgSeqNum(34)', fault: null };
  }
  const fault = validate(raw, config.dictionary, config.validation);
  if (fault !== null) return refuse(turn, raw, fault);
  const stranger = identityFault(turn, raw);
  if (stranger !== null) {
    refuse(turn, raw, stranger);
    return logoutFor(turn, undefined, stranger.text);
  }
  return inSequence(turn, raw, seq);
}

/** A valid message, by its number. */
function inSequence(turn: Turn, raw: RawMessage, seq: number): Received {
  if (raw.msgType === '4' && !raw.is(Tag.GapFillFlag, 'Y')) return onReset(turn, raw);
  if (raw.msgType === '5') return onLogout(turn, raw);
  if (raw.msgType === 'A' && raw.is(Tag.ResetSeqNumFlag, 'Y') && seq === 1) {
    return onResetLogon(turn, raw);
  }
  if (seq > turn.link.nextIn) return onAhead(turn, raw, seq);
  if (seq < turn.link.nextIn) return onBehind(turn, raw, seq);
  return processInOrder(turn, raw);
}

/** Reject(3). The number is used up when it was the next; one that is ahead or behind leaves the sequence alone. */
function refuse(turn: Turn, raw: RawMessage, fault: Rejection): Received {
  if (raw.msgSeqNum === turn.link.nextIn && raw.msgType !== '4') turn.accept(raw);
  turn.reject(raw, fault);
  return { kind: 'done' };
}

/** Why the message cannot be from the configured counterparty, or not from now; null when it can. */
export function identityFault({ config, atMs }: Turn, raw: RawMessage): Rejection | null {
  const { senderCompId, targetCompId, sendingTimeToleranceMs, validation } = config;
  const known = raw.is(Tag.SenderCompID, targetCompId) && raw.is(Tag.TargetCompID, senderCompId);
  // NaN, a time that is none, is no good time either.
  const onTime = Math.abs(atMs - raw.timestamp(Tag.SendingTime)) <= sendingTimeToleranceMs;
  if (validation.latency && !onTime) return rejection(10);
  return validation.compIds && !known ? rejection(9) : null;
}

function logoutFor(turn: Turn, text: string | undefined, reason = text ?? ''): Received {
  turn.logout(text);
  return { kind: 'logout-sent', reason };
}

/** SequenceReset(4) in reset mode: the only message whose own number does not matter. */
function onReset(turn: Turn, raw: RawMessage): Received {
  const newSeqNo = raw.natural(Tag.NewSeqNo);
  if (newSeqNo === null) turn.reject(raw, rejection(1, Tag.NewSeqNo));
  else if (newSeqNo < turn.link.nextIn) turn.reject(raw, rejection(5));
  else turn.moveIn(newSeqNo, raw);
  return { kind: 'done' };
}

/** Logout(5) is heeded whatever its number: it may come before the gap in front of it is closed. */
function onLogout(turn: Turn, raw: RawMessage): Received {
  if (raw.msgSeqNum === turn.link.nextIn) turn.accept(raw);
  return { kind: 'logged-out', text: cleanText(raw.text(Tag.Text) ?? '') };
}

function onResetLogon(turn: Turn, raw: RawMessage): Received {
  turn.reset(1);
  turn.accept(raw);
  turn.sendLogon(true);
  return { kind: 'reset' };
}

function onAhead(turn: Turn, raw: RawMessage, seq: number): Received {
  if (raw.msgType !== '2') return { kind: 'ahead', seq };
  // Answered at once: two sides that both wait for a resend before they answer would wait for ever. Its own number is
  // left to the resend of what is missing before it, which covers it.
  const fault = answerResendRequest(turn, raw);
  if (fault !== null) turn.reject(raw, fault);
  return { kind: 'done' };
}

function onBehind(turn: Turn, raw: RawMessage, seq: number): Received {
  if (!raw.possDup) {
    const text = `MsgSeqNum too low, expecting ${turn.link.nextIn} but received ${seq}`;
    turn.logout(text);
    return { kind: 'hang-up', reason: text, fault: 'SEQUENCE_ERROR' };
  }
  if (raw.find(Tag.OrigSendingTime) < 0 && raw.msgType !== '4') {
    turn.reject(raw, rejection(1, Tag.OrigSendingTime));
    return { kind: 'done' };
  }
  if (raw.timestamp(Tag.OrigSendingTime) > raw.timestamp(Tag.SendingTime)) {
    turn.reject(raw, rejection(10));
    turn.logout();
    return { kind: 'logout-sent', reason: 'OrigSendingTime(122) after SendingTime(52)' };
  }
  turn.note(`dropped ${raw.msgType} ${seq}: already processed`);
  return { kind: 'done' };
}
