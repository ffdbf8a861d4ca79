/** One timer that follows a moving deadline. It may ring early, never late; whoever hears it looks at the clock. */
import type { Clock } from './application.ts';

const TIMEOUT_MAX_MS = 2 ** 31 - 1;

export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | null = null;
  #atMs = Infinity;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** @param deadlineMs - epoch ms; Infinity turns the alarm off */
  set(deadlineMs: number): void {
    // A later deadline is left for the ring to find: most messages only push it further away.
    if (this.#timer !== null && this.#atMs <= deadlineMs && deadlineMs !== Infinity) return;
    this.off();
    if (deadlineMs === Infinity) return;
    this.#atMs = deadlineMs;
    const delayMs = Math.ceil(Math.max(0, deadlineMs - this.#clock.now()));
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#ring();
      },
      Math.min(delayMs, TIMEOUT_MAX_MS),
    );
  }

  off(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#atMs = Infinity;
  }
}
