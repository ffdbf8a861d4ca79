/** UTCTimestamp ⇄ epoch milliseconds, by arithmetic on the civil calendar: the core reads no clock and no time zone. */

const DAY_MS = 86_400_000;
/** `YYYYMMDD-HH:MM:SS`, without the fraction. */
const WHOLE_SECONDS_LENGTH = 17;
const FRACTION_DIGITS_MAX = 9;

/** `YYYYMMDD-HH:MM:SS.sss`, in UTC. */
export function formatTimestamp(epochMs: number): string {
  const days = Math.floor(epochMs / DAY_MS);
  const inDay = epochMs - days * DAY_MS;
  const { year, month, day } = civilFromDays(days);
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const hours = pad(Math.floor(inDay / 3_600_000), 2);
  const minutes = pad(Math.floor(inDay / 60_000) % 60, 2);
  const seconds = pad(Math.floor(inDay / 1000) % 60, 2);
  const date = `${pad(year, 4)}${pad(month, 2)}${pad(day, 2)}`;
  return `${date}-${hours}:${minutes}:${seconds}.${pad(Math.floor(inDay) % 1000, 3)}`;
}

/** Epoch milliseconds, rounded down; null when the text is not a UTCTimestamp. Second 60 is a leap second. */
export function parseTimestamp(text: string): number | null {
  const millis = millisOf(text);
  if (millis === null || text[8] !== '-' || text[11] !== ':' || text[14] !== ':') return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 4, 6);
  const day = digits(text, 6, 8);
  const second = digits(text, 15, 17);
  const inDay = digits(text, 9, 11) * 3_600_000 + digits(text, 12, 14) * 60_000 + second * 1000;
  // NaN where a digit was expected makes every comparison false.
  const isTime = digits(text, 9, 11) < 24 && digits(text, 12, 14) < 60 && second <= 60;
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isTime && isDate ? daysFromCivil(year, month, day) * DAY_MS + inDay + millis : null;
}

/** The fraction behind the seconds, in milliseconds; null when there is something else. */
function millisOf(text: string): number | null {
  const fractionLength = text.length - WHOLE_SECONDS_LENGTH - 1;
  if (fractionLength === -1) return 0;
  if (text[WHOLE_SECONDS_LENGTH] !== '.') return null;
  if (fractionLength < 1 || fractionLength > FRACTION_DIGITS_MAX) return null;
  const value = digits(text, WHOLE_SECONDS_LENGTH + 1, text.length);
  return Number.isNaN(value) ? null : Math.floor((value * 1000) / 10 ** fractionLength);
}

/** The whole number in `[from, to)`, or NaN. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysInMonth(year: number, month: number): number {
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
