/** Callers who wait for the end of an order. Waking them is all that happens here; the truth is in the store. */
import type { Settled } from '../ports/store.ts';

/** Whom to wake, and with what: by the id of an order, or of its cancel. */
export interface Wake {
  readonly id: string;
  readonly ended: Awaited;
}

/** How a wait ends: the order did, its outcome is in doubt, or the caller's time was up. */
export type Awaited = Settled | 'IN_DOUBT' | 'DEADLINE';

export class Waiters {
  readonly #waiting = new Map<string, Set<(ended: Awaited) => void>>();

  /** @param signal - Ends the wait when the caller hangs up. */
  async wait(
    orderId: string,
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Awaited> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(orderId) ?? new Set();
      this.#waiting.set(orderId, waiting);
      const end = (ended: Awaited): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        waiting.delete(end);
        if (waiting.size === 0) this.#waiting.delete(orderId);
        resolve(ended);
      };
      const onAbort = (): void => end('DEADLINE');
      const timer = setTimeout(onAbort, timeoutMs);
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.add(end);
      // Passed during the commit: no event will say so any more.
      if (signal.aborted) onAbort();
    });
  }

  /** Those among them that somebody here waits for; without a list, all that anybody waits for. */
  awaited(ids: Iterable<string> = this.#waiting.keys()): string[] {
    return [...ids].filter((id) => this.#waiting.has(id));
  }

  /** Call after the commit, never before. */
  wake(wakes: readonly Wake[]): void {
    for (const { id, ended } of wakes) {
      for (const end of new Set(this.#waiting.get(id))) end(ended);
    }
  }
}
