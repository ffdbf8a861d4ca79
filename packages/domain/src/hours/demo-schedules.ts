/**
 * The hours of the demo's instruments, in New York wall time as brokers keep them, and one that never closes.
 *
 * Only holidays that close a market for the rest of the day are listed: the short breaks on other US holidays are not.
 */
import type { Holiday, Schedule, SessionHours } from './schedule.ts';
import { DAY_END_SEC } from './wall-time.ts';

const NEW_YORK = 'America/New_York';
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const YEARS = [2026, 2027, 2028, 2029, 2030];

/** Seconds after midnight. */
const at = (hour: number, minute = 0): number => hour * 3_600 + minute * 60;

/** Around a daily break, and open over midnight. */
const broken = (day: number, breakSec: number, resumeSec: number): SessionHours[] => [
  { day, openSec: 0, closeSec: breakSec },
  { day, openSec: resumeSec, closeSec: DAY_END_SEC },
];

interface Week {
  readonly breakSec: number;
  /** Also when the week opens on Sunday. */
  readonly resumeSec: number;
  readonly fridayCloseSec: number;
}

/** Sunday evening to Friday afternoon. */
const sundayToFriday = ({ breakSec, resumeSec, fridayCloseSec }: Week): SessionHours[] => [
  { day: 0, openSec: resumeSec, closeSec: DAY_END_SEC },
  ...[1, 2, 3, 4].flatMap((day) => broken(day, breakSec, resumeSec)),
  { day: 5, openSec: 0, closeSec: fridayCloseSec },
];

const closed = (name: string, dates: readonly string[]): Holiday[] =>
  dates.map((date) => ({ date, name, hours: null }));

const NEW_YEAR_AND_CHRISTMAS = [
  ...closed(
    'New Year’s Day',
    YEARS.map((year) => `${year}-01-01`),
  ),
  ...closed(
    'Christmas Day',
    YEARS.map((year) => `${year}-12-25`),
  ),
];

const AFTER_THANKSGIVING: readonly Holiday[] = [
  '2026-11-27',
  '2027-11-26',
  '2028-11-24',
  '2029-11-23',
  '2030-11-29',
].map((date) => ({
  date,
  name: 'Day after Thanksgiving',
  hours: { openSec: 0, closeSec: at(13, 15) },
}));

const US_EXCHANGE_HOLIDAYS = [
  ...NEW_YEAR_AND_CHRISTMAS,
  ...closed('Good Friday', ['2026-04-03', '2027-03-26', '2028-04-14', '2029-03-30', '2030-04-19']),
  ...AFTER_THANKSGIVING,
];

const US_EXCHANGE_WEEK = sundayToFriday({
  breakSec: at(17),
  resumeSec: at(18),
  fridayCloseSec: at(17),
});

const FOREX_WEEK = sundayToFriday({
  breakSec: at(17),
  resumeSec: at(17, 5),
  fridayCloseSec: at(16, 55),
});

const schedule = (
  id: string,
  weekly: readonly SessionHours[],
  holidays: readonly Holiday[],
): Schedule => ({ id, timezone: NEW_YORK, weekly, holidays, version: 1 });

/** By the names that instruments follow. */
export const DEMO_SCHEDULES: readonly Schedule[] = [
  schedule('forex', FOREX_WEEK, NEW_YEAR_AND_CHRISTMAS),
  schedule('metal', US_EXCHANGE_WEEK, US_EXCHANGE_HOLIDAYS),
  schedule('us-index', US_EXCHANGE_WEEK, US_EXCHANGE_HOLIDAYS),
  schedule(
    'crypto',
    EVERY_DAY.flatMap((day) => broken(day, at(17), at(17, 5))),
    [],
  ),
];

/** For a demo that can be shown at any hour. */
export const ALWAYS_OPEN: Schedule = {
  id: 'always',
  timezone: 'UTC',
  weekly: EVERY_DAY.map((day) => ({ day, openSec: 0, closeSec: DAY_END_SEC })),
  holidays: [],
  version: 1,
};
