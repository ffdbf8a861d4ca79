/** Whatever may be sent goes out whole, in whichever of the two forms it is given. */
import { describe, expect, it } from 'vitest';
import { FIX44 } from '../dictionary/fix44.ts';
import { STRICT, validate } from '../dictionary/validate.ts';
import { completeMessage } from '../testing/message-grammar.ts';
import type { Decimal } from '../wire/decimal.ts';
import { encode } from '../wire/encode.ts';
import { decode, type RawMessage } from '../wire/raw-message.ts';
import type { NewOrderSingle } from './new-order-single.ts';
import { encodeSendable, type SendableMessage, type TypedAppMessage } from './outgoing.ts';
import { decodeTyped } from './typed-reader.ts';
import { encodeTyped } from './typed-writer.ts';

const SENT_MS = 1_767_323_045_000;
const amount = (unscaled: bigint, scale = 0): Decimal => ({ unscaled, scale });

const ORDER: NewOrderSingle = {
  msgType: 'D',
  clOrdId: 'O1',
  symbol: 'EURUSD',
  side: '1',
  orderQty: amount(1000n),
  ordType: '2',
  price: amount(109504n, 5),
  transactTimeMs: SENT_MS,
};
const STATE = {
  msgType: '8',
  orderId: 'L1',
  execId: 'E1',
  ordStatus: '2',
  symbol: 'EURUSD',
  side: '1',
  leavesQty: amount(0n),
  cumQty: amount(1000n),
  avgPx: amount(109504n, 5),
} as const;
const text = (message: SendableMessage) => encodeSendable(message).replaceAll('\x01', '|');

function wire(msgType: string, body: string): RawMessage {
  const ids = { senderCompId: 'YOFX', targetCompId: 'FLT' };
  const header = { beginString: 'FIX.4.4', msgType, msgSeqNum: 2, sendingTimeMs: SENT_MS, ...ids };
  const raw = decode(encode(header, body), FIX44.dataFields);
  if (raw === null || validate(raw, FIX44, STRICT) !== null) throw new Error('must be valid');
  return raw;
}

/** One of each type of which a complete one is found. */
function exampleMessages(admin: boolean): TypedAppMessage[] {
  const types = [...FIX44.messages].filter(([, level]) => level.admin === admin);
  const examples = types.flatMap(([msgType]) => {
    const { bytes } = completeMessage(msgType, { seed: 7, seq: 2, atMs: SENT_MS });
    const raw = decode(bytes, FIX44.dataFields);
    const decoded = raw === null ? null : decodeTyped(raw);
    return decoded?.kind === 'message' ? [decoded.message as TypedAppMessage] : [];
  });
  expect(examples.length).toBeGreaterThan(types.length / 2);
  return examples;
}

describe('a message to send', () => {
  it.each<TypedAppMessage & SendableMessage>([
    ORDER,
    { ...STATE, execType: 'F', lastQty: amount(1000n), lastPx: amount(109504n, 5) },
    { msgType: 'H', clOrdId: 'O1', symbol: 'EURUSD', side: '1' },
    { msgType: 'Y', mdReqId: 'M1', mdReqRejReason: '0' },
    { msgType: 'j', refMsgType: 'D', businessRejectReason: 3 },
  ])('reads the same by either writer: $msgType', (message) => {
    const { msgType } = message;
    const short = decodeTyped(wire(msgType, encodeSendable(message)));
    expect(short).toEqual(decodeTyped(wire(msgType, encodeTyped(message))));
    expect(short.kind).toBe('message');
  });

  it('loses no field that its short form does not have', () => {
    const order: TypedAppMessage = { ...ORDER, handlInst: '1', maxFloor: amount(500n) };
    expect(text(order)).toContain('|21=1|');
    expect(text(order)).toContain('|111=500|');
    expect(text(ORDER)).not.toContain('21=');
  });

  it('tells the short request for quotes from the one with all its fields', () => {
    const asking = {
      msgType: 'V',
      mdReqId: 'M1',
      subscriptionRequestType: '1',
      marketDepth: 1,
    } as const;
    const short = text({ ...asking, mdEntryTypes: ['0', '1'], symbols: ['EURUSD'] });
    const whole = text({
      ...asking,
      mdEntryTypes: [{ mdEntryType: '0' }, { mdEntryType: '1' }],
      relatedSym: [{ symbol: 'EURUSD' }],
    });
    expect(short.split('|').toSorted()).toEqual(whole.split('|').toSorted());
  });

  it('may be of every type that is no session message', () => {
    const messages = exampleMessages(false);
    const again = messages.map((one) => decodeTyped(wire(one.msgType, encodeSendable(one))));
    expect(again).toEqual(messages.map((message) => ({ kind: 'message', message })));
    for (const admin of exampleMessages(true)) {
      expect(() => encodeSendable(admin)).toThrow(TypeError);
    }
  });

  it('is refused by the compiler when it is the session’s own, or lacks what it must have', () => {
    // @ts-expect-error Heartbeat(0) is sent by the session
    const heartbeat: SendableMessage = { msgType: '0' };
    expect(() => encodeSendable(heartbeat)).toThrow(TypeError);
    const cancel = { msgType: 'F', clOrdId: 'C1', symbol: 'EURUSD', side: '1' } as const;
    // @ts-expect-error OrigClOrdID(41) is missing
    const unnamed: SendableMessage = { ...cancel, transactTimeMs: SENT_MS, orderQty: amount(1n) };
    expect(() => encodeSendable(unnamed)).toThrow('tag 41 is missing');
  });
});
