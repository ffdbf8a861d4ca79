/** How long the oldest piece of work that is under way has been waiting. */

export interface Oldest {
  /** Work begins; call what comes back once when it has ended. */
  readonly begin: () => () => void;
  /** Milliseconds; 0 when nothing is under way. */
  readonly ageMs: () => number;
}

/** @param now - Milliseconds that never go back. */
export function watchOldest(now: () => number): Oldest {
  // A set remembers the order of insertion, so that its first entry is the oldest.
  const underWay = new Set<{ readonly sinceMs: number }>();
  return {
    begin: () => {
      const work = { sinceMs: now() };
      underWay.add(work);
      return () => void underWay.delete(work);
    },
    ageMs: () => {
      for (const { sinceMs } of underWay) return now() - sinceMs;
      return 0;
    },
  };
}
