/** Bodies of the session's own messages. Only the session sends them. */
import { Tag } from '../dictionary/tags.ts';
import type { Rejection } from '../dictionary/rejection.ts';
import { field, optionalField } from '../wire/encode.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { intField } from './write.ts';

export interface LogonFields {
  readonly heartBtIntSec: number;
  readonly resetSeqNumFlag: boolean;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly nextExpectedMsgSeqNum?: number | undefined;
}

export function logonBody(logon: LogonFields): string {
  return (
    field(Tag.EncryptMethod, '0') +
    field(Tag.HeartBtInt, String(logon.heartBtIntSec)) +
    (logon.resetSeqNumFlag ? field(Tag.ResetSeqNumFlag, 'Y') : '') +
    optionalField(Tag.Username, logon.username) +
    optionalField(Tag.Password, logon.password) +
    intField(Tag.NextExpectedMsgSeqNum, logon.nextExpectedMsgSeqNum)
  );
}

/** @param testReqId - the TestReqID(112) that is answered; none in a heartbeat of its own accord */
export function heartbeatBody(testReqId?: string): string {
  return optionalField(Tag.TestReqID, testReqId);
}

export function testRequestBody(testReqId: string): string {
  return field(Tag.TestReqID, testReqId);
}

/** @param endSeqNo - included; Infinity for everything, which EndSeqNo(16)=0 stands for */
export function resendRequestBody(beginSeqNo: number, endSeqNo: number): string {
  return (
    intField(Tag.BeginSeqNo, beginSeqNo) +
    intField(Tag.EndSeqNo, Number.isFinite(endSeqNo) ? endSeqNo : 0)
  );
}

export function gapFillBody(newSeqNo: number): string {
  return field(Tag.NewSeqNo, String(newSeqNo)) + field(Tag.GapFillFlag, 'Y');
}

export function logoutBody(text?: string): string {
  return text === undefined || text === '' ? '' : field(Tag.Text, cleanText(text));
}

/** Routing tags and what each becomes on the way back. */
const REVERSED: readonly (readonly [back: number, from: number])[] = [
  [115, 128],
  [116, 129],
  [144, 145],
  [128, 115],
  [129, 116],
  [145, 144],
];

function reversedRoute(refused: RawMessage): string {
  return REVERSED.map(([back, from]) => {
    const value = refused.text(from);
    return value === undefined || value === '' ? '' : field(back, cleanText(value));
  }).join('');
}

/** SessionRejectReason(373) for what none of the others describes. */
const OTHER = '99';

/** Reject(3) of a received message. */
export function rejectBody(refused: RawMessage, { reason, text, refTagId }: Rejection): string {
  return (
    reversedRoute(refused) +
    intField(Tag.RefSeqNum, refused.msgSeqNum ?? 0) +
    field(Tag.Text, text) +
    intField(Tag.RefTagID, refTagId) +
    optionalField(Tag.RefMsgType, cleanText(refused.msgType) || undefined) +
    field(Tag.SessionRejectReason, String(reason))
  );
}

/** Reject(3) of input that could not be read. @param expectedSeq - the number that it probably had */
export function rejectGarbledBody(expectedSeq: number, text: string): string {
  return (
    intField(Tag.RefSeqNum, expectedSeq) +
    field(Tag.Text, text) +
    field(Tag.SessionRejectReason, OTHER)
  );
}
