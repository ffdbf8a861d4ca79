/** Whether a value has the format of its type. It looks at the bytes: no text and no number is made of them. */
import { daysInMonth, parseTimestampBytes } from '../wire/timestamp.ts';
import { isDigit } from '../wire/bytes.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import type { FieldSource } from './source.ts';

/** The formats that differ on the wire; many FIX types share one. */
export const Format = {
  /** Printable ASCII: an identifier that may have to be sent back as it is. */
  Text: 0,
  /** Anything; cleaned before anybody sees it. */
  Free: 1,
  Char: 2,
  Int: 3,
  /** A whole number without a sign. */
  Natural: 4,
  Decimal: 5,
  Boolean: 6,
  Timestamp: 7,
  Date: 8,
  MonthYear: 9,
  TimeOnly: 10,
} as const;
export type Format = (typeof Format)[keyof typeof Format];

const FORMATS: Readonly<Record<string, Format>> = {
  CHAR: Format.Char,
  INT: Format.Int,
  DAYOFMONTH: Format.Int,
  SEQNUM: Format.Natural,
  LENGTH: Format.Natural,
  NUMINGROUP: Format.Natural,
  QTY: Format.Decimal,
  PRICE: Format.Decimal,
  PRICEOFFSET: Format.Decimal,
  AMT: Format.Decimal,
  FLOAT: Format.Decimal,
  PERCENTAGE: Format.Decimal,
  BOOLEAN: Format.Boolean,
  UTCTIMESTAMP: Format.Timestamp,
  UTCDATE: Format.Date,
  UTCDATEONLY: Format.Date,
  LOCALMKTDATE: Format.Date,
  MONTHYEAR: Format.MonthYear,
  UTCTIMEONLY: Format.TimeOnly,
  DATA: Format.Free,
  XMLDATA: Format.Free,
};
/** Text for people: it may hold what an identifier must not. */
const FREE_NAME = /Text$|^Headline$|^Subject$|Issuer$|Desc$/;

export function formatOf({ name, type }: Pick<FieldSource, 'name' | 'type'>): Format {
  return FORMATS[type] ?? (FREE_NAME.test(name) ? Format.Free : Format.Text);
}

const DIGITS_MAX = 15;
const DECIMAL_MAX = 40;

/** Whether the field at `index`, which is not empty, has the format. */
export function hasFormat(format: Format, raw: RawMessage, index: number): boolean {
  const { bytes } = raw;
  const start = raw.startAt(index);
  const end = raw.endAt(index);
  switch (format) {
    case Format.Free:
      return true;
    case Format.Text:
      return isPrintable(bytes, start, end);
    case Format.Char:
      return end - start === 1;
    case Format.Int:
      return isInt(bytes, start, end);
    case Format.Natural:
      return isNatural(bytes, start, end);
    case Format.Decimal:
      return isDecimal(bytes, start, end);
    case Format.Boolean:
      return end - start === 1 && isFlag(bytes[start]);
    case Format.Timestamp:
      return !Number.isNaN(parseTimestampBytes(bytes, start, end));
    case Format.Date:
      return isWholeDate(bytes, start, end);
    case Format.MonthYear:
      return isMonthYear(bytes, start, end);
    case Format.TimeOnly:
      return isTime(bytes, start, end);
  }
}

const MINUS = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const YES = 0x59;
const NO = 0x4e;
const WEEK = 0x77;

function isPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

function isFlag(byte: number | undefined): boolean {
  return byte === YES || byte === NO;
}

function isInt(bytes: Uint8Array, start: number, end: number): boolean {
  return isNatural(bytes, bytes[start] === MINUS ? start + 1 : start, end);
}

function isWholeDate(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 8 && isDate(bytes, start);
}

function isNatural(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start || end - start > DIGITS_MAX) return false;
  for (let at = start; at < end; at += 1) if (!isDigit(bytes[at])) return false;
  return true;
}

/** The same numbers as `parseDecimal`: an optional minus, digits, at most one point. */
function isDecimal(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > DECIMAL_MAX) return false;
  let digits = 0;
  let points = 0;
  for (let at = bytes[start] === MINUS ? start + 1 : start; at < end; at += 1) {
    if (isDigit(bytes[at])) digits += 1;
    else if (bytes[at] === POINT) points += 1;
    else return false;
  }
  return digits > 0 && points <= 1;
}

function number(bytes: Uint8Array, start: number, length: number): number {
  let value = 0;
  for (let at = start; at < start + length; at += 1) {
    if (!isDigit(bytes[at])) return Number.NaN;
    value = value * 10 + (bytes[at] ?? 0) - 0x30;
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
