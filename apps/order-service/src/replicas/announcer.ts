/** Tells the other processes what this one has committed: after the commit, and together what came while it told. */
import type { Committed } from '../ports/store.ts';
import { isNothing, merged, type News, newsOf, NO_NEWS, textsOf } from './news.ts';

export class Announcer {
  readonly #self: string;
  readonly #send: (text: string) => Promise<void>;
  #news: News = NO_NEWS;
  #sending: Promise<void> | null = null;

  /** @param send - Must not reject: what is lost on the way is found by those who look for themselves. */
  constructor(self: string, send: (text: string) => Promise<void>) {
    this.#self = self;
    this.#send = send;
  }

  /** For `Store.onCommitted`. */
  readonly tell = (committed: Committed): void => {
    if (!committed.isOurs) return;
    this.#news = merged(this.#news, newsOf(committed));
    if (!isNothing(this.#news)) this.#sending ??= this.#sendAll();
  };

  /** Resolves when all that was committed so far is told. */
  async told(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    // What else is committed in this turn goes with it.
    await new Promise((resolve) => setImmediate(resolve));
    while (!isNothing(this.#news)) {
      const texts = textsOf(this.#news, this.#self);
      this.#news = NO_NEWS;
      await Promise.all(texts.map(async (text) => this.#send(text)));
    }
    this.#sending = null;
  }
}
