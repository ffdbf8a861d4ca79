/** Encoding and decoding: what goes in comes out, and nothing can be smuggled in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIX44 } from '../dictionary/fix44.ts';
import { InvalidFieldValue, encode, field } from './encode.ts';
import { decode } from './raw-message.ts';

const HEADER = {
  beginString: 'FIX.4.4',
  msgType: 'D',
  msgSeqNum: 7,
  senderCompId: 'FLT',
  targetCompId: 'YOFX',
  sendingTimeMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
};

describe('encode and decode', () => {
  it('are inverse for any fields', () => {
    const value = fc
      .string({ minLength: 1, maxLength: 30 })
      .filter((text) => /^[\x20-\x7e]+$/.test(text));
    const fields = fc.array(fc.tuple(fc.integer({ min: 5000, max: 9999 }), value), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(fields, (pairs) => {
        const body = pairs.map(([tag, text]) => field(tag, text)).join('');
        const raw = decode(encode(HEADER, body), FIX44.dataFields);
        const found = pairs.map((_, index) => [raw?.tagAt(7 + index), raw?.textAt(7 + index)]);
        expect(found).toEqual(pairs);
      }),
    );
  });

  it('write the standard header in order, with BodyLength and CheckSum', () => {
    expect(encode(HEADER, field(11, 'A')).toString('latin1').replaceAll('\x01', '|')).toBe(
      '8=FIX.4.4|9=55|35=D|34=7|49=FLT|52=20260102-03:04:05.678|56=YOFX|11=A|10=251|',
    );
  });

  it('mark a resend with PossDupFlag(43) and OrigSendingTime(122)', () => {
    const bytes = encode({ ...HEADER, origSendingTimeMs: HEADER.sendingTimeMs - 1000 }, '');
    expect(bytes.toString('latin1')).toContain('\x0143=Y\x0149=FLT\x01');
    expect(bytes.toString('latin1')).toContain('\x01122=20260102-03:04:04.678\x01');
  });

  it.each(['EURUSD\x0135=D', 'a\nb', '\x00', 'é', ''])('refuse the value %j', (value) => {
    expect(() => field(55, value)).toThrow(InvalidFieldValue);
  });

  it('keep a data field whole although it holds the delimiter', () => {
    const bytes = encode(HEADER, '95=5\x0196=a\x01b=c\x01112=x\x01');
    const raw = decode(bytes, FIX44.dataFields);
    expect(raw?.text(96)).toBe('a\x01b=c');
    expect(raw?.text(112)).toBe('x');
  });

  it('call bytes without tag=value garbled', () => {
    const read = (text: string) => decode(Buffer.from(text), FIX44.dataFields);
    expect(read('8=FIX.4.4\x01hello\x01')).toBeNull();
    expect(read('8=FIX.4.4\x019=5\x0135=0\x01x=1\x01')).toBeNull();
  });

  it('call bytes whose third field is not MsgType(35) garbled', () => {
    expect(
      decode(Buffer.from('8=FIX.4.4\x019=5\x0134=1\x0135=0\x01'), FIX44.dataFields),
    ).toBeNull();
  });
});
