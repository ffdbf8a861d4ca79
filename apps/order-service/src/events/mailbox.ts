/** Events on their way to one listener: bounded, because a listener that does not keep up must not cost us our memory. */
import type { NumberedEvent } from '../ports/store.ts';

const LETTERS_MAX = 1_000;

export class Mailbox {
  #letters: NumberedEvent[] = [];
  #overflowed = false;
  #upTo = 0;
  #hinted = false;
  #wake: (() => void) | null = null;

  readonly put = (event: NumberedEvent): void => {
    if (this.#letters.length < LETTERS_MAX) this.#letters.push(event);
    else this.#overflowed = true;
    this.#wake?.();
  };

  /** There are events up to this number in the journal, which do not come by this way. */
  readonly hint = (seq: number): void => {
    if (seq <= this.#upTo) return;
    this.#upTo = seq;
    this.#hinted = true;
    this.#wake?.();
  };

  /** The highest number that was hinted at. */
  get upTo(): number {
    return this.#upTo;
  }

  /** What has come since the last time; `null` when more came than was kept, so that something is lost. */
  take(): readonly NumberedEvent[] | null {
    const letters = this.#overflowed ? null : this.#letters;
    this.#letters = [];
    this.#overflowed = false;
    this.#hinted = false;
    return letters;
  }

  /** Resolves when there is something to take, the time is up, or the signal ends. */
  async waitFor(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.#letters.length > 0 || this.#overflowed || this.#hinted || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal.addEventListener('abort', done, { once: true });
      this.#wake = done;
    });
  }
}
