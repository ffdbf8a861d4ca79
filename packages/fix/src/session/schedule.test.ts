/** The hours of a session: which one it is, over weekends, midnights and the days on which clocks change. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSessionHours, sessionHoursAt, type Schedule, type Weekday } from './schedule.ts';

const WEEKDAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const hours = (schedule: Schedule, text: string) => {
  const found = sessionHoursAt(schedule, at(text));
  const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString();
  return found === null ? null : [iso(found.fromMs), iso(found.toMs)];
};

const OFFICE: Schedule = {
  kind: 'daily',
  timeZone: 'Europe/London',
  from: '08:00',
  to: '16:30',
  days: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
};
const NEW_YORK_DAY: Schedule = {
  kind: 'daily',
  timeZone: 'America/New_York',
  from: '17:05',
  to: '17:00',
};
const FX_WEEK: Schedule = {
  kind: 'weekly',
  timeZone: 'America/New_York',
  from: { day: 'SUN', time: '17:05:00' },
  to: { day: 'FRI', time: '17:00:00' },
};

describe('a daily session', () => {
  it('begins with its first moment and is over with its last', () => {
    expect(hours(OFFICE, '2026-01-05T07:59:59.999Z')).toBeNull();
    const day = ['2026-01-05T08:00:00Z', '2026-01-05T16:30:00Z'];
    expect(hours(OFFICE, '2026-01-05T08:00:00Z')).toEqual(day);
    expect(hours(OFFICE, '2026-01-05T16:29:59.999Z')).toEqual(day);
    expect(hours(OFFICE, '2026-01-05T16:30:00Z')).toBeNull();
  });

  it('does not open on other days', () => {
    expect(hours(OFFICE, '2026-01-03T12:00:00Z')).toBeNull();
    expect(nextSessionHours(OFFICE, at('2026-01-02T17:00:00Z')).fromMs).toBe(
      at('2026-01-05T08:00:00Z'),
    );
  });

  it('may go over midnight, and then belongs to the day on which it opened', () => {
    const day = ['2026-01-05T22:05:00Z', '2026-01-06T22:00:00Z'];
    expect(hours(NEW_YORK_DAY, '2026-01-06T03:00:00Z')).toEqual(day);
    expect(hours(NEW_YORK_DAY, '2026-01-06T22:02:00Z')).toBeNull();
  });

  it('of a whole day ends where the next begins', () => {
    const whole: Schedule = { ...NEW_YORK_DAY, from: '17:00' };
    expect(hours(whole, '2026-01-06T21:59:59Z')?.[1]).toBe('2026-01-06T22:00:00Z');
    expect(hours(whole, '2026-01-06T22:00:00Z')?.[0]).toBe('2026-01-06T22:00:00Z');
  });

  it('keeps its wall-clock times when the clocks change', () => {
    expect(hours(NEW_YORK_DAY, '2026-03-08T12:00:00Z')).toEqual([
      '2026-03-07T22:05:00Z',
      '2026-03-08T21:00:00Z',
    ]);
    expect(hours(NEW_YORK_DAY, '2026-11-01T12:00:00Z')).toEqual([
      '2026-10-31T21:05:00Z',
      '2026-11-01T22:00:00Z',
    ]);
  });

  it('that opens in the hour that is skipped opens after it', () => {
    const early: Schedule = { ...NEW_YORK_DAY, from: '02:30', to: '12:00' };
    expect(hours(early, '2026-03-08T12:00:00Z')?.[0]).toBe('2026-03-08T07:30:00Z');
  });
});

describe('a weekly session', () => {
  it('lasts from one day to another', () => {
    const week = ['2026-01-04T22:05:00Z', '2026-01-09T22:00:00Z'];
    expect(hours(FX_WEEK, '2026-01-04T22:05:00Z')).toEqual(week);
    expect(hours(FX_WEEK, '2026-01-09T21:59:59Z')).toEqual(week);
    expect(hours(FX_WEEK, '2026-01-10T12:00:00Z')).toBeNull();
    expect(nextSessionHours(FX_WEEK, at('2026-01-10T12:00:00Z')).fromMs).toBe(
      at('2026-01-11T22:05:00Z'),
    );
  });

  it('may last the whole week', () => {
    const whole: Schedule = { ...FX_WEEK, to: { day: 'SUN', time: '17:05:00' } };
    expect(hours(whole, '2026-01-10T12:00:00Z')).toEqual([
      '2026-01-04T22:05:00Z',
      '2026-01-11T22:05:00Z',
    ]);
  });

  it('may be shorter than a day', () => {
    const short: Schedule = { ...FX_WEEK, to: { day: 'SUN', time: '18:00' } };
    expect(hours(short, '2026-01-04T22:30:00Z')?.[1]).toBe('2026-01-04T23:00:00Z');
    expect(hours(short, '2026-01-05T12:00:00Z')).toBeNull();
  });
});

describe('a schedule', () => {
  it('with a time zone or a time that is none is refused', () => {
    expect(() => sessionHoursAt({ ...OFFICE, timeZone: 'Mars/Base' }, 0)).toThrow(RangeError);
    expect(() => sessionHoursAt({ ...OFFICE, from: '25:00' }, 0)).toThrow(RangeError);
  });

  it('without any day is refused', () => {
    expect(() => nextSessionHours({ ...OFFICE, days: [] }, 0)).toThrow(RangeError);
  });
});

/** What a clock on the wall of the time zone shows: the number of the weekday, and minutes since midnight. */
function wallClock(timeZone: string, atMs: number): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = WEEKDAYS.findIndex((one) => one === part('weekday').toUpperCase());
  return { day, minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

// Clocks change at night: outside of these hours the wall clock alone says what is open.
const minute = fc.integer({ min: 4 * 60, max: 23 * 60 + 59 });
const zone = fc.constantFrom('UTC', 'America/New_York', 'Europe/London', 'Asia/Kolkata');
const moment = fc
  .integer({ min: at('2026-01-01T00:00:00Z') / 60_000, max: at('2027-01-01T00:00:00Z') / 60_000 })
  .map((minutes) => minutes * 60_000);
const clock = (minutes: number) =>
  `${Math.floor(minutes / 60)}`.padStart(2, '0').concat(':', `${minutes % 60}`.padStart(2, '0'));

describe('walking through the year by the wall clock', () => {
  it('agrees with a daily schedule', () => {
    const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
    fc.assert(
      fc.property(zone, minute, minute, days, moment, (...[timeZone, from, to, open, nowMs]) => {
        const schedule: Schedule = {
          kind: 'daily',
          timeZone,
          from: clock(from),
          to: clock(to),
          days: open,
        };
        const now = wallClock(timeZone, nowMs);
        const opens = (day: number) => open.some((one) => one === WEEKDAYS[(day + 7) % 7]);
        const isOpen =
          from < to
            ? opens(now.day) && from <= now.minute && now.minute < to
            : (opens(now.day) && from <= now.minute) || (opens(now.day - 1) && now.minute < to);
        expect(sessionHoursAt(schedule, nowMs) !== null).toBe(isOpen);
      }),
    );
  });

  it('agrees with a weekly schedule', () => {
    const day = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(zone, fc.tuple(day, minute), fc.tuple(day, minute), moment, (...given) => {
        const [timeZone, from, to, nowMs] = given;
        const dayTime = ([index, minutes]: readonly [number, number]) =>
          ({ day: WEEKDAYS[index] ?? 'MON', time: clock(minutes) }) as const;
        const schedule: Schedule = {
          kind: 'weekly',
          timeZone,
          from: dayTime(from),
          to: dayTime(to),
        };
        const now = wallClock(timeZone, nowMs);
        const ofWeek = (index: number, minutes: number) => index * 1440 + minutes;
        const [opens, closes, shows] = [
          ofWeek(...from),
          ofWeek(...to),
          ofWeek(now.day, now.minute),
        ];
        const isOpen =
          opens < closes ? opens <= shows && shows < closes : opens <= shows || shows < closes;
        expect(sessionHoursAt(schedule, nowMs) !== null).toBe(isOpen);
      }),
    );
  });

  it('finds the next opening outside of every session before it', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(OFFICE, NEW_YORK_DAY, FX_WEEK), (nowMs, schedule) => {
        const { fromMs } = nextSessionHours(schedule, nowMs);
        expect(fromMs).toBeGreaterThan(nowMs);
        expect(sessionHoursAt(schedule, fromMs)?.fromMs).toBe(fromMs);
        expect(sessionHoursAt(schedule, fromMs - 1)?.fromMs).not.toBe(fromMs);
      }),
    );
  });
});
