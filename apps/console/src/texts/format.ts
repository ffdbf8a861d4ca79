/** Figures as people read them: in their language, with the digits that the thing itself has. */
import type { Locale } from './texts.ts';

const cache = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}:${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}

const DASH = '–';

/** A price with all its digits, trailing zeros too. */
export const formatPrice = (locale: Locale, price: number | null, digits: number): string =>
  price === null
    ? DASH
    : numberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: false,
      }).format(price);

export const formatMoney = (locale: Locale, amount: number | null, currency: string): string =>
  amount === null ? DASH : numberFormat(locale, { style: 'currency', currency }).format(amount);

/** With its sign, so that a gain is not told by colour alone. */
export const formatGain = (locale: Locale, amount: number | null, currency: string): string =>
  amount === null
    ? DASH
    : numberFormat(locale, { style: 'currency', currency, signDisplay: 'exceptZero' }).format(
        amount,
      );

export const formatNumber = (locale: Locale, value: number | null, decimals = 2): string =>
  value === null ? DASH : numberFormat(locale, { maximumFractionDigits: decimals }).format(value);

export const formatPercent = (locale: Locale, percent: number | null): string =>
  percent === null
    ? DASH
    : numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100);

export const formatTime = (locale: Locale, iso: string | null): string =>
  iso === null
    ? DASH
    : new Date(iso).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'medium' });

/** A day and a minute, for what is far enough away not to need seconds. */
export const formatMinute = (locale: Locale, iso: string | null): string =>
  iso === null
    ? DASH
    : new Date(iso).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** Of an axis: the time of day. */
export const formatClock = (locale: Locale, sec: number): string =>
  new Date(sec * SECOND_MS).toLocaleTimeString(locale, { timeStyle: 'medium' });

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How old a price is: tenths of a second while young, whole minutes when old. The units are the SI's in every language. */
export function formatAge(locale: Locale, ageMs: number | null): string {
  if (ageMs === null) return DASH;
  const figure = (value: number, digits: number): string =>
    numberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);
  if (ageMs < MINUTE_MS) return `${figure(ageMs / SECOND_MS, 1)} s`;
  return `${figure(Math.floor(ageMs / MINUTE_MS), 0)} min`;
}

/** What a person typed, or null when it is no number. Both decimal signs are understood. */
export function parseDecimal(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** The spread in points: the last digit of the price counts one. */
export const spreadPoints = (
  bid: number | null,
  ask: number | null,
  digits: number,
): number | null => (bid === null || ask === null ? null : Math.round((ask - bid) * 10 ** digits));
