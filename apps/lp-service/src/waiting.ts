/** Lets long polls sleep until there is news, the wait is over, or the caller or the server goes away. */

export class Bell {
  #sleepers = new Set<() => void>();
  #rings = 0;

  /** How often it has rung: whoever looks meanwhile sees whether there was news. */
  get rings(): number {
    return this.#rings;
  }

  /** Wakes everybody who waits now, in this turn of the event loop. */
  ring(): void {
    this.#rings += 1;
    const sleepers = this.#sleepers;
    this.#sleepers = new Set();
    for (const wake of sleepers) wake();
  }

  /** Resolves at the next ring, or when `over` ends. */
  async wait(over: AbortSignal): Promise<void> {
    if (over.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        over.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      over.addEventListener('abort', wake);
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
  look: () => Found | null | Promise<Found | null>,
  { bell, waitMs, signal }: { bell: Bell; waitMs: number; signal: AbortSignal },
): Promise<Found | null> {
  let { rings } = bell;
  const first = await look();
  if (first !== null || waitMs <= 0) return first;
  const over = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
  for (;;) {
    // News that came while somebody looked is not slept through.
    if (bell.rings === rings) await bell.wait(over);
    rings = bell.rings;
    const found = await look();
    if (found !== null || over.aborted) return found;
  }
}
