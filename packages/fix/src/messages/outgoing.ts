/**
 * Everything that an application may send: the messages that are traded on in their short form, and every other one, or
 * the same ones with all their fields, in the form that was generated from the dictionary.
 */
import { FIX44 } from '../dictionary/fix44.ts';
import { encodeBody, type OutgoingAppMessage } from './app-message.ts';
import type { MessageByType } from './gen/fix44.gen.ts';
import { encodeTyped } from './typed-writer.ts';

/** The session's own to send, and XMLnonFIX(n), which nobody resends either. */
type AdminType = '0' | '1' | '2' | '3' | '4' | '5' | 'A' | 'n';

/** A message of FIX 4.4 that belongs to the trade and not to the session. */
export type TypedAppMessage = MessageByType[Exclude<keyof MessageByType, AdminType>];

export type SendableMessage = OutgoingAppMessage | TypedAppMessage;

/**
 * The encoded body, without header and trailer.
 *
 * @throws InvalidFieldValue for a value that must not go on the wire, or when one that must be there is not; TypeError for
 *   a message that FIX 4.4 does not have or that only the session sends
 */
export function encodeSendable(message: SendableMessage): string {
  if (isShort(message)) return encodeBody(message);
  const { msgType } = message;
  if (FIX44.messages.get(msgType)?.admin) {
    throw new TypeError(`MsgType(35) ${msgType} is the session's own to send`);
  }
  return encodeTyped(message);
}

type KeyOf<Message> = Message extends unknown ? keyof Message : never;
type ShortForms = {
  readonly [Type in OutgoingAppMessage['msgType']]: Readonly<
    Record<KeyOf<Extract<OutgoingAppMessage, { readonly msgType: Type }>>, 1>
  >;
};

const INSTRUCTION = { msgType: 1, clOrdId: 1, symbol: 1, side: 1 } as const;

/** What the writers of the short forms write. */
const SHORT_FORMS: ShortForms = {
  D: {
    ...INSTRUCTION,
    account: 1,
    orderQty: 1,
    ordType: 1,
    price: 1,
    stopPx: 1,
    timeInForce: 1,
    transactTimeMs: 1,
    text: 1,
  },
  '8': {
    ...INSTRUCTION,
    account: 1,
    orderId: 1,
    execId: 1,
    execRefId: 1,
    execType: 1,
    origClOrdId: 1,
    ordStatus: 1,
    ordStatusReqId: 1,
    ordRejReason: 1,
    orderQty: 1,
    leavesQty: 1,
    cumQty: 1,
    avgPx: 1,
    lastQty: 1,
    lastPx: 1,
    transactTimeMs: 1,
    text: 1,
  },
  H: { ...INSTRUCTION, orderId: 1, ordStatusReqId: 1 },
  V: {
    msgType: 1,
    mdReqId: 1,
    subscriptionRequestType: 1,
    marketDepth: 1,
    mdUpdateType: 1,
    mdEntryTypes: 1,
    symbols: 1,
  },
  W: { msgType: 1, mdReqId: 1, symbol: 1, entries: 1 },
  X: { msgType: 1, mdReqId: 1, changes: 1 },
  Y: { msgType: 1, mdReqId: 1, mdReqRejReason: 1, text: 1 },
  j: {
    msgType: 1,
    refSeqNum: 1,
    refMsgType: 1,
    businessRejectRefId: 1,
    businessRejectReason: 1,
    text: 1,
  },
};
const KNOWN: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(SHORT_FORMS).map(([msgType, known]) => [msgType, new Set(Object.keys(known))]),
);

/** Whether the faster writer writes all that the message says. */
function isShort(message: SendableMessage): message is OutgoingAppMessage {
  const known = KNOWN.get(message.msgType);
  if (known === undefined) return false;
  // Every message passes here: no list of its keys is made.
  for (const property in message) if (!known.has(property)) return false;
  // One property has a value of another form in each of the two.
  return message.msgType !== 'V' || 'symbols' in message;
}
