/** Everything that a locale has its own way of writing, made once and kept. */
import type { Locale } from '../locale.ts';
import { durationsOf } from './durations.ts';
import { instantsOf, type SayInstant } from './instants.ts';
import { memo } from '../../memo.ts';
import { numberShape, writeNumber, type NumberShape } from './number-shape.ts';

const CURRENCIES_REMEMBERED = 200;
const PRICE_SHAPES_REMEMBERED = 20;
const ZONES_REMEMBERED = 100;
const COUNTS_REMEMBERED = 1_000;

/** What Intl accepts as a currency; other names stand behind the number. */
const CURRENCY = /^[A-Za-z]{3}$/;

export interface Voice {
  readonly number: (value: number) => string;
  /** @param digits - Written at least: 1.095 with five is "1.09500". */
  readonly price: (value: number, digits: number) => string;
  /** @param value - In percent: 49.75 is "49.75%". */
  readonly percent: (value: number) => string;
  /** Without a currency the amount is written with cents only when it has some. */
  readonly money: (value: number, currency: string | undefined) => string;
  readonly duration: (ms: number) => string;
  readonly instant: (timeZone: string) => SayInstant;
  readonly plural: (value: number) => string;
}

const currencyShape = (locale: Locale, currency: string): NumberShape =>
  CURRENCY.test(currency)
    ? numberShape(locale, { style: 'currency', currency })
    : { ...numberShape(locale), suffix: ` ${currency}` };

function voice(locale: Locale): Voice {
  const plain = numberShape(locale);
  const cents = { ...plain, fraction: 2 };
  const percent = numberShape(locale, { style: 'percent' });
  const shapeOf = memo(CURRENCIES_REMEMBERED, (name: string) => currencyShape(locale, name));
  const priceShape = memo(PRICE_SHAPES_REMEMBERED, (fraction: number) => ({ ...plain, fraction }));
  const rules = new Intl.PluralRules(locale);
  return {
    number: (value) => writeNumber(plain, value),
    price: (value, digits) => writeNumber(priceShape(digits), value),
    percent: (value) => writeNumber(percent, value),
    money: (value, currency) => {
      if (currency !== undefined) return writeNumber(shapeOf(currency), value);
      return writeNumber(Number.isInteger(value) ? plain : cents, value);
    },
    duration: durationsOf(locale),
    instant: memo(ZONES_REMEMBERED, (zone: string) => instantsOf(locale, zone)),
    plural: memo(COUNTS_REMEMBERED, (value: number) => rules.select(value)),
  };
}

/** The voice of a locale. Made at its first use: a process that answers in one language pays for one. */
export const voiceOf: (locale: Locale) => Voice = memo(4, voice);
