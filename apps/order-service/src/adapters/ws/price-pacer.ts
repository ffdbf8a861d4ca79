/** No more prices a second than a line may be sent: what comes beyond waits, and only the newest of each symbol. */

/** Of the API guide. */
const PRICES_PER_SEC = 100;
const SECOND_MS = 1_000;

export interface Pace {
  readonly count: number;
  readonly everyMs: number;
}

export class PricePacer {
  readonly #send: (message: object) => void;
  readonly #pace: Pace;
  readonly #waiting = new Map<string, object>();
  #left: number;
  #window: NodeJS.Timeout | undefined;

  constructor(
    send: (message: object) => void,
    pace: Pace = { count: PRICES_PER_SEC, everyMs: SECOND_MS },
  ) {
    this.#send = send;
    this.#pace = pace;
    this.#left = pace.count;
  }

  offer(symbol: string, message: object): void {
    this.#window ??= setTimeout(() => this.#next(), this.#pace.everyMs);
    if (this.#left > 0) {
      this.#left -= 1;
      this.#send(message);
      return;
    }
    // Whoever waits longest goes first, with what is newest.
    this.#waiting.set(symbol, message);
  }

  stop(): void {
    clearTimeout(this.#window);
    this.#waiting.clear();
  }

  #next(): void {
    this.#window = undefined;
    this.#left = this.#pace.count;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [symbol, message] of waiting) this.offer(symbol, message);
  }
}
