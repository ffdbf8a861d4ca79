/** Typed messages: what the types forbid, and that every message comes back as it went out. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { FIX44 } from '../dictionary/fix44.ts';
import { validate } from '../dictionary/validate.ts';
import { SOH_TEXT } from '../wire/bytes.ts';
import { parseDecimal, type Decimal } from '../wire/decimal.ts';
import { encode } from '../wire/encode.ts';
import { decode } from '../wire/raw-message.ts';
import { decodeMessage, encodeBody, type Decoded, type OutgoingAppMessage } from './app-message.ts';
import type { ExecutionReport } from './execution-report.ts';
import type { NewOrderSingle } from './new-order-single.ts';

const decimal = (text: string): Decimal => parseDecimal(text) ?? { unscaled: 0n, scale: 0 };

const ORDER: NewOrderSingle = {
  msgType: 'D',
  clOrdId: 'O1-1',
  symbol: 'EURUSD',
  side: '1',
  orderQty: decimal('100000'),
  ordType: '1',
  timeInForce: '3',
  transactTimeMs: 1_767_323_045_678,
};

const STATE = {
  msgType: '8',
  ordStatus: '2',
  orderId: 'L1',
  execId: 'E2',
  clOrdId: 'O1-1',
  symbol: 'EURUSD',
  side: '1',
  orderQty: decimal('100000'),
  leavesQty: decimal('0'),
  cumQty: decimal('100000'),
  avgPx: decimal('1.09504'),
  transactTimeMs: 1_767_323_045_700,
} as const;
const FILL: ExecutionReport = {
  ...STATE,
  execType: 'F',
  lastQty: decimal('100000'),
  lastPx: decimal('1.09504'),
};

function read(msgType: string, body: string): Decoded {
  const header = {
    beginString: 'FIX.4.4',
    msgType,
    msgSeqNum: 9,
    senderCompId: 'FLT',
    targetCompId: 'YOFX',
    sendingTimeMs: 1_767_323_045_000,
  };
  const raw = decode(encode(header, body), FIX44.dataFields);
  if (raw === null || validate(raw, FIX44) !== null) throw new Error('must be valid');
  return decodeMessage(raw);
}

const OTHERS: readonly OutgoingAppMessage[] = [
  { ...ORDER, ordType: '2', price: decimal('1.09000') },
  { ...ORDER, ordType: '4', price: decimal('1.09000'), stopPx: decimal('1.09100') },
  { ...STATE, execType: '8', ordStatus: '8', ordRejReason: 6, text: 'duplicate order' },
  { ...FILL, execType: 'G', execRefId: 'E1', lastQty: decimal('1'), lastPx: decimal('1') },
  { ...STATE, execType: 'H', execRefId: 'E1' },
  { msgType: 'H', clOrdId: 'O1-1', symbol: 'EURUSD', side: '2', ordStatusReqId: 'Q1' },
  {
    msgType: 'V',
    mdReqId: 'M1',
    subscriptionRequestType: '1',
    marketDepth: 1,
    mdUpdateType: 1,
    mdEntryTypes: ['0', '1'],
    symbols: ['EURUSD', 'XAUUSD'],
  },
  {
    msgType: 'W',
    mdReqId: 'M1',
    symbol: 'EURUSD',
    entries: [
      { mdEntryType: '0', mdEntryPx: decimal('1.09496'), mdEntrySize: decimal('1000000') },
      { mdEntryType: '1', mdEntryPx: decimal('1.09504') },
    ],
  },
  {
    msgType: 'X',
    mdReqId: 'M1',
    changes: [
      { mdUpdateAction: '1', mdEntryType: '0', symbol: 'EURUSD', mdEntryPx: decimal('1.1') },
      { mdUpdateAction: '2', mdEntryId: 'old' },
    ],
  },
  { msgType: 'Y', mdReqId: 'M1', mdReqRejReason: '0', text: 'unknown symbol' },
  {
    msgType: 'j',
    refSeqNum: 4,
    refMsgType: 'D',
    businessRejectRefId: 'O1-1',
    businessRejectReason: 4,
  },
];

describe('typed messages', () => {
  it.each([ORDER, FILL, ...OTHERS])('$msgType comes back as it went out', (message) => {
    const decoded = read(message.msgType, encodeBody(message));
    expect(decoded).toMatchObject({ kind: 'message', message });
  });

  it('cannot be encoded without what they must have', () => {
    const { symbol: _, ...withoutSymbol } = ORDER;
    // @ts-expect-error Symbol(55) is missing
    expect(() => encodeBody(withoutSymbol)).toThrow(TypeError);
    // @ts-expect-error a limit order needs Price(44)
    const limit: NewOrderSingle = { ...ORDER, ordType: '2' };
    expect(limit.ordType).toBe('2');
  });

  it('narrow on ExecType(150)', () => {
    const report: ExecutionReport = FILL;
    if (report.execType === 'F') expectTypeOf(report.lastPx).toEqualTypeOf<Decimal>();
    // @ts-expect-error only a trade has LastPx(31)
    if (report.execType === '8') expectTypeOf(report.lastPx);
    expect(report.execType).toBe('F');
  });

  it('clean and bound free text that comes from outside', () => {
    const body = encodeBody({ ...FILL, text: 'x' }).replace('58=x', `58=\t${'y'.repeat(900)}`);
    const decoded = read('8', body);
    if (decoded.kind !== 'message' || decoded.message.msgType !== '8') throw new Error('a report');
    expect(decoded.message.text).toBe(` ${'y'.repeat(511)}`);
  });

  it('read on in a group entry behind a tag that nobody knows', () => {
    const body = '55=EURUSD|268=2|269=0|9001=x|270=1.1|269=1|9001=y|270=1.2|271=5|58=end|';
    const decoded = read('W', body.replaceAll('|', SOH_TEXT));
    expect(decoded.kind === 'message' && decoded.message).toMatchObject({
      entries: [
        { mdEntryType: '0', mdEntryPx: decimal('1.1'), mdEntrySize: undefined },
        { mdEntryType: '1', mdEntryPx: decimal('1.2'), mdEntrySize: decimal('5') },
      ],
    });
  });

  it('say which field a fill lacks', () => {
    const body = encodeBody(FILL).replace(`31=1.09504${SOH_TEXT}`, '');
    expect(read('8', body)).toEqual({ kind: 'incomplete', refTagId: 31 });
  });

  it('tell a message without a typed form from a broken one', () => {
    expect(read('BF', '923=U1\x01553=jo\x01')).toEqual({ kind: 'unsupported' });
  });
});
