/**
 * Keeps the state store like the instances. Nobody waits for it: what it does not take now is written again, newest first
 * and only once, and everything is written again from time to time, so that a store that was emptied fills by itself.
 */
import type { StoreKeys } from '@faultline/domain/mt5';
import type { Clock, StateStore } from './ports.ts';

export interface ProjectorDeps {
  readonly store: StateStore;
  readonly clock: Clock;
  /** The keys of every instance as they should be, by instance. */
  readonly everything: () => ReadonlyMap<string, StoreKeys>;
  readonly onReachable: (reachable: boolean) => void;
}

const RETRY_MS = 1_000;
const REWRITE_EVERY_MS = 30_000;

export class Projector {
  readonly #deps: ProjectorDeps;
  #waiting = new Map<string, StoreKeys>();
  #writing: Promise<void> | null = null;
  #reachable = true;
  #closed = false;
  #forget: (() => void)[] = [];

  constructor(deps: ProjectorDeps) {
    this.#deps = deps;
  }

  open(): void {
    this.rewrite();
    this.#later(REWRITE_EVERY_MS, () => this.open());
  }

  show(instanceId: string, keys: StoreKeys): void {
    this.#waiting.set(instanceId, { ...this.#waiting.get(instanceId), ...keys });
    this.#write();
  }

  /** Everything again, as after a connection that was lost. */
  rewrite(): void {
    for (const [instanceId, keys] of this.#deps.everything()) this.#waiting.set(instanceId, keys);
    this.#write();
  }

  /** Resolves when nothing waits, or the store could not be reached. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const forget of this.#forget) forget();
    await this.#writing;
    await this.#deps.store.close();
  }

  #write(): void {
    if (this.#writing !== null || this.#closed) return;
    this.#writing = this.#writeAll().finally(() => {
      this.#writing = null;
      if (this.#reachable && this.#waiting.size > 0) this.#write();
    });
  }

  async #writeAll(): Promise<void> {
    for (const [instanceId, keys] of this.#waiting) {
      this.#waiting.delete(instanceId);
      try {
        await this.#deps.store.apply(keys);
      } catch {
        // What has come meanwhile is newer.
        this.#waiting.set(instanceId, { ...keys, ...this.#waiting.get(instanceId) });
        this.#told(false);
        this.#later(RETRY_MS, () => this.#write());
        return;
      }
      this.#told(true);
    }
  }

  #told(reachable: boolean): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    this.#deps.onReachable(reachable);
    // Whoever was away may have lost everything.
    if (reachable) this.rewrite();
  }

  #later(delayMs: number, run: () => void): void {
    const forget = this.#deps.clock.after(delayMs, () => {
      this.#forget = this.#forget.filter((one) => one !== forget);
      if (!this.#closed) run();
    });
    this.#forget.push(forget);
  }
}
