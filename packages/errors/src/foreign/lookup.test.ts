/** Finding a row: unknown numbers survive, inherited names find nothing, and one space's code does not fit another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, type Code, isCode } from '../catalogue/index.ts';
import {
  fixValue,
  FOREIGN_ROWS,
  foreign,
  foreignKeyText,
  foreignOf,
  GATEWAY_SPEC,
  gatewayOf,
  gatewayReal,
  gatewaySpec,
  lookupFix,
  lookupGatewayReal,
  lookupMt5Login,
  lookupMt5Manager,
  lookupMt5Terminal,
  lookupMt5Trade,
  lookupVenue,
  mt5Login,
  mt5Manager,
  mt5Terminal,
  mt5Trade,
  parseForeignKey,
  platformOf,
  type ReasonOf,
  type Space,
  venueCode,
} from './index.ts';
import { TABLES } from './tables.ts';

const codes = Object.keys(catalogue).filter(isCode);
const spaces = [...TABLES.keys()];
const aSpace = fc.constantFrom(...spaces);
const aNumber = fc.oneof(fc.integer(), fc.string());
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

describe('looking a number up', () => {
  it('finds every row under its own key', () => {
    for (const row of FOREIGN_ROWS) expect(foreign(row.space, row.number, row.operation)).toBe(row);
  });

  it('keeps what it does not know, and assumes nothing about it', () => {
    fc.assert(
      fc.property(aSpace, aNumber, fc.option(fc.string()), (space, number, operation) => {
        const found = foreign(space, number, operation);
        expect(found).toMatchObject({ space, operation });
        expect(String(found.number)).toBe(String(number));
        expect(found.known || (found.outcome === 'UNKNOWN' && found.retry === 'same-key')).toBe(
          true,
        );
      }),
    );
  });

  it.each(INHERITED)('does not find %s, which every object inherits', (name) => {
    for (const space of spaces) {
      expect(foreign(space, name)).toMatchObject({ known: false, number: name });
      expect(foreign(space, 1, name)).toMatchObject({ known: false, operation: name });
    }
    expect(foreign(name as Space, 1)).toMatchObject({ known: false, space: name });
    expect(gatewayOf('ORDER_REJECTED', name)).toEqual({ code: 3 });
    expect(platformOf(gatewaySpec(3), name)).toMatchObject({ code: 'ORDER_REJECTED' });
    expect(parseForeignKey(`mt5.login:${name}`)).toBeNull();
    expect(parseForeignKey(`${name}:1`)).toBeNull();
  });

  it('refuses to make a code of what is no integer', () => {
    for (const wrong of [1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => mt5Login(wrong)).toThrow(RangeError);
    }
  });
});

describe('a code of one space', () => {
  it('finds its row where it belongs', () => {
    expect(lookupMt5Login(mt5Login(10020))).toMatchObject({ name: 'Too many logins' });
    expect(lookupMt5Trade(mt5Trade(10009))).toMatchObject({ code: null, outcome: 'APPLIED' });
    expect(lookupMt5Terminal(mt5Terminal(-10004))).toMatchObject({ code: 'LP_NOT_CONNECTED' });
    expect(lookupMt5Manager(mt5Manager(1001))).toMatchObject({ reason: 'CREDENTIALS' });
    expect(lookupFix(103, fixValue(103, '3'))).toMatchObject({ reason: 'LP_LIMIT' });
    const halted = venueCode('oanda', 'MARKET_HALTED');
    expect(lookupVenue({ venue: 'oanda', operation: 'cancel' }, halted)).toMatchObject({
      code: 'MARKET_CLOSED',
    });
  });

  it('is refused by the compiler everywhere else', () => {
    // Run as well as compiled: at run time a brand is gone, and the number is just unknown or something else.
    const wrong = [
      // @ts-expect-error a trade code is no login code
      lookupMt5Login(mt5Trade(10009)),
      // @ts-expect-error a bare number is no code
      lookupMt5Trade(10009),
      // @ts-expect-error a login code is no trade code
      lookupMt5Trade(mt5Login(10009)),
      // @ts-expect-error the manager's numbers are not the terminal's
      lookupMt5Terminal(mt5Manager(5)),
      // @ts-expect-error a cancel's reason is no order's reason
      lookupFix(103, fixValue(102, '3')),
      // @ts-expect-error one operation's number is not another's
      lookupGatewayReal('place', gatewayReal('cancel', 3)),
      // @ts-expect-error one venue's code is not another's
      lookupVenue({ venue: 'ib' }, venueCode('binance', 103)),
      // @ts-expect-error the real gateway does not speak the specification's numbers
      platformOf(gatewayReal('place', 5)),
    ];
    expect(wrong).toHaveLength(8);
  });

  it('has only sub-cases that its catalogue row knows', () => {
    const reasons: [ReasonOf<'INVALID_VOLUME'>, ReasonOf<'LIMIT_EXCEEDED'>] = [
      'STEP',
      'MAX_POSITIONS',
    ];
    // @ts-expect-error no such sub-case
    const wrong: ReasonOf<'ORDER_REJECTED'> = 'PENDING';
    expect([...reasons, wrong]).toHaveLength(3);
  });
});

describe('asking which foreign numbers mean a code', () => {
  it('finds each row under its code and under its sub-case', () => {
    const meant = codes.flatMap((code) => foreignOf(code));
    expect(new Set(meant)).toEqual(new Set(FOREIGN_ROWS.filter(({ code }) => code !== null)));
    expect(meant).toHaveLength(new Set(meant).size);
    const late = foreignOf('ORDER_REJECTED', 'TOO_LATE');
    expect(late.map(foreignKeyText)).toEqual(['fix.103:4']);
    expect(foreignOf('DATABASE_ERROR')).toEqual([]);
  });
});

describe('the gateway’s dialect', () => {
  it('has a spelling for each of our 43 codes, and reads its own spelling back', () => {
    expect(codes).toHaveLength(43);
    for (const code of codes) {
      const { code: number, reason } = gatewayOf(code);
      expect(number).toBeGreaterThan(0);
      expect(number).toBeLessThanOrEqual(20);
      expect([code, platformOf(number, reason)]).toMatchObject([code, { code }]);
    }
  });

  it('keeps each sub-case that it has a word for', () => {
    const kept: [Code, string][] = [
      ['MARGIN_INSUFFICIENT', 'NEGATIVE_BALANCE'],
      ['MARKET_CLOSED', 'HOLIDAY_CLOSED'],
      ['ORDER_REJECTED', 'INSUFFICIENT_LIQUIDITY'],
      ['TRADING_RESTRICTED', 'CLOSE_ONLY'],
      ['LIMIT_EXCEEDED', 'MAX_ORDERS_EXCEEDED'],
      ['LIMIT_EXCEEDED', 'MAX_EXPOSURE'],
      ['PARTIAL_CLOSE_INVALID', 'NOT_ALLOWED'],
      ['PARTIAL_CLOSE_INVALID', 'STEP'],
      ['INVALID_VOLUME', 'TOO_LOW'],
      ['INVALID_PRICE', 'PRICE_OUT_OF_RANGE'],
      ['INVALID_SL_TP', 'sl'],
      ['INVALID_SL_TP', 'tp'],
      ['DUPLICATE_REQUEST', 'KEY_REUSED'],
      ['SERVICE_UNAVAILABLE', 'MAINTENANCE'],
      ['SERVICE_UNAVAILABLE', 'DATA'],
      ['SERVICE_UNAVAILABLE', 'UPSTREAM'],
    ];
    for (const [code, reason] of kept) {
      const spelled = gatewayOf(code, reason);
      expect(platformOf(spelled.code, spelled.reason)).toMatchObject({ code, reason });
    }
  });

  it('reads every reason of the specification as its row says', () => {
    const reasons = GATEWAY_SPEC.rows.filter(({ number }) => String(number).includes('/'));
    expect(reasons).toHaveLength(27);
    for (const { number, name, code, reason } of reasons) {
      const spelled = gatewaySpec(Number.parseInt(String(number), 10));
      expect(platformOf(spelled, name)).toMatchObject({ code, reason });
    }
    expect(platformOf(gatewaySpec(0))).toMatchObject({ known: true, code: null });
    expect(platformOf(gatewaySpec(21), 'NEW')).toMatchObject({ known: false, number: 21 });
  });
});

describe('a key as text', () => {
  it('leads back to its row, for every row', () => {
    for (const row of FOREIGN_ROWS) {
      const { space, operation, number } = row;
      expect(parseForeignKey(foreignKeyText(row))).toEqual({ space, operation, number });
    }
  });

  it.each([
    ['mt5.login:10020', { space: 'mt5.login', operation: null, number: 10020 }],
    ['mt5.trade:10009', { space: 'mt5.trade', operation: null, number: 10009 }],
    ['mt5.terminal:-10004', { space: 'mt5.terminal', operation: null, number: -10004 }],
    ['gateway:5', { space: 'gateway.spec', operation: null, number: 5 }],
    [
      'gateway:3/INSUFFICIENT_MARGIN',
      { space: 'gateway.spec', operation: null, number: '3/INSUFFICIENT_MARGIN' },
    ],
    ['gateway.http:401', { space: 'gateway.spec', operation: 'http', number: 401 }],
    ['gateway.real.place:2', { space: 'gateway.real', operation: 'place', number: 2 }],
    ['fix:103=3', { space: 'fix.103', operation: null, number: '3' }],
    ['fix:39=A', { space: 'fix.39', operation: null, number: 'A' }],
    [
      'venue.oanda.cancel:MARKET_HALTED',
      { space: 'venue.oanda', operation: 'cancel', number: 'MARKET_HALTED' },
    ],
    ['mt5.login:99999', { space: 'mt5.login', operation: null, number: 99999 }],
  ])('reads %s', (text, key) => {
    expect(parseForeignKey(text)).toEqual(key);
  });

  it.each([
    '',
    ':',
    'MARKET_CLOSED',
    'mt5.login:',
    'mt5.login:ten',
    'mt5.login:1.5',
    'mt5.login:1e4',
    'mt5.unknown:1',
    'gateway.real:2',
    'gateway.real.steal:2',
    'gateway:3/insufficient',
    'fix:999=1',
    'fix:103',
    'fix:103=',
    'venue.ctrader:1',
  ])('reads nothing out of "%s"', (text) => {
    expect(parseForeignKey(text)).toBeNull();
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = parseForeignKey(text);
        expect(key === null || spaces.includes(key.space)).toBe(true);
      }),
    );
  });
});
