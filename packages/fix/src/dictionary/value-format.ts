/** Whether a value has the format of its type. Each test looks at the bytes: no text and no number is made of them. */
import { daysInMonth, parseTimestampBytes } from '../wire/timestamp.ts';
import { ZERO } from '../wire/bytes.ts';
import type { FieldSource } from './source.ts';

/** Whether the bytes in `[start, end)`, which are not none, have the format. */
export type FormatTest = (bytes: Uint8Array, start: number, end: number) => boolean;

/** Text for people: it may hold what an identifier must not. */
const FREE_NAME = /Text$|^Headline$|^Subject$|Issuer$|Desc$/;

const DIGITS_MAX = 15;
const DECIMAL_MAX = 40;
const MINUS = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const YES = 0x59;
const NO = 0x4e;
const WEEK = 0x77;

function isPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    // One comparison for both ends of the range.
    if (((bytes[at] ?? 0) - 0x20) >>> 0 > 0x5e) return false;
  }
  return true;
}

function isFlag(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 1 && (bytes[start] === YES || bytes[start] === NO);
}

function isInt(bytes: Uint8Array, start: number, end: number): boolean {
  return isNatural(bytes, bytes[start] === MINUS ? start + 1 : start, end);
}

function isWholeDate(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 8 && isDate(bytes, start);
}

function isNatural(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start || end - start > DIGITS_MAX) return false;
  for (let at = start; at < end; at += 1) {
    if (((bytes[at] ?? 0) - ZERO) >>> 0 > 9) return false;
  }
  return true;
}

/** The same numbers as `parseDecimal`: an optional minus, digits, at most one point. */
function isDecimal(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > DECIMAL_MAX) return false;
  const first = bytes[start] === MINUS ? start + 1 : start;
  let points = 0;
  for (let at = first; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte - ZERO) >>> 0 <= 9) continue;
    if (byte !== POINT) return false;
    points += 1;
  }
  return points <= 1 && end - first > points;
}

function number(bytes: Uint8Array, start: number, length: number): number {
  let value = 0;
  for (let at = start; at < start + length; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >>> 0 > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function isDate(bytes: Uint8Array, start: number): boolean {
  const year = number(bytes, start, 4);
  const month = number(bytes, start + 4, 2);
  const day = number(bytes, start + 6, 2);
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** `YYYYMM`, `YYYYMMDD` or `YYYYMMw1` to `YYYYMMw5`. */
function isMonthYear(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start === 8 && bytes[start + 6] !== WEEK) return isDate(bytes, start);
  const month = number(bytes, start + 4, 2);
  const isMonth = number(bytes, start, 4) >= 0 && month >= 1 && month <= 12;
  if (end - start === 6) return isMonth;
  const week = number(bytes, start + 7, 1);
  return end - start === 8 && isMonth && week >= 1 && week <= 5;
}

/** `HH:MM:SS` with an optional fraction of up to nine digits. */
function isTime(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  const isClock =
    number(bytes, start, 2) < 24 &&
    number(bytes, start + 3, 2) < 60 &&
    number(bytes, start + 6, 2) <= 60 &&
    bytes[start + 2] === COLON &&
    bytes[start + 5] === COLON;
  if (!isClock || length === 8) return isClock;
  return bytes[start + 8] === POINT && length <= 18 && isNatural(bytes, start + 9, end);
}

function isTimestamp(bytes: Uint8Array, start: number, end: number): boolean {
  return !Number.isNaN(parseTimestampBytes(bytes, start, end));
}

function isChar(_bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 1;
}

const TESTS: Readonly<Record<string, FormatTest>> = {
  CHAR: isChar,
  INT: isInt,
  DAYOFMONTH: isInt,
  SEQNUM: isNatural,
  LENGTH: isNatural,
  NUMINGROUP: isNatural,
  QTY: isDecimal,
  PRICE: isDecimal,
  PRICEOFFSET: isDecimal,
  AMT: isDecimal,
  FLOAT: isDecimal,
  PERCENTAGE: isDecimal,
  BOOLEAN: isFlag,
  UTCTIMESTAMP: isTimestamp,
  UTCDATE: isWholeDate,
  UTCDATEONLY: isWholeDate,
  LOCALMKTDATE: isWholeDate,
  MONTHYEAR: isMonthYear,
  UTCTIMEONLY: isTime,
};
const FREE_TYPES: ReadonlySet<string> = new Set(['DATA', 'XMLDATA']);

/**
 * The test of a field. An identifier must be printable ASCII, since it may have to be sent back as it is; null stands for
 * free text and data, which may be anything and is cleaned before anybody sees it.
 */
export function formatTestOf({
  name,
  type,
}: Pick<FieldSource, 'name' | 'type'>): FormatTest | null {
  if (FREE_TYPES.has(type)) return null;
  return TESTS[type] ?? (FREE_NAME.test(name) ? null : isPrintable);
}
