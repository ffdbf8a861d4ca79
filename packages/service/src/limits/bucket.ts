/**
 * A token bucket as one number: the instant at which it is full again (the generic cell rate algorithm). Nothing has to
 * tick, and an idle caller costs nothing.
 */

export interface Allowance {
  /** What comes back each minute, and what `X-RateLimit-Limit` names. */
  readonly perMinute: number;
  /** What may be spent at once beyond that, by a caller who has been quiet. */
  readonly burst: number;
}

/** Where a caller stands after a request. */
export interface Standing {
  readonly allowed: boolean;
  /** Requests of the minute's allowance that are left; the burst is a reserve and not counted. */
  readonly remaining: number;
  /** Until the bucket is full again; of a refused request: until the next one may be made. */
  readonly resetMs: number;
}

const WINDOW_MS = 60_000;

/** What fractions of a millisecond may add up to without anybody being refused for it. */
const ROUNDING_MS = 0.001;

export const tokenMs = ({ perMinute }: Allowance): number => WINDOW_MS / perMinute;

/** How far ahead of now a bucket may be filled: all of it spent. */
export const capacityMs = ({ perMinute, burst }: Allowance): number =>
  (perMinute + burst) * (WINDOW_MS / perMinute);

/**
 * Takes one token.
 *
 * @param fullAtMs - When the bucket is full; any time in the past for a bucket nobody has touched.
 * @returns What to tell the caller, and when the bucket is full now.
 */
export function take(
  allowance: Allowance,
  { fullAtMs, nowMs }: { fullAtMs: number; nowMs: number },
): { standing: Standing; fullAtMs: number } {
  const next = Math.max(fullAtMs, nowMs) + tokenMs(allowance);
  const overMs = next - nowMs - capacityMs(allowance);
  if (overMs > ROUNDING_MS) {
    return { standing: { allowed: false, remaining: 0, resetMs: overMs }, fullAtMs };
  }
  return { standing: standingAfter(allowance, next - nowMs), fullAtMs: next };
}

/** @param spentMs - Until the bucket is full again. */
export function standingAfter(allowance: Allowance, spentMs: number): Standing {
  const spent = Math.ceil(spentMs / tokenMs(allowance) - 1e-6);
  return {
    allowed: true,
    remaining: Math.max(0, allowance.perMinute - spent),
    resetMs: spentMs,
  };
}
