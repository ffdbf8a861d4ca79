/** UTCTimestamp ⇄ epoch milliseconds, by arithmetic on the civil calendar: the core reads no clock and no time zone. */

const DAY_MS = 86_400_000;
/** `YYYYMMDD-HH:MM:SS`, without the fraction. */
const WHOLE_SECONDS_LENGTH = 17;
const FRACTION_DIGITS_MAX = 9;

/** The day that was written last and its text. */
let writtenDay = Number.NaN;
let writtenDate = '';

const TWO = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const THREE = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));

/** The time that was written last: several messages, and several fields of one, are of the same millisecond. */
let writtenMs = Number.NaN;
let written = '';

/** `YYYYMMDD-HH:MM:SS.sss`, in UTC. */
export function formatTimestamp(epochMs: number): string {
  if (epochMs !== writtenMs) {
    written = timestampText(epochMs);
    writtenMs = epochMs;
  }
  return written;
}

function timestampText(epochMs: number): string {
  const day = Math.floor(epochMs / DAY_MS);
  if (day !== writtenDay) {
    writtenDay = day;
    writtenDate = formatDate(day);
  }
  const inDay = Math.floor(epochMs - day * DAY_MS);
  const seconds = Math.floor(inDay / 1000);
  const hours = TWO[Math.floor(seconds / 3600)] ?? '';
  const minutes = TWO[Math.floor(seconds / 60) % 60] ?? '';
  return `${writtenDate}-${hours}:${minutes}:${TWO[seconds % 60]}.${THREE[inDay % 1000]}`;
}

function formatDate(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${String(year).padStart(4, '0')}${TWO[month]}${TWO[day]}`;
}

/** Epoch milliseconds, rounded down; null when the text is not a UTCTimestamp. Second 60 is a leap second. */
export function parseTimestamp(text: string): number | null {
  const value = parseTimestampBytes(Buffer.from(text, 'latin1'), 0, text.length);
  return Number.isNaN(value) ? null : value;
}

/** The date that was read last and its first millisecond: nearly every timestamp of a session is of the same day. */
let cachedDate = Number.NaN;
let cachedDayMs = Number.NaN;

/** As `parseTimestamp`, over bytes; NaN when they are no UTCTimestamp. */
export function parseTimestampBytes(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < WHOLE_SECONDS_LENGTH || bytes[start + 8] !== 0x2d) return Number.NaN;
  if (bytes[start + 11] !== 0x3a || bytes[start + 14] !== 0x3a) return Number.NaN;
  const date =
    two(bytes, start) * 1_000_000 +
    two(bytes, start + 2) * 10_000 +
    two(bytes, start + 4) * 100 +
    two(bytes, start + 6);
  const hours = two(bytes, start + 9);
  const minutes = two(bytes, start + 12);
  const seconds = two(bytes, start + 15);
  if (!(hours < 24 && minutes < 60 && seconds <= 60)) return Number.NaN;
  if (date !== cachedDate) {
    cachedDayMs = dayMs(date);
    cachedDate = date;
  }
  const inDay = hours * 3_600_000 + minutes * 60_000 + seconds * 1000;
  return cachedDayMs + inDay + millis(bytes, start + WHOLE_SECONDS_LENGTH, end);
}

/** The fraction behind the seconds, in milliseconds; NaN when there is something else. */
function millis(bytes: Uint8Array, start: number, end: number): number {
  if (end === start) return 0;
  const count = end - start - 1;
  if (bytes[start] !== 0x2e || count < 1 || count > FRACTION_DIGITS_MAX) return Number.NaN;
  const value = digits(bytes, start + 1, end);
  return count === 3 ? value : Math.floor((value * 1000) / 10 ** count);
}

/** More than two digits, and more than eight with others before it, can be. */
const NO_DIGITS = 1e9;

/** The two digits at `at` as a number; NO_DIGITS when they are none, which no comparison lets pass. */
function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_DIGITS;
}

/** The whole number in `[from, to)`, or NaN. */
function digits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** @param date - `YYYYMMDD` as a number */
function dayMs(date: number): number {
  const year = Math.floor(date / 10_000);
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  const isDate =
    year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isDate ? daysFromCivil(year, month, day) * DAY_MS : Number.NaN;
}

/** @param month - from 1 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01; years begin in March so that the leap day comes last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
