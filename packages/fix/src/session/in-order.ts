/** A message that is next in sequence and was found valid: counted, and acted upon exactly once. */
import { Tag } from '../dictionary/tags.ts';
import { rejection } from '../dictionary/rejection.ts';
import { heartbeatBody } from '../messages/admin.ts';
import { decodeMessage } from '../messages/app-message.ts';
import { writeBusinessMessageReject } from '../messages/rejects.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import type { Received } from './receive.ts';
import { answerResendRequest } from './replay.ts';
import type { Turn } from './turn.ts';

const DONE: Received = { kind: 'done' };

export function processInOrder(turn: Turn, raw: RawMessage): Received {
  if (raw.msgType === '4') return onGapFill(turn, raw);
  turn.accept(raw);
  act(turn, raw);
  return DONE;
}

/** SequenceReset(4) in gap fill mode may only move the number up. */
function onGapFill(turn: Turn, raw: RawMessage): Received {
  const newSeqNo = raw.natural(Tag.NewSeqNo) ?? 0;
  if (newSeqNo > turn.link.nextIn) {
    turn.moveIn(newSeqNo, raw);
    return DONE;
  }
  turn.accept(raw);
  turn.reject(raw, rejection(5, Tag.NewSeqNo));
  return DONE;
}

function act(turn: Turn, raw: RawMessage): void {
  switch (raw.msgType) {
    case '0':
    case 'A':
      return;
    case '1':
      return turn.send('0', heartbeatBody(cleanText(raw.text(Tag.TestReqID) ?? '')));
    case '2': {
      const fault = answerResendRequest(turn, raw);
      if (fault !== null) turn.reject(raw, fault);
      return;
    }
    default:
      deliver(turn, raw);
  }
}

function deliver(turn: Turn, raw: RawMessage): void {
  if (turn.config.deliverRaw) {
    turn.effects.push({ kind: 'deliver-raw', raw });
    return;
  }
  const decoded = decodeMessage(raw);
  if (decoded.kind === 'message') {
    turn.effects.push({ kind: 'deliver', message: decoded.message });
    return;
  }
  const missing = decoded.kind === 'incomplete';
  // A reject is never answered with a reject: two sides that disagree would go on for ever.
  if (raw.msgType === '3' || raw.msgType === 'j') return turn.note('unreadable reject received');
  turn.send(
    'j',
    writeBusinessMessageReject({
      msgType: 'j',
      refSeqNum: raw.msgSeqNum ?? 0,
      refMsgType: cleanText(raw.msgType),
      businessRejectRefId: cleanText(raw.text(Tag.ClOrdID) ?? '') || undefined,
      businessRejectReason: missing ? 5 : 3,
      text: missing
        ? `Conditionally required field missing: ${decoded.refTagId}`
        : 'Unsupported Message Type',
    }),
  );
}
