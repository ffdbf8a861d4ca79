/** Lets long polls sleep until there is news, the wait is over, or the caller or the server goes away. */

export class Bell {
  #sleepers = new Set<() => void>();

  /** Wakes everybody who waits now, in this turn of the event loop. */
  ring(): void {
    const sleepers = this.#sleepers;
    this.#sleepers = new Set();
    for (const wake of sleepers) wake();
  }

  /** Resolves at the next ring, after `waitMs`, or when `signal` ends. */
  async wait(waitMs: number, signal: AbortSignal): Promise<void> {
    if (waitMs <= 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, waitMs);
      signal.addEventListener('abort', wake);
      this.#sleepers.add(wake);
    });
  }
}

/**
 * Asks `look` until it finds something or the time is up.
 *
 * @param look - What there is now; `null` for nothing yet.
 * @returns What was found, or `null`.
 */
export async function lookUntil<Found>(
  look: () => Found | null,
  { bell, waitMs, signal }: { bell: Bell; waitMs: number; signal: AbortSignal },
): Promise<Found | null> {
  const deadlineMs = performance.now() + waitMs;
  for (;;) {
    const found = look();
    const leftMs = deadlineMs - performance.now();
    if (found !== null || leftMs <= 0 || signal.aborted) return found;
    await bell.wait(leftMs, signal);
  }
}
