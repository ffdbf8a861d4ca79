/** Between wall clocks and instants. Offsets are never stored and never added by hand: the time zone knows them. */

/** The end of a day, in seconds after its midnight. */
export const DAY_END_SEC = 86_400;

/** The date that a wall clock in `timezone` shows. */
export const localDate = (epochMs: number, timezone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMs))
    .toZonedDateTimeISO(timezone)
    .toPlainDate();

/**
 * When the wall clock in `timezone` first shows `sec` seconds after the midnight of `date`, or more.
 *
 * So a time that exists twice is its first, a time that the clock skips is the moment of the jump, and a later time of
 * the same day never comes before an earlier one.
 */
export function firstInstantAt(date: Temporal.PlainDate, sec: number, timezone: string): number {
  const wall = date.toPlainDateTime().add({ seconds: sec });
  const earlier = wall.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  const jump = earlier.getTimeZoneTransition('next');
  return (jump ?? earlier).epochMilliseconds;
}

/** Sunday is 0. */
export const weekdayOf = (date: Temporal.PlainDate): number => date.dayOfWeek % 7;
