/** UTCTimestamp ⇄ epoch milliseconds, by arithmetic on the civil calendar: the core reads no clock and no time zone. */

type Six = [number, number, number, number, number, number];

const DAY_MS = 86_400_000;
const FORMAT = /^(\d{4})(\d{2})(\d{2})-(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/;

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
  const parts = FORMAT.exec(text);
  if (parts === null) return null;
  // Every group but the last is there, or the format would not match.
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as Six;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (Math.max(hour - 23, minute - 59, second - 60) > 0) return null;
  const millis = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const days = daysFromCivil(year, month, day);
  return days * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1000 + millis;
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
