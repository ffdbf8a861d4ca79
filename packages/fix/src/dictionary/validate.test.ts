/** Validation names the tag and the reason. */
import { describe, expect, it } from 'vitest';
import { encode } from '../wire/encode.ts';
import { decode, type RawMessage } from '../wire/raw-message.ts';
import { FIX44 } from './fix44.ts';
import { validate } from './validate.ts';

const ORDER = '11=A|38=1000|40=1|54=1|55=EURUSD|60=20260102-03:04:05|';

function message(msgType: string, body: string): RawMessage {
  const header = {
    beginString: 'FIX.4.4',
    msgType,
    msgSeqNum: 2,
    senderCompId: 'FLT',
    targetCompId: 'YOFX',
    sendingTimeMs: 0,
  };
  const raw = decode(encode(header, body.replaceAll('|', '\x01')), FIX44.dataFields);
  if (raw === null) throw new Error('the test message must be readable');
  return raw;
}

const faultOf = (msgType: string, body: string) => {
  const found = validate(message(msgType, body), FIX44);
  return found === null ? null : [found.reason, found.refTagId];
};

describe('validate', () => {
  it('accepts a complete order', () => {
    expect(faultOf('D', ORDER)).toBeNull();
  });

  it('passes over fields that it does not know', () => {
    expect(faultOf('D', `${ORDER}9001=custom|`)).toBeNull();
  });

  it.each([
    ['a missing required tag', 'D', ORDER.replace('11=A|', ''), [1, 11]],
    ['a tag without a value', 'D', ORDER.replace('11=A', '11='), [4, 11]],
    ['a value outside the enumeration', 'D', ORDER.replace('54=1', '54=Z'), [5, 54]],
    ['a number with a plus sign', 'D', ORDER.replace('38=1000', '38=+200.00'), [6, 38]],
    ['a time that is none', 'D', ORDER.replace('60=20260102', '60=20261399'), [6, 60]],
    ['an identifier with control characters', 'D', ORDER.replace('11=A', '11=\t'), [6, 11]],
    ['a repeated tag', 'D', `${ORDER}11=B|`, [13, 11]],
    ['a header tag in the body', 'D', `${ORDER}50=desk|`, [14, 50]],
    ['a tag that is no number', 'D', `${ORDER}x=1|`, [0, undefined]],
    ['an unknown MsgType', '*', '', [11, undefined]],
    ['too few group entries', 'V', '262=r|263=1|264=1|267=2|269=0|146=1|55=EURUSD|', [16, 267]],
    ['a repeated tag within an entry', 'X', '268=1|279=0|269=0|270=1|270=2|', [13, 270]],
    ['a price in a group that is none', 'W', '55=EURUSD|268=1|269=0|270=abc|', [6, 270]],
    [
      'a group that does not begin with its delimiter',
      'W',
      '55=EURUSD|268=1|270=1|269=0|',
      [16, 268],
    ],
  ])('refuses %s', (...[, msgType, body, expected]) => {
    expect(faultOf(msgType, body)).toEqual(expected);
  });

  it('accepts repeated tags in different group entries', () => {
    const body = '55=EURUSD|268=2|269=0|270=1.09496|269=1|270=1.09504|';
    expect(faultOf('W', body)).toBeNull();
  });

  it('accepts a known MsgType that has no rule: the application says what it thinks of it', () => {
    expect(faultOf('AE', '571=x|')).toBeNull();
  });
});
