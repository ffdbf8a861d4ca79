/**
 * Instants as a person says them: "Sunday 17:00 New York, in 3 hours". The day of the week within the next or last six
 * days, the date beyond; the distance from now up to a month. Always with the zone, because traders sit in many.
 */
import type { Locale } from '../locale.ts';
import { memo } from '../../memo.ts';
import { cityOf } from './cities.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEKDAY_WITHIN_MS = 6 * DAY_MS;
const DISTANCE_WITHIN_MS = 31 * DAY_MS;
const REMEMBERED = 200;

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** Each unit, and from where on people count in it: on a Saturday, Sunday night is 41 hours away and not two days. */
const UNITS = [
  ['day', DAY_MS, 2 * DAY_MS],
  ['hour', HOUR_MS, 1.5 * HOUR_MS],
  ['minute', MINUTE_MS, 1.5 * MINUTE_MS],
  ['second', SECOND_MS, SECOND_MS],
] as const;

/** Says an ISO 8601 instant relative to `nowMs`. Text that is no instant is given back as it came. */
export type SayInstant = (instant: string, nowMs: number) => string;

/** @param timeZone - An IANA name; one that does not exist is answered in UTC, since callers may send anything. */
export function instantsOf(locale: Locale, timeZone: string): SayInstant {
  const zone = knownZone(timeZone);
  const city = cityOf(locale, zone);
  const place = locale === 'es' || locale === 'fr' ? ` (${city})` : ` ${city}`;
  const near = new Intl.DateTimeFormat(locale, { weekday: 'long', ...CLOCK, timeZone: zone });
  const date = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const far = new Intl.DateTimeFormat(locale, { ...date, ...CLOCK, timeZone: zone });
  const sayNear = memo(REMEMBERED, (ms: number) => near.format(ms) + place);
  const sayFar = memo(REMEMBERED, (ms: number) => far.format(ms) + place);
  const distance = distancesOf(locale);
  return (instant, nowMs) => {
    const ms = Date.parse(instant);
    if (Number.isNaN(ms)) return instant;
    const away = Math.abs(ms - nowMs);
    const said = away < WEEKDAY_WITHIN_MS ? sayNear(ms) : sayFar(ms);
    return away < DISTANCE_WITHIN_MS ? `${said}, ${distance(ms - nowMs)}` : said;
  };
}

function distancesOf(locale: Locale): (ms: number) => string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const say = UNITS.map(([unit]) =>
    memo(REMEMBERED, (count: number) => format.format(count, unit)),
  );
  return (ms) => {
    const found = UNITS.findIndex(([, , from]) => Math.abs(ms) >= from);
    const index = found < 0 ? UNITS.length - 1 : found;
    const count = Math.round(ms / (UNITS[index]?.[1] ?? SECOND_MS));
    // Never "in -0 seconds".
    return say[index]?.(count === 0 ? 0 : count) ?? '';
  };
}

function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
