/**
 * The trading day of the desk: it ends at 17:00 in New York, Monday to Friday. DAY orders end with it and swap is due.
 * Saturday and Sunday belong to Monday's.
 */
import { firstInstantAt, localDate, weekdayOf } from './wall-time.ts';

const ROLLOVER_ZONE = 'America/New_York';
const ROLLOVER_SEC = 17 * 3_600;
const SUNDAY = 0;
const SATURDAY = 6;

export interface Rollover {
  readonly atMs: number;
  /** The weekday in New York that ends: Monday is 1. */
  readonly day: number;
}

/** The first rollover after `nowMs`; one at that very moment is past. */
export function nextRollover(nowMs: number): Rollover {
  let date = localDate(nowMs, ROLLOVER_ZONE);
  for (;;) {
    const rollover = rolloverOn(date);
    if (rollover !== null && rollover.atMs > nowMs) return rollover;
    date = date.add({ days: 1 });
  }
}

function rolloverOn(date: Temporal.PlainDate): Rollover | null {
  const day = weekdayOf(date);
  if (day === SUNDAY || day === SATURDAY) return null;
  return { atMs: firstInstantAt(date, ROLLOVER_SEC, ROLLOVER_ZONE), day };
}

/** When the trading day of `nowMs` began: the last rollover, this very moment included. */
export function startOfTradingDay(nowMs: number): number {
  const { startMs, endMs } = lastAsked;
  if (startMs <= nowMs && nowMs < endMs) return startMs;
  lastAsked = { startMs: lastRollover(nowMs), endMs: endOfTradingDay(nowMs) };
  return lastAsked.startMs;
}

/** Each look at an account asks for the same day, and finding it takes longer than adding up the account. */
let lastAsked = { startMs: 0, endMs: 0 };

function lastRollover(nowMs: number): number {
  let date = localDate(nowMs, ROLLOVER_ZONE);
  for (;;) {
    const rollover = rolloverOn(date);
    if (rollover !== null && rollover.atMs <= nowMs) return rollover.atMs;
    date = date.subtract({ days: 1 });
  }
}

/** When a DAY order placed at `nowMs` expires. */
export const endOfTradingDay = (nowMs: number): number => nextRollover(nowMs).atMs;

/** The rollovers after `fromMs` up to `toMs` inclusive, earliest first. */
export function rolloversBetween(fromMs: number, toMs: number): Rollover[] {
  const rollovers: Rollover[] = [];
  let next = nextRollover(fromMs);
  while (next.atMs <= toMs) {
    rollovers.push(next);
    next = nextRollover(next.atMs);
  }
  return rollovers;
}
