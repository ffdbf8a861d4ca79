/** Whether an instrument may be traded at a moment, why not, and when that changes. */
import type { Session } from '../facts/trading-facts.ts';
import type { Halt } from '../instruments/instrument.ts';
import { closedReason } from './closed-reason.ts';
import type { Schedule } from './schedule.ts';
import type { TradingHours } from './trading-hours.ts';
import { hoursFrom } from './trading-hours.ts';
import { DAY_END_SEC, firstInstantAt, localDate } from './wall-time.ts';

/** Enough for the moment and for the ends of a few halts. */
const PERIODS_MAX = 8;

/** A time, no longer than a local day, through which the answer is the same. */
interface Period {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly session: Session;
}

/** What was found before. A schedule never changes, a changed one is another object: so nothing here grows old. */
const known = new WeakMap<Schedule, Period[]>();

/**
 * The session at `nowMs`. A halt comes first, for it forbids more than a closed market does; the market then opens when
 * the halt ends, or at the next opening after that.
 *
 * `opensAtMs` and `closesAtMs` are `null` when that is more than three months ahead, or never. Asking again about the same schedule
 * object costs next to nothing.
 */
export function sessionAt(schedule: Schedule, halt: Halt | null, nowMs: number): Session {
  if (halt === null || (halt.untilMs !== null && halt.untilMs <= nowMs)) {
    return scheduledSession(schedule, nowMs);
  }
  const { reason, untilMs } = halt;
  return { open: false, opensAtMs: openingFrom(schedule, untilMs), reason, holiday: null };
}

function openingFrom(schedule: Schedule, untilMs: number | null): number | null {
  if (untilMs === null) return null;
  const after = scheduledSession(schedule, untilMs);
  return after.open ? untilMs : after.opensAtMs;
}

function scheduledSession(schedule: Schedule, nowMs: number): Session {
  const periods = known.get(schedule) ?? [];
  const hit = periods.find(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
  if (hit !== undefined) return hit.session;
  const period = periodAt(schedule, nowMs);
  known.set(schedule, [period, ...periods].slice(0, PERIODS_MAX));
  return period.session;
}

function periodAt(schedule: Schedule, nowMs: number): Period {
  const date = localDate(nowMs, schedule.timezone);
  const dayStartMs = firstInstantAt(date, 0, schedule.timezone);
  const dayEndMs = firstInstantAt(date, DAY_END_SEC, schedule.timezone);
  const { next, lastCloseMs } = aroundNow(schedule, date, nowMs);
  const fromMs = lastCloseMs ?? dayStartMs;
  if (next !== null && next.openMs <= nowMs) {
    const closesAtMs = next.closeMs === Infinity ? null : next.closeMs;
    const untilMs = Math.min(next.closeMs, dayEndMs);
    return { fromMs: next.openMs, untilMs, session: { open: true, closesAtMs } };
  }
  const opensAtMs = next?.openMs ?? null;
  const closure = { date, tradedToday: lastCloseMs !== null, opensAtMs };
  const session: Session = { open: false, opensAtMs, ...closedReason(schedule, closure) };
  return { fromMs, untilMs: Math.min(opensAtMs ?? dayEndMs, dayEndMs), session };
}

interface AroundNow {
  /** The hours under way, or the next to come. */
  readonly next: TradingHours | null;
  /** When trading ended last on this date. */
  readonly lastCloseMs: number | null;
}

function aroundNow(schedule: Schedule, date: Temporal.PlainDate, nowMs: number): AroundNow {
  let lastCloseMs: number | null = null;
  for (const hours of hoursFrom(schedule, date)) {
    if (hours.closeMs > nowMs) return { next: hours, lastCloseMs };
    lastCloseMs = hours.closeMs;
  }
  return { next: null, lastCloseMs };
}
