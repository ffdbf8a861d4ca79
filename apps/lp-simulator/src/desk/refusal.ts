/** Rejects of whole messages: nothing in them was looked at. */
import { encodeTyped, type OutgoingAppMessage, type RawMessage } from '@faultline/fix';

/** BusinessRejectReason(380). */
export const UNSUPPORTED_MESSAGE = 3;
export const FIELD_MISSING = 5;
export const NOT_AUTHORIZED = 6;

export function businessReject(raw: RawMessage, businessRejectReason: number): OutgoingAppMessage {
  return {
    msgType: 'j',
    refSeqNum: raw.msgSeqNum ?? 0,
    refMsgType: raw.msgType,
    businessRejectRefId: raw.text(11),
    businessRejectReason,
    text: 'refused by the simulator',
  };
}

/** Reject(3), as if the message were malformed. */
export function sessionReject(raw: RawMessage): { readonly msgType: '3'; readonly body: string } {
  const body = encodeTyped({
    msgType: '3',
    refSeqNum: raw.msgSeqNum ?? 0,
    refMsgType: raw.msgType,
    sessionRejectReason: 99,
    text: 'refused by the simulator',
  });
  return { msgType: '3', body };
}
