/** Swap by the night: the figures of a contract sheet, and the law that being late changes nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Schedule } from '../hours/schedule.ts';
import { ALWAYS_OPEN } from '../hours/demo-schedules.ts';
import type { SwapTerms } from '../instruments/instrument.ts';
import { facts, group, instruments, position, quotes } from '../testing/desk.ts';
import { accrueSwap } from './accrue-swap.ts';

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** Noon in London on Monday, 19 January 2026; rollovers are at 22:00 UTC. */
const MONDAY = ms('2026-01-19T12:00Z');

const held = (changes: Parameters<typeof position>[0] = {}) =>
  position({ openTimeMs: MONDAY, ...changes });

const at = (instant: string, changes: Partial<TradingFacts> = {}) =>
  facts({ nowMs: ms(instant), ...changes });

const accrued = (instant: string, changes: Partial<TradingFacts> = {}, open = held()): bigint =>
  accrueSwap(open, at(instant, changes), ALWAYS_OPEN).swap;

const swapped = (symbol: string, swap: Partial<SwapTerms>) => ({
  instruments: instruments({
    [symbol]: { swap: { mode: 'POINTS', long: 0n, short: 0n, tripleDay: 3, ...swap } },
  }),
});

describe('swap', () => {
  it('is −0.75 a night for 0.1 EURUSD at −7.5 points, and −2.25 on Wednesday', () => {
    expect(accrued('2026-01-19T21:59Z')).toBe(0n);
    expect(accrued('2026-01-19T22:00Z')).toBe(-75n);
    expect(accrued('2026-01-20T22:00Z')).toBe(-150n);
    expect(accrued('2026-01-21T22:00Z')).toBe(-375n);
    expect(accrued('2026-01-25T22:00Z')).toBe(-525n);
    const wednesday = held({ openTimeMs: ms('2026-01-21T12:00Z') });
    expect(accrued('2026-01-21T22:00Z', {}, wednesday)).toBe(-225n);
  });

  it('earns +2.1 points for the other side', () => {
    expect(accrued('2026-01-19T22:00Z', {}, held({ side: 'SELL' }))).toBe(21n);
    expect(accrued('2026-01-19T22:00Z', {}, held({ side: 'SELL', volume: 500n }))).toBe(11n);
  });

  it('moves the position one version on, and leaves it alone while nothing is due', () => {
    const open = held();
    expect(accrueSwap(open, at('2026-01-19T20:00Z'), ALWAYS_OPEN)).toBe(open);
    const late = accrueSwap(open, at('2026-01-20T20:00Z'), ALWAYS_OPEN);
    expect(late).toEqual({
      ...open,
      swap: -75n,
      swappedToMs: ms('2026-01-19T22:00Z'),
      version: 2,
    });
    expect(accrueSwap(late, at('2026-01-20T21:59Z'), ALWAYS_OPEN)).toBe(late);
  });

  it('is charged while a close is under way and never afterwards', () => {
    expect(accrued('2026-01-19T22:00Z', {}, held({ status: 'CLOSING' }))).toBe(-75n);
    expect(accrued('2026-01-19T22:00Z', {}, held({ status: 'CLOSED' }))).toBe(0n);
  });

  it('spares a swap-free group for good: the nights are over', () => {
    const free = accrueSwap(
      held(),
      at('2026-01-20T22:00Z', { group: group({ swapFree: true }) }),
      ALWAYS_OPEN,
    );
    expect(free).toMatchObject({ swap: 0n, swappedToMs: ms('2026-01-20T22:00Z') });
    expect(accrued('2026-01-20T22:00Z', swapped('EURUSD', { mode: 'NONE', long: -1n }))).toBe(0n);
  });

  it('is a part of a year’s interest on the price where it is a percentage', () => {
    const terms = swapped('BTCUSD', {
      mode: 'PERCENT',
      long: -4_000n,
      short: 1_000n,
      tripleDay: 5,
    });
    const coin = { symbol: 'BTCUSD', volume: 10_000n } as const;
    // 94,992.50 × 40 % ÷ 360 and 95,007.50 × 10 % ÷ 360; a week has seven nights, of which Friday's three round as one.
    expect(accrued('2026-01-19T22:00Z', terms, held(coin))).toBe(-10_555n);
    expect(accrued('2026-01-19T22:00Z', terms, held({ ...coin, side: 'SELL' }))).toBe(2_639n);
    expect(accrued('2026-01-24T22:00Z', terms, held(coin))).toBe(-73_884n);
  });

  it('is converted at the dearer side when charged and the cheaper when paid', () => {
    const terms = swapped('USDJPY', { long: -1_000n, short: 1_000n });
    const yen = { symbol: 'USDJPY', volume: 10_000n } as const;
    // 1000 yen a night, where a dollar costs from 100 to 150 yen; 6.666… is paid as 6.66.
    const market = { ...terms, quotes: quotes({ USDJPY: [100_000n, 150_000n] }) };
    expect(accrued('2026-01-19T22:00Z', market, held(yen))).toBe(-1_000n);
    expect(accrued('2026-01-19T22:00Z', market, held({ ...yen, side: 'SELL' }))).toBe(666n);
  });

  it('waits for a price that was never quoted, and then makes up for every night', () => {
    const yen = held({ symbol: 'USDJPY', volume: 10_000n });
    const unquoted = at('2026-01-20T22:00Z', { quotes: quotes({ USDJPY: null }) });
    expect(accrueSwap(yen, unquoted, ALWAYS_OPEN)).toBe(yen);
    expect(accrueSwap(yen, at('2026-01-20T22:00Z'), ALWAYS_OPEN).swap).toBe(2n * -484n);
  });

  it('of a holiday falls due with the next night', () => {
    const schedule: Schedule = {
      ...ALWAYS_OPEN,
      holidays: [
        { date: '2026-01-20', name: 'closed', hours: null },
        { date: '2026-01-22', name: 'short', hours: { openSec: 0, closeSec: 3_600 } },
      ],
    };
    const on = (instant: string) => accrueSwap(held(), at(instant), schedule).swap;
    expect(on('2026-01-20T23:00Z')).toBe(-75n);
    expect(on('2026-01-21T22:00Z')).toBe(-75n - 300n);
    expect(on('2026-01-22T22:00Z')).toBe(-75n - 300n - 75n);
    const later = held({ openTimeMs: ms('2026-01-21T12:00Z') });
    expect(accrueSwap(later, at('2026-01-21T22:00Z'), schedule).swap).toBe(-225n);
  });

  it('is the same in one go as night by night', () => {
    const terms = fc.record({
      mode: fc.constantFrom('POINTS' as const, 'PERCENT' as const, 'NONE' as const),
      long: fc.bigInt({ min: -5_000n, max: 5_000n }),
      short: fc.bigInt({ min: -5_000n, max: 5_000n }),
      tripleDay: fc.nat(6),
    });
    const holidays = fc.uniqueArray(fc.integer({ min: 19, max: 30 }), { maxLength: 4 });
    const spans = fc.tuple(fc.nat(12 * 86_400), fc.nat(12 * 86_400));
    fc.assert(
      fc.property(terms, holidays, spans, (swap, days, [first, second]) => {
        const dates = days.map((day) => ({ date: `2026-01-${day}`, name: 'h', hours: null }));
        const schedule = { ...ALWAYS_OPEN, holidays: dates };
        const market = swapped('USDJPY', swap);
        const open = held({ symbol: 'USDJPY', volume: 3_700n });
        const after = (seconds: number) => facts({ ...market, nowMs: MONDAY + seconds * 1_000 });
        const once = accrueSwap(open, after(first + second), schedule);
        const between = accrueSwap(open, after(first), schedule);
        const twice = accrueSwap(between, after(first + second), schedule);
        expect([twice.swap, twice.swappedToMs]).toEqual([once.swap, once.swappedToMs]);
        expect(accrueSwap(once, after(first + second), schedule)).toBe(once);
      }),
    );
  });
});
