/** Notices when a line has gone silent, also after the device has slept. */
import { DEAD_AFTER_MS, STALE_AFTER_MS } from './health.ts';

export interface Silence {
  readonly staleAfterMs?: number | undefined;
  readonly deadAfterMs?: number | undefined;
}

interface Alarms {
  readonly onStale: () => void;
  readonly onDead: () => void;
  readonly now: () => number;
}

export class Watchdog {
  readonly #staleAfterMs: number;
  readonly #deadAfterMs: number;
  readonly #alarms: Alarms;
  #heardMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ staleAfterMs, deadAfterMs }: Silence, alarms: Alarms) {
    this.#staleAfterMs = staleAfterMs ?? STALE_AFTER_MS;
    this.#deadAfterMs = deadAfterMs ?? DEAD_AFTER_MS;
    this.#alarms = alarms;
    this.#heardMs = alarms.now();
    this.look();
  }

  heard(): void {
    this.#heardMs = this.#alarms.now();
  }

  /** By the clock on the wall: a timer that slept with its device comes late and still sees how long it was. */
  look(): void {
    clearTimeout(this.#timer);
    const silentMs = this.#alarms.now() - this.#heardMs;
    if (silentMs >= this.#deadAfterMs) return this.#alarms.onDead();
    if (silentMs >= this.#staleAfterMs) this.#alarms.onStale();
    const nextMs = silentMs < this.#staleAfterMs ? this.#staleAfterMs : this.#deadAfterMs;
    this.#timer = setTimeout(() => this.look(), nextMs - silentMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
