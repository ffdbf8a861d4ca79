/** One listener's ear on the price board: which of its symbols have moved since it last looked. Bounded by the symbols. */
import type { Quote } from '@faultline/domain';
import type { PriceBoard } from '../market/price-board.ts';

interface Wanted {
  readonly lp: string;
  readonly instruments: ReadonlyMap<string, unknown>;
}

export class QuoteListener {
  #moved = new Set<string>();
  #wake: (() => void) | null = null;
  readonly hangUp: () => void;

  constructor(board: Pick<PriceBoard, 'onQuote'>, { lp, instruments }: Wanted) {
    this.hangUp = board.onQuote((quote: Quote) => {
      if (quote.lp !== lp || !instruments.has(quote.symbol)) return;
      this.#moved.add(quote.symbol);
      this.#wake?.();
    });
  }

  /** What has moved, as soon as anything has; nothing when the time is up or the signal ends. */
  async next(timeoutMs: number, signal: AbortSignal): Promise<string[]> {
    if (this.#moved.size === 0) {
      await wait(timeoutMs, signal, (wake) => {
        this.#wake = wake;
      });
    }
    this.#wake = null;
    const moved = [...this.#moved];
    this.#moved = new Set();
    return moved;
  }

  /** Lets prices pile up on each other for a while. */
  async pause(ms: number, signal: AbortSignal): Promise<void> {
    await wait(ms, signal, () => undefined);
  }
}

/** @param onWake - Is given what ends the wait early. */
async function wait(
  ms: number,
  signal: AbortSignal,
  onWake: (wake: () => void) => void,
): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    onWake(done);
  });
}
