/** Buckets of one process. Those that are full again are forgotten, and there is a most that are kept. */
import { type Allowance, type Standing, take } from './bucket.ts';

const BUCKETS_MAX = 100_000;

export class MemoryBuckets {
  readonly #fullAtMs = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  take(key: string, allowance: Allowance): Standing {
    const nowMs = this.#now();
    const before = this.#fullAtMs.get(key);
    if (before === undefined && this.#fullAtMs.size >= BUCKETS_MAX) this.#makeRoom(nowMs);
    const { standing, fullAtMs } = take(allowance, { fullAtMs: before ?? 0, nowMs });
    this.#fullAtMs.set(key, fullAtMs);
    return standing;
  }

  /** Forgets the full ones; when all are in use, the ones that were first. */
  #makeRoom(nowMs: number): void {
    for (const [key, fullAtMs] of this.#fullAtMs) {
      if (fullAtMs <= nowMs) this.#fullAtMs.delete(key);
    }
    for (const key of this.#fullAtMs.keys()) {
      if (this.#fullAtMs.size < BUCKETS_MAX) return;
      this.#fullAtMs.delete(key);
    }
  }
}
