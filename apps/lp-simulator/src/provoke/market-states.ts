/** The six reasons for a closed market: two that somebody decides, four that the calendar does. */
import { asAdmin, fails, placing, type Recipe, type Step } from './recipe.ts';

const SYMBOL = 'BTCUSD';
const SCHEDULE = 'provoked';
/** The schedule that the symbol has of its own. */
const OWN_SCHEDULE = 'crypto';
const DAY_SEC = 86_400;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const MONDAY = 1;

const refused = fails(placing({ symbol: SYMBOL }), 400, 'MARKET_CLOSED');

const halted = (reason: 'SYMBOL_HALTED' | 'CIRCUIT_BREAKER'): Recipe => ({
  code: 'MARKET_CLOSED',
  reason,
  steps: [asAdmin('/admin/symbols/halt', { symbol: SYMBOL, reason }), refused],
  undo: [asAdmin('/admin/symbols/resume', { symbol: SYMBOL })],
});

const daily = (openSec: number, closeSec: number) =>
  EVERY_DAY.map((day) => ({ day, openSec, closeSec }));
const onSchedule = (scheduleId: string): Step =>
  asAdmin('/admin/symbols/update', { symbol: SYMBOL, scheduleId });

/** @param hours - such that the market is closed at any time, but for a second a day or a week */
const closed = (reason: string, hours: { weekly: object[]; holidays?: object[] }): Recipe => ({
  code: 'MARKET_CLOSED',
  reason,
  note: 'MARKET_CALENDAR=real',
  steps: [
    asAdmin('/admin/schedules', { id: SCHEDULE, timezone: 'UTC', holidays: [], ...hours }),
    onSchedule(SCHEDULE),
    refused,
  ],
  undo: [onSchedule(OWN_SCHEDULE)],
});

/** @param nowMs - epoch ms; a holiday has a date */
export const marketStateRecipes = (nowMs: number): readonly Recipe[] => [
  halted('SYMBOL_HALTED'),
  halted('CIRCUIT_BREAKER'),
  closed('PRE_MARKET_CLOSED', { weekly: daily(DAY_SEC - 1, DAY_SEC) }),
  closed('POST_MARKET_CLOSED', { weekly: daily(0, 1) }),
  closed('WEEKEND_CLOSED', { weekly: [{ day: MONDAY, openSec: 0, closeSec: 1 }] }),
  closed('HOLIDAY_CLOSED', {
    weekly: daily(0, DAY_SEC),
    holidays: [{ date: new Date(nowMs).toISOString().slice(0, 10), name: 'provoked', hours: null }],
  }),
];
