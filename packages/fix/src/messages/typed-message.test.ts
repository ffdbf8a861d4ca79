/** The generated types: what they forbid, what they narrow, and that every message comes back as it went out. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { FIX44 } from '../dictionary/fix44.ts';
import { STRICT, validate } from '../dictionary/validate.ts';
import { completeMessage } from '../testing/message-grammar.ts';
import type { Decimal } from '../wire/decimal.ts';
import { InvalidFieldValue, encode } from '../wire/encode.ts';
import { decode, type RawMessage } from '../wire/raw-message.ts';
import type {
  ExecutionReport,
  MarketDataRequest,
  NewOrderSingle,
  TypedMessage,
} from './gen/fix44.gen.ts';
import { decodeAs, decodeTyped } from './typed-reader.ts';
import { encodeTyped } from './typed-writer.ts';

const SENT_MS = 1_767_323_045_000;
const amount = (unscaled: bigint, scale = 0): Decimal => ({ unscaled, scale });

const ORDER: NewOrderSingle = {
  msgType: 'D',
  clOrdId: 'O1',
  symbol: 'EURUSD',
  side: '1',
  orderQty: amount(1000n),
  ordType: '1',
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

function wire(msgType: string, body: string): RawMessage {
  const ids = { senderCompId: 'YOFX', targetCompId: 'FLT' };
  const header = { beginString: 'FIX.4.4', msgType, msgSeqNum: 2, sendingTimeMs: SENT_MS, ...ids };
  const raw = decode(encode(header, body), FIX44.dataFields);
  if (raw === null || validate(raw, FIX44, STRICT) !== null) throw new Error('must be valid');
  return raw;
}

const roundTrip = (message: TypedMessage) =>
  decodeTyped(wire(message.msgType, encodeTyped(message)));
const tagsOf = (raw: RawMessage) =>
  Array.from({ length: raw.count }, (_, index) => raw.tagAt(index)).toSorted((a, b) => a - b);

describe('a typed message', () => {
  it('cannot be written without what it must have', () => {
    const { symbol: _, ...withoutSymbol } = ORDER;
    // @ts-expect-error Symbol(55) is missing
    expect(() => encodeTyped(withoutSymbol)).toThrow(InvalidFieldValue);
    // @ts-expect-error a limit order needs Price(44)
    const limit: NewOrderSingle = { ...ORDER, ordType: '2' };
    expect(() => encodeTyped(limit)).toThrow(InvalidFieldValue);
  });

  it('cannot hold a code that FIX does not have, or an entry without its first field', () => {
    // @ts-expect-error Side(54) has no such code
    const order: NewOrderSingle = { ...ORDER, side: 'BUY' };
    // @ts-expect-error an entry begins with PartyID(448)
    const parties: NewOrderSingle = { ...ORDER, partyIds: [{ partyRole: 1 }] };
    expect(order.side).toBe('BUY');
    expect(() => encodeTyped(parties)).toThrow(InvalidFieldValue);
  });

  it('narrows on ExecType(150)', () => {
    const report: ExecutionReport = {
      ...STATE,
      execType: 'F',
      lastPx: amount(109504n, 5),
      lastQty: amount(1000n),
    };
    if (report.execType === 'F') expectTypeOf(report.lastPx).toEqualTypeOf<Decimal>();
    // @ts-expect-error a trade has LastPx(31)
    const fill: ExecutionReport = { ...STATE, execType: 'F', lastQty: amount(1000n) };
    expect(decodeAs(wire('8', encodeTyped(report)), '8')).toEqual(report);
    expect(() => encodeTyped(fill)).toThrow(InvalidFieldValue);
  });

  it('is written ascending by tag, groups in place', () => {
    const request: MarketDataRequest = {
      msgType: 'V',
      mdReqId: 'M1',
      subscriptionRequestType: '1',
      marketDepth: 1,
      mdEntryTypes: [{ mdEntryType: '0' }, { mdEntryType: '1' }],
      relatedSym: [{ symbol: 'EURUSD' }],
    };
    expect(encodeTyped(request).replaceAll('\x01', '|')).toBe(
      '146=1|55=EURUSD|262=M1|263=1|264=1|267=2|269=0|269=1|',
    );
    expect(roundTrip(request)).toEqual({ kind: 'message', message: request });
  });

  it('says which field a fill lacks that came without it', () => {
    const fill = { ...STATE, execType: '0' } as const;
    const raw = wire('8', encodeTyped(fill).replace('150=0', '150=F'));
    expect(decodeTyped(raw)).toEqual({ kind: 'incomplete', refTagId: 31 });
    expect(decodeAs(raw, '8')).toBeNull();
  });

  it('carries flags, lists, data and nested groups', () => {
    const order: NewOrderSingle = {
      ...ORDER,
      execInst: ['1', 'G'],
      solicitedFlag: true,
      encodedText: 'a\x01b',
      partyIds: [{ partyId: 'P', partyRole: 1, partySubIds: [{ partySubId: 'desk' }] }],
    };
    expect(roundTrip(order)).toEqual({ kind: 'message', message: order });
  });
});

describe('every message of the dictionary', () => {
  it.each([...FIX44.messages.keys()])('%s comes back as it went out', (msgType) => {
    let complete = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const { bytes } = completeMessage(msgType, { seed, seq: 2, atMs: SENT_MS });
      const raw = decode(bytes, FIX44.dataFields);
      const decoded = raw === null ? null : decodeTyped(raw);
      if (raw === null || decoded?.kind !== 'message') continue;
      complete += 1;
      const again = wire(msgType, encodeTyped(decoded.message));
      expect(decodeTyped(again)).toEqual(decoded);
      expect(tagsOf(again)).toEqual(tagsOf(raw));
    }
    expect(complete).toBeGreaterThan(0);
  });
});
