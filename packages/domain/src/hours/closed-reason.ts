/** Why a market is closed that nobody has halted, in the words of MARKET_CLOSED. */
import type { Session } from '../facts/trading-facts.ts';
import type { Schedule } from './schedule.ts';
import { holidayOn, hoursOn, isOrdinaryDay } from './trading-hours.ts';
import { localDate, weekdayOf } from './wall-time.ts';

type Closed = Extract<Session, { open: false }>;

const SUNDAY = 0;
const SATURDAY = 6;

/** A moment at which the market is closed. */
export interface Closure {
  /** The local date. */
  readonly date: Temporal.PlainDate;
  /** Trading has been over once on this date. */
  readonly tradedToday: boolean;
  readonly opensAtMs: number | null;
}

/**
 * A holiday is the reason all through its date, unless the weekday is never traded. A weekend is one when a Saturday or
 * Sunday without trading lies in the closure; on Monday before the opening it is over. PRE: trading is still to come
 * today. POST: all else.
 */
export function closedReason(
  schedule: Schedule,
  closure: Closure,
): Pick<Closed, 'reason' | 'holiday'> {
  const { date, opensAtMs } = closure;
  const holiday = holidayOn(schedule, date);
  if (holiday !== undefined && isOrdinaryDay(schedule, date)) {
    return { reason: 'HOLIDAY_CLOSED', holiday: holiday.name };
  }
  if (opensAtMs === null) return { reason: 'POST_MARKET_CLOSED', holiday: null };
  const opensOn = localDate(opensAtMs, schedule.timezone);
  if (spansWeekend(schedule, closure, opensOn)) return { reason: 'WEEKEND_CLOSED', holiday: null };
  const reason = opensOn.equals(date) ? 'PRE_MARKET_CLOSED' : 'POST_MARKET_CLOSED';
  return { reason, holiday: null };
}

function spansWeekend(
  schedule: Schedule,
  { date, tradedToday }: Closure,
  opensOn: Temporal.PlainDate,
): boolean {
  const saturdayBelongs = weekdayOf(date) === SUNDAY && !tradedToday;
  let day = saturdayBelongs ? date.subtract({ days: 1 }) : date;
  while (Temporal.PlainDate.compare(day, opensOn) <= 0) {
    if (isWeekend(day) && hoursOn(schedule, day).length === 0) return true;
    day = day.add({ days: 1 });
  }
  return false;
}

const isWeekend = (date: Temporal.PlainDate): boolean =>
  weekdayOf(date) === SATURDAY || weekdayOf(date) === SUNDAY;
