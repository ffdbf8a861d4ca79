/** Validation names the tag and the reason. */
import { describe, expect, it } from 'vitest';
import { encode } from '../wire/encode.ts';
import { decode, type RawMessage } from '../wire/raw-message.ts';
import { FIX44 } from './fix44.ts';
import { STRICT, TOLERANT, validate } from './validate.ts';

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

const faultOf = (msgType: string, body: string, rules = TOLERANT) => {
  const found = validate(message(msgType, body), FIX44, rules);
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
    ['a negative tag', 'D', `${ORDER}-1=1|`, [0, -1]],
    ['the tag 0', 'D', `${ORDER}0=1|`, [0, 0]],
    ['an unknown MsgType', '*', '', [11, undefined]],
    ['too few group entries', 'V', '262=r|263=1|264=1|267=2|269=0|146=1|55=EURUSD|', [16, 267]],
    ['a repeated tag within an entry', 'D', `${ORDER}453=1|448=P|447=D|447=D|`, [16, 453]],
    ['members before the delimiter', 'D', `${ORDER}453=1|447=D|448=P|452=1|`, [16, 453]],
    ['an entry without its delimiter', 'D', `${ORDER}453=1|447=D|452=1|`, [1, 448]],
    ['a price in a group that is none', 'W', '55=EURUSD|268=1|269=0|270=abc|', [6, 270]],
    [
      'a group that does not begin with its delimiter',
      'W',
      '55=EURUSD|268=1|270=1|269=0|',
      [1, 269],
    ],
    ['a missing field of a group entry', 'V', '262=r|263=1|264=1|267=1|269=0|146=1|65=x|', [1, 55]],
    ['a value outside a list of values', 'D', `${ORDER}18=1 ?|`, [5, 18]],
    ['a date that is none', 'D', `${ORDER}75=20260231|`, [6, 75]],
    ['a month that is none', 'D', `${ORDER}200=202613|`, [6, 200]],
    ['a flag that is none', 'D', `${ORDER}114=y|`, [6, 114]],
    [
      'a missing field before a wrong value',
      'D',
      ORDER.replace('11=A|', '').replace('54=1', '54=Z'),
      [1, 11],
    ],
    [
      'the lowest of two wrong tags',
      'D',
      ORDER.replace('54=1', '54=Z').replace('40=1', '40=Z'),
      [5, 40],
    ],
    [
      'a nested group with too few entries',
      'D',
      `${ORDER}453=1|448=P|447=D|452=1|802=2|523=S|803=1|`,
      [16, 802],
    ],
  ])('refuses %s', (...[, msgType, body, expected]) => {
    expect(faultOf(msgType, body)).toEqual(expected);
  });

  it('accepts repeated tags in different group entries', () => {
    const body = '55=EURUSD|268=2|269=0|270=1.09496|269=1|270=1.09504|';
    expect(faultOf('W', body)).toBeNull();
  });

  it.each([
    ['an undefined tag', '9001=x', [0, 9001]],
    ['a tag of other messages', '45=7', [2, 45]],
  ])('keeps %s in the group entry that it was put into', (...[, stray, expected]) => {
    const entries = `269=0|270=1.1|${stray}|271=5|269=1|${stray}|270=1.2|`;
    expect(faultOf('W', `55=EURUSD|268=2|${entries}`)).toBeNull();
    expect(faultOf('W', `55=EURUSD|268=2|${entries}`, STRICT)).toEqual(expected);
    const parties = `453=1|448=P|447=D|452=1|802=1|523=S|${stray}|803=1|`;
    expect(faultOf('D', `${ORDER}${parties}`)).toBeNull();
  });

  it('still counts the entries around a tag that it does not know', () => {
    expect(faultOf('W', '55=EURUSD|268=3|269=0|9001=x|270=1|269=1|270=2|')).toEqual([16, 268]);
    expect(faultOf('W', '55=EURUSD|268=1|9001=x|270=1|269=1|')).toEqual([1, 269]);
  });

  it('accepts a thousand entries of a group and refuses one more, whatever the count says', () => {
    const book = (claimed: number, entries: number) =>
      faultOf('W', `55=EURUSD|268=${claimed}|${'269=0|270=1.1|'.repeat(entries)}`);
    expect(book(1_000, 1_000)).toBeNull();
    expect(book(1_001, 1_001)).toEqual([16, 268]);
    expect(book(1_000, 1_001)).toEqual([16, 268]);
    const legs = '523=S|803=1|'.repeat(1_001);
    const nested = `${ORDER}453=1|448=P|447=D|452=1|802=1001|${legs}`;
    expect(faultOf('D', nested)).toEqual([16, 802]);
  });

  it('accepts the members of an entry in any order behind the delimiter', () => {
    expect(faultOf('D', `${ORDER}453=2|448=P|452=1|447=D|448=Q|447=D|452=1|`)).toBeNull();
  });

  it('accepts nested groups and lists of values', () => {
    const parties = '453=2|448=P|447=D|452=1|802=1|523=S|803=1|448=Q|447=D|452=2|';
    expect(faultOf('D', `${ORDER}18=1 2 G|${parties}`)).toBeNull();
  });

  it.each([
    ['an undefined tag', `${ORDER}999=x|`, [0, 999]],
    ['an undefined tag of the user range', `${ORDER}9001=x|`, [0, 9001]],
    ['a tag of another message', `${ORDER}37=x|`, [2, 37]],
  ])('refuses %s only when it is told to', (...[, body, expected]) => {
    expect(faultOf('D', body)).toBeNull();
    expect(faultOf('D', body, STRICT)).toEqual(expected);
  });

  it('refuses OrdStatus(39) Replaced, which FIX has dropped with 4.3, and no other status', () => {
    const report = (ordStatus: string) =>
      faultOf('8', `37=L|17=E|150=5|39=${ordStatus}|55=EURUSD|54=1|151=0|14=0|6=0|`);
    expect(report('5')).toEqual([5, 39]);
    for (const status of '012346789ABCDE') expect(report(status)).toBeNull();
  });

  it('lets every check be turned off', () => {
    const userDefined = { ...STRICT, userDefinedFields: false };
    expect(faultOf('D', `${ORDER}9001=x|`, userDefined)).toBeNull();
    expect(faultOf('D', `${ORDER}58=|`, { ...STRICT, fieldsHaveValues: false })).toBeNull();
    expect(faultOf('D', `${ORDER}50=desk|`, { ...STRICT, fieldsOutOfOrder: false })).toBeNull();
  });
});
