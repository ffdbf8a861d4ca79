/** The end of the trading day: 17:00 in New York, whatever that is elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endOfTradingDay,
  nextRollover,
  rolloversBetween,
  startOfTradingDay,
} from './trading-day.ts';

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

describe('the end of the trading day', () => {
  it('is 22:00 UTC in winter and 21:00 UTC in summer', () => {
    expect(endOfTradingDay(ms('2026-01-20T12:00Z'))).toBe(ms('2026-01-20T22:00Z'));
    expect(endOfTradingDay(ms('2026-07-07T12:00Z'))).toBe(ms('2026-07-07T21:00Z'));
  });

  it('belongs to the day that ends: at that very moment the next one has begun', () => {
    expect(endOfTradingDay(ms('2026-01-20T22:00Z'))).toBe(ms('2026-01-21T22:00Z'));
    expect(endOfTradingDay(ms('2026-01-20T21:59:59.999Z'))).toBe(ms('2026-01-20T22:00Z'));
  });

  it('is Monday’s from Friday evening on, by the clock of Monday', () => {
    expect(endOfTradingDay(ms('2026-03-06T22:00Z'))).toBe(ms('2026-03-09T21:00Z'));
    expect(endOfTradingDay(ms('2026-10-31T12:00Z'))).toBe(ms('2026-11-02T22:00Z'));
  });
});

describe('the start of the trading day', () => {
  it('is the rollover before, and the very moment of one', () => {
    expect(startOfTradingDay(ms('2026-01-20T22:00Z'))).toBe(ms('2026-01-20T22:00Z'));
    expect(startOfTradingDay(ms('2026-01-20T21:59Z'))).toBe(ms('2026-01-19T22:00Z'));
    expect(startOfTradingDay(ms('2026-03-09T20:59Z'))).toBe(ms('2026-03-06T22:00Z'));
  });

  it('is where the day before it ended', () => {
    const moments = fc.integer({ min: ms('2025-01-01T00:00Z'), max: ms('2027-01-01T00:00Z') });
    fc.assert(
      fc.property(moments, (nowMs) => {
        const startMs = startOfTradingDay(nowMs);
        expect(endOfTradingDay(startMs - 1)).toBe(startMs);
        expect(endOfTradingDay(startMs)).toBe(endOfTradingDay(nowMs));
      }),
    );
  });
});

describe('the start of the trading day, asked again', () => {
  it('is that of the moment, whatever moment near it was asked before', () => {
    const moments = fc.integer({ min: ms('2025-01-01T00:00Z'), max: ms('2027-01-01T00:00Z') });
    const steps = fc.array(fc.integer({ min: -100_000_000, max: 100_000_000 }), { minLength: 2 });
    fc.assert(
      fc.property(moments, steps, (firstMs, later) => {
        for (const step of later) {
          const nowMs = firstMs + step;
          const { atMs } = rolloversBetween(nowMs - 4 * 86_400_000, nowMs).at(-1) ?? { atMs: NaN };
          expect(startOfTradingDay(nowMs)).toBe(atMs);
        }
      }),
    );
  });
});

describe('rollovers', () => {
  it('are five a week, each with its weekday', () => {
    const week = rolloversBetween(ms('2026-01-18T00:00Z'), ms('2026-01-25T00:00Z'));
    expect(week.map(({ day }) => day)).toEqual([1, 2, 3, 4, 5]);
    expect(week[2]).toEqual({ atMs: ms('2026-01-21T22:00Z'), day: 3 });
  });

  it('count the end of a span and not its beginning, so that spans can be put together', () => {
    const moments = fc.integer({ min: ms('2025-01-01T00:00Z'), max: ms('2027-01-01T00:00Z') });
    const spans = fc.tuple(moments, fc.nat(20 * 86_400_000), fc.nat(20 * 86_400_000));
    fc.assert(
      fc.property(spans, fc.boolean(), ([fromMs, first, second], snaps) => {
        const middleMs = snaps ? nextRollover(fromMs).atMs : fromMs + first;
        const toMs = middleMs + second;
        expect([
          ...rolloversBetween(fromMs, middleMs),
          ...rolloversBetween(middleMs, toMs),
        ]).toEqual(rolloversBetween(fromMs, toMs));
      }),
    );
  });
});
