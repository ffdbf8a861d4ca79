/**
 * How long work that joins a queue now will wait. Its length times what a piece has taken lately tells it before the wait
 * is there; the age of the oldest piece tells it when nothing comes through at all.
 */

export interface QueueWait {
  /** Work begins to wait; call what comes back once when it is done. */
  readonly begin: () => () => void;
  /** Milliseconds; 0 when nothing is under way. */
  readonly waitMs: () => number;
}

/** Time at work after which what was before counts half. */
const MEMORY_MS = 250;

/** @param now - Milliseconds that never go back. */
export function watchQueue(now: () => number): QueueWait {
  // A set remembers the order of insertion, so that its first entry is the oldest.
  const underWay = new Set<{ readonly sinceMs: number }>();
  let markMs = 0;
  let busyMs = 0;
  let done = 0;
  const onDone = (): void => {
    const nowMs = now();
    busyMs += nowMs - markMs;
    markMs = nowMs;
    done += 1;
    if (busyMs < MEMORY_MS) return;
    busyMs /= 2;
    done /= 2;
  };
  return {
    begin: () => {
      const work = { sinceMs: now() };
      if (underWay.size === 0) markMs = work.sinceMs;
      underWay.add(work);
      return () => {
        if (underWay.delete(work)) onDone();
      };
    },
    waitMs: () => {
      for (const { sinceMs } of underWay) {
        const eachMs = done === 0 ? 0 : busyMs / done;
        return Math.max(now() - sinceMs, underWay.size * eachMs);
      }
      return 0;
    },
  };
}
