/**
 * The trading day of the desk: it ends at 17:00 in New York, Monday to Friday. DAY orders end with it and swap is due.
 * Saturday and Sunday belong to Monday's.
 */
import { firstInstantAt, localDate, weekdayOf } from './wall-time.ts';

const ROLLOVER_ZONE = 'America/New_York';
const ROLLOVER_SEC = 17 * 3_600;

export interface Rollover {
  readonly atMs: number;
  /** The weekday in New York that ends; Sunday would be 0. */
  readonly day: number;
}

/** The first rollover after `nowMs`; one at that very moment is past. */
export function nextRollover(nowMs: number): Rollover {
  let date = localDate(nowMs, ROLLOVER_ZONE);
  for (;;) {
    const day = weekdayOf(date);
    const atMs = firstInstantAt(date, ROLLOVER_SEC, ROLLOVER_ZONE);
    if (day >= 1 && day <= 5 && atMs > nowMs) return { atMs, day };
    date = date.add({ days: 1 });
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
