/** Numbers, waits and instants are written as each locale writes them; Intl is the judge. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../locale.ts';
import { evaluate } from '../evaluate.ts';
import { numberShape, writeNumber } from './number-shape.ts';
import { voiceOf } from './voice.ts';

const SPACES = /[\u00a0\u202f]/g;
const plain = (text: string): string => text.replaceAll(SPACES, ' ');

describe('numbers', () => {
  it.each([
    ['en', '$1,234.56', '-$12,345.60', '1,234.5', '49.75%', '¥1,235'],
    ['es', '1234,56 US$', '-12.345,60 US$', '1234,5', '49,75 %', '1235 JPY'],
    ['fr', '1 234,56 $US', '-12 345,60 $US', '1 234,5', '49,75 %', '1 235 JPY'],
    ['de', '1.234,56 $', '-12.345,60 $', '1.234,5', '49,75 %', '1.235 ¥'],
  ] as const)('are written as in %s', (locale, money, debt, lots, percent, yen) => {
    const voice = voiceOf(locale);
    expect(plain(voice.money(1_234.56, 'USD'))).toBe(money);
    expect(plain(voice.money(-12_345.6, 'USD'))).toBe(debt);
    expect(plain(voice.number(1_234.5))).toBe(lots);
    expect(plain(voice.percent(49.75))).toBe(percent);
    expect(plain(voice.money(1_235, 'JPY'))).toBe(yen);
  });

  it('shows cents without a currency only when there are some', () => {
    expect(voiceOf('en').money(10_000, undefined)).toBe('10,000');
    expect(voiceOf('en').money(9_500.5, undefined)).toBe('9,500.50');
  });

  it('keeps every digit of a price and of a crypto amount', () => {
    expect(voiceOf('de').number(1.09501)).toBe('1,09501');
    expect(plain(voiceOf('en').money(0.00000012, 'BTC'))).toBe('BTC 0.00000012');
  });

  it('puts a currency that Intl does not know behind the amount', () => {
    expect(plain(voiceOf('en').money(12.5, 'USDT'))).toBe('12.5 USDT');
  });

  it.each(LOCALES)('agree with Intl to the last digit: %s', (locale) => {
    const options = [{}, { style: 'currency', currency: 'EUR' }] as const;
    for (const option of options) {
      const shape = numberShape(locale, option);
      const judge = new Intl.NumberFormat(locale, { ...option, maximumFractionDigits: 100 });
      const cents = fc.maxSafeInteger().map((amount) => amount / 100);
      const exact = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
      fc.assert(
        fc.property(fc.oneof(exact, cents, fc.maxSafeInteger()), (value) => {
          fc.pre(Math.abs(value) > 1e-80 || value === 0);
          const expected = judge.format(Object.is(value, -0) ? 0 : value);
          expect(writeNumber(shape, value)).toBe(expected);
        }),
      );
    }
  });
});

describe('waits', () => {
  it.each([
    ['en', '250 milliseconds', '1 second', '2 seconds', '2 minutes, 30 seconds', '3 days'],
    ['es', '250 milisegundos', '1 segundo', '2 segundos', '2 minutos y 30 segundos', '3 días'],
    ['fr', '250 millisecondes', '1 seconde', '2 secondes', '2 minutes et 30 secondes', '3 jours'],
    ['de', '250 Millisekunden', '1 Sekunde', '2 Sekunden', '2 Minuten, 30 Sekunden', '3 Tage'],
  ] as const)('are said as in %s', (locale, ...expected) => {
    const { duration } = voiceOf(locale);
    const said = [250, 1_000, 2_000, 150_000, 3 * 86_400_000].map((ms) => plain(duration(ms)));
    expect(said).toEqual(expected);
  });
});

describe('plural forms', () => {
  const cases = { '=0': 'none', one: 'one', other: 'other' };
  const formOf = (locale: (typeof LOCALES)[number], lots: number): string =>
    evaluate([['plural', 'lots', cases]], {
      details: { lots },
      voice: voiceOf(locale),
      nowMs: 0,
      timeZone: 'UTC',
    });

  it.each([
    ['en', ['none', 'other', 'one', 'other', 'other']],
    ['es', ['none', 'other', 'one', 'other', 'other']],
    ['fr', ['none', 'one', 'one', 'one', 'other']],
    ['de', ['none', 'other', 'one', 'other', 'other']],
  ] as const)('are those of %s', (locale, forms) => {
    expect([0, 0.5, 1, 1.5, 2].map((lots) => formOf(locale, lots))).toEqual(forms);
  });

  it('falls back to the general form where a language has more of them', () => {
    expect(formOf('es', 1_000_000)).toBe('other');
  });
});

describe('instants', () => {
  const NOON = Date.UTC(2026, 0, 18, 17);
  const say = voiceOf('en').instant('America/New_York');

  it.each([
    ['2026-01-18T17:00:01Z', 'Sunday 12:00 New York, in 1 second'],
    ['2026-01-18T17:00:00Z', 'Sunday 12:00 New York, in 0 seconds'],
    ['2026-01-18T16:15:00Z', 'Sunday 11:15 New York, 45 minutes ago'],
    ['2026-01-20T14:30:00Z', 'Tuesday 09:30 New York, in 46 hours'],
    ['2026-01-20T17:00:00Z', 'Tuesday 12:00 New York, in 2 days'],
    ['2026-02-01T22:00:00Z', 'February 1, 2026 at 17:00 New York, in 14 days'],
    ['2026-09-07T21:00:00Z', 'September 7, 2026 at 17:00 New York'],
    ['2026-99-99T99:99:99Z', '2026-99-99T99:99:99Z'],
  ])('%s is said as "%s"', (instant, said) => {
    expect(say(instant, NOON)).toBe(said);
  });

  it('are said in UTC when the zone does not exist', () => {
    expect(voiceOf('en').instant('Mars/Olympus')('2026-01-18T17:00:00Z', NOON)).toContain(
      '17:00 UTC',
    );
  });
});
