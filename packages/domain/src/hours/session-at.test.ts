/** When a market is open, why it is closed, and when that changes, told for moments that a trader would ask about. */
import { describe, expect, it } from 'vitest';
import { ALWAYS_OPEN, DEMO_SCHEDULES } from './demo-schedules.ts';
import type { Schedule, SessionHours } from './schedule.ts';
import { sessionAt } from './session-at.ts';

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

function demo(id: string): Schedule {
  const found = DEMO_SCHEDULES.find((schedule) => schedule.id === id);
  if (found === undefined) throw new Error(`no schedule ${id}`);
  return found;
}

/** A stock exchange: Monday to Friday, 9:30 to 16:00 in New York. */
const exchange = (changes: Partial<Schedule> = {}): Schedule => ({
  id: 'exchange',
  timezone: 'America/New_York',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, openSec: 34_200, closeSec: 57_600 })),
  holidays: [],
  version: 1,
  ...changes,
});

const closed = (reason: string, opensAt: string | null, holiday: string | null = null) => ({
  open: false,
  reason,
  opensAtMs: opensAt === null ? null : ms(opensAt),
  holiday,
});

const openUntil = (closesAt: string) => ({ open: true, closesAtMs: ms(closesAt) });

const at = (schedule: Schedule, instant: string) => sessionAt(schedule, null, ms(instant));

describe('the week of a currency pair', () => {
  const forex = demo('forex');

  it('opens on Sunday at 22:05 UTC in winter and at 21:05 UTC in summer', () => {
    expect(at(forex, '2026-01-18T12:00Z')).toEqual(closed('WEEKEND_CLOSED', '2026-01-18T22:05Z'));
    expect(at(forex, '2026-07-05T12:00Z')).toEqual(closed('WEEKEND_CLOSED', '2026-07-05T21:05Z'));
  });

  it('opens by the new clock after the night in which the clocks change', () => {
    expect(at(forex, '2026-03-07T12:00Z')).toMatchObject({ opensAtMs: ms('2026-03-08T21:05Z') });
    expect(at(forex, '2026-10-31T12:00Z')).toMatchObject({ opensAtMs: ms('2026-11-01T22:05Z') });
  });

  it('is open to the millisecond, and over midnight up to the daily break', () => {
    expect(at(forex, '2026-01-18T22:04:59.999Z').open).toBe(false);
    expect(at(forex, '2026-01-18T22:05Z')).toEqual(openUntil('2026-01-19T22:00Z'));
    expect(at(forex, '2026-01-19T05:00Z')).toEqual(openUntil('2026-01-19T22:00Z'));
    expect(at(forex, '2026-01-19T21:59:59.999Z').open).toBe(true);
    expect(at(forex, '2026-01-19T22:00Z')).toEqual(
      closed('PRE_MARKET_CLOSED', '2026-01-19T22:05Z'),
    );
  });

  it('is over on Friday at 16:55', () => {
    expect(at(forex, '2026-01-23T21:54Z')).toEqual(openUntil('2026-01-23T21:55Z'));
    expect(at(forex, '2026-01-23T21:55Z')).toEqual(closed('WEEKEND_CLOSED', '2026-01-25T22:05Z'));
  });
});

describe('the other markets of the demo', () => {
  it('gold and indices rest for an hour a day and open on Sunday at 18:00', () => {
    for (const schedule of [demo('metal'), demo('us-index')]) {
      expect(at(schedule, '2026-01-18T12:00Z')).toMatchObject({
        opensAtMs: ms('2026-01-18T23:00Z'),
      });
      expect(at(schedule, '2026-07-05T12:00Z')).toMatchObject({
        opensAtMs: ms('2026-07-05T22:00Z'),
      });
      expect(at(schedule, '2026-01-20T22:30Z')).toEqual(
        closed('PRE_MARKET_CLOSED', '2026-01-20T23:00Z'),
      );
    }
  });

  it('coins rest for five minutes a day, on Saturday too, and that is no weekend', () => {
    const crypto = demo('crypto');
    expect(at(crypto, '2026-01-17T22:02Z')).toEqual(
      closed('PRE_MARKET_CLOSED', '2026-01-17T22:05Z'),
    );
    expect(at(crypto, '2026-01-18T12:00Z')).toEqual(openUntil('2026-01-18T22:00Z'));
  });

  it('what is always open closes at no time', () => {
    expect(at(ALWAYS_OPEN, '2026-01-18T12:00Z')).toEqual({ open: true, closesAtMs: null });
  });
});

