/** The session of every minute of several years, against a calendar that reads the clock on the wall. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMinutes } from '../testing/minute-calendar.ts';
import { DEMO_SCHEDULES } from './demo-schedules.ts';
import type { Schedule } from './schedule.ts';
import { sessionAt } from './session-at.ts';

const MINUTE_MS = 60_000;

interface Year {
  readonly schedule: Schedule;
  readonly from: string;
  readonly to: string;
}

/** The first minutes at which the session says other than the calendar about being open and about the next change. */
function differences({ schedule, from, to }: Year): string[] {
  const fromMs = Temporal.Instant.from(from).epochMilliseconds;
  const toMs = Temporal.Instant.from(to).epochMilliseconds;
  const open = openMinutes(schedule, { fromMs, toMs });
  const found: string[] = [];
  let changesAtMs: number | null = null;
  for (let minute = open.length - 1; minute >= 0; minute -= 1) {
    const nowMs = fromMs + minute * MINUTE_MS;
    if (minute + 1 < open.length && open[minute + 1] !== open[minute])
      changesAtMs = nowMs + MINUTE_MS;
    const session = sessionAt(schedule, null, nowMs);
    const told = session.open ? session.closesAtMs : session.opensAtMs;
    const changeDiffers = changesAtMs !== null && told !== changesAtMs;
    if (session.open !== open[minute] || changeDiffers) {
      const instant = Temporal.Instant.fromEpochMilliseconds(nowMs).toString();
      found.push(`${instant}: ${JSON.stringify(session)}`);
    }
  }
  return found.slice(-3);
}

const DISTINCT = DEMO_SCHEDULES.filter(({ id }) => id !== 'us-index');

describe('the session of every minute', () => {
  it.each(DISTINCT)('of the $id week is what the wall clock says, for two years', (schedule) => {
    const years = { schedule, from: '2026-01-01T00:00Z', to: '2028-01-05T00:00Z' };
    expect(differences(years)).toEqual([]);
  });

  // Half-hour clock changes, changes at midnight and one minute after it, and a day that never was.
  it.each([
    ['Australia/Lord_Howe', '2025-12-28T00:00Z', '2026-12-31T00:00Z'],
    ['Europe/London', '2025-12-28T00:00Z', '2026-12-31T00:00Z'],
    ['America/St_Johns', '2008-12-28T00:00Z', '2009-12-31T00:00Z'],
    ['America/Havana', '2025-12-28T00:00Z', '2026-12-31T00:00Z'],
    ['Pacific/Apia', '2011-09-01T00:00Z', '2012-05-01T00:00Z'],
  ])(
    'in %s is what the wall clock says, with a break over every odd hour',
    (timezone, from, to) => {
      const weekly = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
        { day, openSec: 0, closeSec: 5_400 },
        { day, openSec: 8_100, closeSec: 10_800 },
        { day, openSec: 36_000, closeSec: 84_600 },
        { day, openSec: 85_500, closeSec: 86_400 },
      ]);
      const schedule = { id: 'odd', timezone, weekly, holidays: [], version: 1 };
      expect(differences({ schedule, from, to })).toEqual([]);
    },
  );

  it('is what the wall clock says for any week and any holidays', () => {
    const hours = fc
      .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
      .filter(([open, close]) => open < close)
      .map(([open, close]) => ({ openSec: open * 900, closeSec: close * 900 }));
    const days = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), hours), { maxLength: 12 });
    const schedules = fc.record({
      id: fc.constant('any'),
      timezone: fc.constantFrom(
        'America/New_York',
        'Europe/Berlin',
        'Asia/Tokyo',
        'America/Santiago',
      ),
      weekly: days.map((all) => all.map(([day, span]) => ({ day, ...span }))),
      holidays: fc.uniqueArray(
        fc.record({
          date: fc
            .integer({ min: 1, max: 28 })
            .map((day) => `2026-03-${String(day).padStart(2, '0')}`),
          name: fc.constant('a holiday'),
          hours: fc.option(hours),
        }),
        { selector: ({ date }) => date, maxLength: 9 },
      ),
      version: fc.constant(1),
    });
    fc.assert(
      fc.property(schedules, (schedule) => {
        const weeks = { schedule, from: '2026-03-01T00:00Z', to: '2026-04-05T00:00Z' };
        expect(differences(weeks)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
