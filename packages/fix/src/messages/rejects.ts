/** BusinessMessageReject(j) and Reject(3) as the application sees them: the counterparty refused one of our messages. */
import { Tag } from '../dictionary/tags.ts';
import { field, optionalField } from '../wire/encode.ts';
import type { FieldReader } from './field-reader.ts';
import { intField } from './write.ts';

export interface BusinessMessageReject {
  readonly msgType: 'j';
  /** MsgSeqNum(34) of the refused message. */
  readonly refSeqNum?: number | undefined;
  readonly refMsgType: string;
  /** The business id of the refused message, for an order its ClOrdID(11). */
  readonly businessRejectRefId?: string | undefined;
  /** BusinessRejectReason(380). */
  readonly businessRejectReason: number;
  readonly text?: string | undefined;
}

export function writeBusinessMessageReject(reject: BusinessMessageReject): string {
  return (
    intField(Tag.RefSeqNum, reject.refSeqNum) +
    optionalField(Tag.Text, reject.text) +
    field(Tag.RefMsgType, reject.refMsgType) +
    optionalField(Tag.BusinessRejectRefID, reject.businessRejectRefId) +
    field(Tag.BusinessRejectReason, String(reject.businessRejectReason))
  );
}

export function readBusinessMessageReject(fields: FieldReader): BusinessMessageReject {
  return {
    msgType: 'j',
    refSeqNum: fields.optionalInt(Tag.RefSeqNum),
    refMsgType: fields.text(Tag.RefMsgType),
    businessRejectRefId: fields.optionalText(Tag.BusinessRejectRefID),
    businessRejectReason: fields.int(Tag.BusinessRejectReason),
    text: fields.freeText(Tag.Text),
  };
}

/** Received only: this side's own rejects are written by the session. */
export interface SessionReject {
  readonly msgType: '3';
  /** MsgSeqNum(34) of the refused message. */
  readonly refSeqNum: number;
  readonly refTagId?: number | undefined;
  readonly refMsgType?: string | undefined;
  readonly sessionRejectReason?: number | undefined;
  readonly text?: string | undefined;
}

export function readSessionReject(fields: FieldReader): SessionReject {
  return {
    msgType: '3',
    refSeqNum: fields.int(Tag.RefSeqNum),
    refTagId: fields.optionalInt(Tag.RefTagID),
    refMsgType: fields.optionalText(Tag.RefMsgType),
    sessionRejectReason: fields.optionalInt(Tag.SessionRejectReason),
    text: fields.freeText(Tag.Text),
  };
}