describe('a stock exchange', () => {
  it('is closed before, after and between its days, each for its own reason', () => {
    const market = exchange();
    const before = closed('PRE_MARKET_CLOSED', '2026-01-20T14:30Z');
    expect(at(market, '2026-01-20T13:00Z')).toEqual(before);
    const after = closed('POST_MARKET_CLOSED', '2026-01-21T14:30Z');
    expect(at(market, '2026-01-20T21:00Z')).toEqual(after);
    const weekend = closed('WEEKEND_CLOSED', '2026-01-26T14:30Z');
    expect(at(market, '2026-01-23T21:00Z')).toEqual(weekend);
    expect(at(market, '2026-01-24T17:00Z')).toEqual(weekend);
    expect(at(market, '2026-01-25T17:00Z')).toEqual(weekend);
    expect(at(market, '2026-01-26T13:00Z')).toEqual(
      closed('PRE_MARKET_CLOSED', '2026-01-26T14:30Z'),
    );
  });

  it('has no weekend left once it has traded on Sunday', () => {
    const weekly = [
      { day: 0, openSec: 0, closeSec: 36_000 },
      { day: 0, openSec: 39_600, closeSec: 43_200 },
    ];
    const market = exchange({ weekly, timezone: 'UTC' });
    expect(at(market, '2026-01-18T10:30Z')).toEqual(
      closed('PRE_MARKET_CLOSED', '2026-01-18T11:00Z'),
    );
  });

  it('names the holiday all day long, and opens after the last of several', () => {
    const market = exchange({
      holidays: [
        { date: '2026-12-24', name: 'Christmas Eve', hours: null },
        { date: '2026-12-25', name: 'Christmas Day', hours: null },
        { date: '2026-12-26', name: 'Boxing Day', hours: null },
      ],
    });
    const opens = '2026-12-28T14:30Z';
    expect(at(market, '2026-12-23T22:00Z')).toEqual(closed('WEEKEND_CLOSED', opens));
    expect(at(market, '2026-12-24T12:00Z')).toEqual(
      closed('HOLIDAY_CLOSED', opens, 'Christmas Eve'),
    );
    expect(at(market, '2026-12-25T17:00Z')).toEqual(
      closed('HOLIDAY_CLOSED', opens, 'Christmas Day'),
    );
    expect(at(market, '2026-12-26T17:00Z')).toEqual(closed('WEEKEND_CLOSED', opens));
  });

  it('keeps the short hours of a holiday, and trades on a Saturday that has some', () => {
    const market = exchange({
      holidays: [
        {
          date: '2026-11-27',
          name: 'After Thanksgiving',
          hours: { openSec: 34_200, closeSec: 46_800 },
        },
        { date: '2026-11-28', name: 'Make-up day', hours: { openSec: 36_000, closeSec: 39_600 } },
      ],
    });
    expect(at(market, '2026-11-27T15:00Z')).toEqual(openUntil('2026-11-27T18:00Z'));
    expect(at(market, '2026-11-27T19:00Z')).toEqual(
      closed('HOLIDAY_CLOSED', '2026-11-28T15:00Z', 'After Thanksgiving'),
    );
    expect(at(market, '2026-11-28T15:30Z')).toEqual(openUntil('2026-11-28T16:00Z'));
  });

  it('opens at no known time when it has no hours at all', () => {
    const never = exchange({ weekly: [] });
    expect(at(never, '2026-01-20T15:00Z')).toEqual(closed('POST_MARKET_CLOSED', null));
  });

  it('reads its hours in any order, and two that touch or overlap as one', () => {
    const weekly: SessionHours[] = [
      { day: 2, openSec: 50_000, closeSec: 60_000 },
      { day: 2, openSec: 30_000, closeSec: 40_000 },
      { day: 2, openSec: 35_000, closeSec: 50_000 },
    ];
    const market = exchange({ weekly, timezone: 'UTC' });
    expect(at(market, '2026-01-20T10:00Z')).toEqual(openUntil('2026-01-20T16:40Z'));
  });
});

describe('a wall time that the change of clocks touches', () => {
  const sunday = (openSec: number, closeSec: number) =>
    exchange({ weekly: [{ day: 0, openSec, closeSec }] });

  it('is the moment of the jump when it does not exist', () => {
    const market = sunday(9_000, 14_400);
    expect(at(market, '2026-03-08T06:59Z')).toMatchObject({ opensAtMs: ms('2026-03-08T07:00Z') });
    expect(at(market, '2026-03-08T07:00Z')).toEqual(openUntil('2026-03-08T08:00Z'));
  });

  it('makes no session when both of its ends are skipped', () => {
    const market = sunday(7_500, 9_000);
    expect(at(market, '2026-03-08T07:00Z')).toMatchObject({ opensAtMs: ms('2026-03-15T06:05Z') });
  });

  it('is its first when it exists twice', () => {
    const market = sunday(5_400, 14_400);
    expect(at(market, '2026-11-01T05:29Z')).toMatchObject({ opensAtMs: ms('2026-11-01T05:30Z') });
    expect(at(market, '2026-11-01T06:15Z')).toEqual(openUntil('2026-11-01T09:00Z'));
    expect(at(sunday(0, 5_400), '2026-11-01T06:15Z').open).toBe(false);
  });
});

describe('a halt', () => {
  const market = exchange();
  const during = ms('2026-01-20T15:00Z');

  it('comes before everything else, until somebody ends it', () => {
    const halt = { reason: 'SYMBOL_HALTED', untilMs: null } as const;
    expect(sessionAt(market, halt, during)).toEqual(closed('SYMBOL_HALTED', null));
    expect(sessionAt(market, halt, ms('2026-01-24T15:00Z'))).toEqual(closed('SYMBOL_HALTED', null));
  });

  it('ends by itself at its time, if the market is open then, else at the next opening', () => {
    const halt = { reason: 'CIRCUIT_BREAKER', untilMs: during + 600_000 } as const;
    const reopens = closed('CIRCUIT_BREAKER', '2026-01-20T15:10Z');
    expect(sessionAt(market, halt, during)).toEqual(reopens);
    expect(sessionAt(market, halt, during + 600_000)).toEqual(openUntil('2026-01-20T21:00Z'));
    const overnight = { ...halt, untilMs: ms('2026-01-20T23:00Z') };
    expect(sessionAt(market, overnight, during)).toEqual(
      closed('CIRCUIT_BREAKER', '2026-01-21T14:30Z'),
    );
  });
});
