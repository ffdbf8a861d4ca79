/** From a schedule in wall time to the instants between which there is trading. */
import type { Holiday, Schedule } from './schedule.ts';
import { DAY_END_SEC, firstInstantAt, weekdayOf } from './wall-time.ts';

/** How far ahead is looked. */
const HORIZON_DAYS = 92;

/** Open from `openMs` on and no longer at `closeMs`. */
export interface TradingHours {
  readonly openMs: number;
  /** `Infinity` when no end is in sight. */
  readonly closeMs: number;
}

export const holidayOn = (schedule: Schedule, date: Temporal.PlainDate): Holiday | undefined =>
  schedule.holidays.find((holiday) => holiday.date === date.toString());

/** Whether an ordinary week has trading on the weekday of `date`. */
export const isOrdinaryDay = ({ weekly }: Schedule, date: Temporal.PlainDate): boolean =>
  weekly.some(({ day }) => day === weekdayOf(date));

/** The trading hours of one local date, earliest first, each within that date. A holiday's replace the weekday's. */
export function hoursOn(schedule: Schedule, date: Temporal.PlainDate): TradingHours[] {
  const { timezone, weekly } = schedule;
  const holiday = holidayOn(schedule, date);
  const special = holiday?.hours ? [holiday.hours] : [];
  const hours = holiday ? special : weekly.filter(({ day }) => day === weekdayOf(date));
  return hours
    .map(({ openSec, closeSec }) => ({
      openMs: firstInstantAt(date, openSec, timezone),
      closeMs: firstInstantAt(date, closeSec, timezone),
    }))
    .filter(({ openMs, closeMs }) => openMs < closeMs)
    .toSorted((a, b) => a.openMs - b.openMs);
}

/**
 * The trading hours from `date` on, earliest first; those that touch are one, however many midnights lie between. The
 * first begins no earlier than `date` does, even where trading came over midnight.
 */
export function* hoursFrom(schedule: Schedule, date: Temporal.PlainDate): Generator<TradingHours> {
  let open: TradingHours | undefined;
  for (let days = 0; days < HORIZON_DAYS; days += 1) {
    for (const next of hoursOn(schedule, date.add({ days }))) {
      if (open !== undefined && open.closeMs < next.openMs) {
        yield open;
        open = undefined;
      }
      open = open === undefined ? next : joined(open, next);
    }
  }
  if (open === undefined) return;
  const last = date.add({ days: HORIZON_DAYS - 1 });
  const horizonMs = firstInstantAt(last, DAY_END_SEC, schedule.timezone);
  yield open.closeMs < horizonMs ? open : joined(open, { openMs: horizonMs, closeMs: Infinity });
}

const joined = (open: TradingHours, next: TradingHours): TradingHours => ({
  openMs: open.openMs,
  closeMs: Math.max(open.closeMs, next.closeMs),
});
