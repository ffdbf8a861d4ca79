/**
 * The hours of a session, in the counterparty's time zone: every day, on some days, or one long session a week. A session
 * without a schedule never ends.
 *
 * Which hours a moment belongs to says whether the session may be up, when it ends, and whether stored numbers are from
 * an earlier one. Times are wall-clock times: where the clock is put forward over one, the session opens or closes an hour
 * later; where it is put back over one, the first of the two counts.
 */

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

interface DailySchedule {
  readonly kind: 'daily';
  /** IANA name, for example `America/New_York`. */
  readonly timeZone: string;
  /** `17:05` or `17:05:00`. */
  readonly from: string;
  /** At or before `from`: on the day after. The same time makes a session of a whole day. */
  readonly to: string;
  /** The days on which a session opens; without it, every day. */
  readonly days?: readonly Weekday[];
}

interface WeeklySchedule {
  readonly kind: 'weekly';
  readonly timeZone: string;
  readonly from: DayTime;
  readonly to: DayTime;
}

interface DayTime {
  readonly day: Weekday;
  readonly time: string;
}

export type Schedule = DailySchedule | WeeklySchedule;

/** One session, epoch ms: `fromMs` belongs to it, `toMs` does not. */
export interface SessionHours {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Both kinds of schedule as one: on which days a session opens, and how many days later it closes. */
interface Opening {
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  readonly from: Temporal.PlainTime;
  readonly to: Temporal.PlainTime;
  readonly daysLong: number;
}

/**
 * @returns the session that the moment belongs to, or null between two
 * @throws RangeError for a time zone or a time that is none
 */
export function sessionHoursAt(schedule: Schedule, atMs: number): SessionHours | null {
  const opening = openingOf(schedule);
  const today = dateAt(opening, atMs);
  for (let back = 0; back <= opening.daysLong; back += 1) {
    const hours = hoursOf(opening, today.subtract({ days: back }));
    if (hours !== null && hours.fromMs <= atMs && atMs < hours.toMs) return hours;
  }
  return null;
}

/** The first session that opens after the moment. */
export function nextSessionHours(schedule: Schedule, atMs: number): SessionHours {
  const opening = openingOf(schedule);
  const today = dateAt(opening, atMs);
  for (let ahead = 0; ahead <= WEEKDAYS.length; ahead += 1) {
    const hours = hoursOf(opening, today.add({ days: ahead }));
    if (hours !== null && hours.fromMs > atMs) return hours;
  }
  throw new RangeError('the schedule has no day on which a session opens');
}

function openingOf(schedule: Schedule): Opening {
  const { timeZone } = schedule;
  if (schedule.kind === 'daily') {
    const from = Temporal.PlainTime.from(schedule.from);
    const to = Temporal.PlainTime.from(schedule.to);
    const daysLong = Temporal.PlainTime.compare(from, to) < 0 ? 0 : 1;
    return { timeZone, days: schedule.days ?? WEEKDAYS, from, to, daysLong };
  }
  const from = Temporal.PlainTime.from(schedule.from.time);
  const to = Temporal.PlainTime.from(schedule.to.time);
  const days = WEEKDAYS.indexOf(schedule.to.day) - WEEKDAYS.indexOf(schedule.from.day);
  const wholeWeek = days === 0 && Temporal.PlainTime.compare(from, to) >= 0;
  const daysLong = wholeWeek ? WEEKDAYS.length : (days + WEEKDAYS.length) % WEEKDAYS.length;
  return { timeZone, days: [schedule.from.day], from, to, daysLong };
}

/** The session that opens on the date, or null when none does. */
function hoursOf({ timeZone, days, from, to, daysLong }: Opening, date: Temporal.PlainDate) {
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  if (weekday === undefined || !days.includes(weekday)) return null;
  const at = (day: Temporal.PlainDate, plainTime: Temporal.PlainTime): number =>
    day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  return { fromMs: at(date, from), toMs: at(date.add({ days: daysLong }), to) };
}

function dateAt({ timeZone }: Opening, atMs: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}
