/**
 * What a received message means for the sequence: in order, ahead of it, behind it, or outside of it. Shared by the
 * states that talk to a counterparty which has logged on.
 */
import { Tag } from '../dictionary/tags.ts';
import { rejection } from '../dictionary/rejection.ts';
import { wholeNumber, type RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { parseTimestamp } from '../wire/timestamp.ts';
import { logonBody } from '../messages/admin.ts';
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
  if (raw.text(Tag.BeginString) !== turn.config.dictionary.beginString) {
    return logoutFor(turn, 'Incorrect BeginString');
  }
  const seq = raw.msgSeqNum;
  if (seq === null) {
    turn.logout('Required tag missing: MsgSeqNum(34)');
    return { kind: 'hang-up', reason: 'a message without MsgSeqNum(34)', fault: null };
  }
  if (raw.msgType === '4' && raw.text(Tag.GapFillFlag) !== 'Y') return onReset(turn, raw);
  if (raw.msgType === '5') return onLogout(turn, raw);
  if (raw.msgType === 'A' && raw.text(Tag.ResetSeqNumFlag) === 'Y' && seq === 1) {
    return onResetLogon(turn, raw);
  }
  if (seq > turn.link.nextIn) return onAhead(turn, raw, seq);
  if (seq < turn.link.nextIn) return onBehind(turn, raw, seq);
  return processInOrder(turn, raw, turn.atMs);
}

function logoutFor(turn: Turn, text: string): Received {
  turn.logout(text);
  return { kind: 'logout-sent', reason: text };
}

/** SequenceReset(4) in reset mode: the only message whose own number does not matter. */
function onReset(turn: Turn, raw: RawMessage): Received {
  const newSeqNo = wholeNumber(raw.text(Tag.NewSeqNo));
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
  const { heartBtIntSec } = turn.link;
  turn.send('A', logonBody({ heartBtIntSec, resetSeqNumFlag: true }));
  return { kind: 'reset' };
}

function onAhead(turn: Turn, raw: RawMessage, seq: number): Received {
  // Answered at once: two sides that both wait for a resend before they answer would wait for ever.
  if (raw.msgType === '2') answerResendRequest(turn, raw);
  return { kind: 'ahead', seq };
}

function onBehind(turn: Turn, raw: RawMessage, seq: number): Received {
  if (!raw.possDup) {
    const text = `MsgSeqNum too low, expecting ${turn.link.nextIn} but received ${seq}`;
    turn.logout(text);
    return { kind: 'hang-up', reason: text, fault: 'SEQUENCE_ERROR' };
  }
  const original = raw.text(Tag.OrigSendingTime);
  if (original === undefined) {
    turn.reject(raw, rejection(1, Tag.OrigSendingTime));
    return { kind: 'done' };
  }
  const originalMs = parseTimestamp(original) ?? Infinity;
  if (originalMs > (parseTimestamp(raw.text(Tag.SendingTime) ?? '') ?? 0)) {
    turn.reject(raw, rejection(10));
    turn.logout();
    return { kind: 'logout-sent', reason: 'OrigSendingTime(122) after SendingTime(52)' };
  }
  turn.note(`dropped ${raw.msgType} ${seq}: already processed`);
  return { kind: 'done' };
}
