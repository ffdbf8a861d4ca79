/**
 * Shared buckets that hold when what is shared is gone. Every request is counted here as well; so Redis is asked only by
 * those whom this process would let through, and when it fails this process already knows what its own callers spent.
 */
import type { Allowance, Standing } from './bucket.ts';
import type { MemoryBuckets } from './memory-buckets.ts';
import type { RedisBuckets } from './redis-buckets.ts';

/** After a failure nobody waits for Redis again until a question in the background has been answered. */
const PROBE_EVERY_MS = 5_000;

export interface SharedParts {
  readonly own: MemoryBuckets;
  readonly shared: RedisBuckets;
  /** Told when the shared count is lost, and when it is back. */
  readonly onDegraded: (degraded: boolean) => void;
}

export class SharedBuckets {
  readonly #parts: SharedParts;
  #degraded = false;
  #probe: NodeJS.Timeout | undefined;

  constructor(parts: SharedParts) {
    this.#parts = parts;
  }

  async open(): Promise<void> {
    try {
      await this.#parts.shared.connect();
    } catch {
      this.#degrade();
    }
  }

  async take(key: string, allowance: Allowance): Promise<Standing> {
    const { own, shared } = this.#parts;
    const standing = own.take(key, allowance);
    if (!standing.allowed || this.#degraded) return standing;
    try {
      return await shared.take(key, allowance);
    } catch {
      this.#degrade();
      return standing;
    }
  }

  close(): void {
    clearTimeout(this.#probe);
    this.#parts.shared.close();
  }

  #degrade(): void {
    if (this.#degraded) return;
    this.#degraded = true;
    this.#parts.onDegraded(true);
    this.#probeLater();
  }

  #probeLater(): void {
    this.#probe = setTimeout(() => void this.#probeNow(), PROBE_EVERY_MS).unref();
  }

  async #probeNow(): Promise<void> {
    try {
      await this.#parts.shared.ping();
      this.#degraded = false;
      this.#parts.onDegraded(false);
    } catch {
      this.#probeLater();
    }
  }
}
