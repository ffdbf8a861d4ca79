/** How long to wait before a login is tried again. */
import type { LoginSchedule } from '@faultline/errors/foreign';

const SPREAD = 0.2;

/** The delay after the failed attempt number `attempt` (from 1) in ms, without jitter; a list's last delay repeats. */
export function scheduledDelayMs(schedule: LoginSchedule, attempt: number): number {
  switch (schedule.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return schedule.everyMs;
    case 'list':
      return schedule.delaysMs[attempt - 1] ?? schedule.delaysMs.at(-1) ?? 0;
    case 'exponential':
      return Math.min(schedule.capMs, schedule.firstMs * schedule.factor ** (attempt - 1));
  }
}

/**
 * The delay spread by ±20 %, so that instances which failed together do not come back together.
 *
 * @param jitter - From 0 (shortest) to 1 (longest); 0.5 leaves the delay as it is.
 * @returns Whole ms, never outside 0.8 to 1.2 times the delay.
 */
export function withJitter(delayMs: number, jitter: number): number {
  const shortest = Math.ceil(delayMs * (1 - SPREAD));
  const spread = Math.floor(delayMs * (1 - SPREAD + 2 * SPREAD * jitter));
  return Math.max(shortest, spread);
}
