/**
 * The newest quote of every symbol at every provider, and whether each provider is connected. A quote carries the version
 * at which it last changed, so that a reader is sent what is newer than what it has.
 */
import type { Logger } from '@faultline/service';
import type { Quote, QuoteSink } from '../ports/quotes.ts';
import { Bell } from '../waiting.ts';
import { type Fault, type Feed, judge, NO_FEED } from './quote-filter.ts';

export interface LpState {
  readonly id: string;
  readonly connected: boolean;
  /** Epoch milliseconds. */
  readonly lastConnected: number | null;
}

export interface BoardChanges {
  readonly version: number;
  readonly quotes: readonly Quote[];
  readonly lps: readonly LpState[];
}

interface VersionedQuote {
  readonly version: number;
  readonly value: Quote;
}

/** A symbol without news for longer has no price. */
const FRESH_MS = 5_000;

/** Of faults in a row, the first and then every so many are logged. */
const LOG_EVERY = 1_000;

export class Board implements QuoteSink {
  /** Rings at every change. */
  readonly bell = new Bell();
  /** One run of this process: versions of another run mean nothing here. */
  readonly epoch: string;
  readonly #log: Logger;
  readonly #feeds = new Map<string, Feed>();
  readonly #quotes = new Map<string, VersionedQuote>();
  readonly #lps = new Map<string, LpState>();
  /** How many quotes were not taken, by provider, symbol and fault. */
  readonly #faults = new Map<string, number>();
  #version = 0;

  constructor(epoch: string, log: Logger) {
    this.epoch = epoch;
    this.#log = log;
  }

  onQuote(quote: Quote): void {
    const key = `${quote.lp} ${quote.symbol}`;
    const { feed, fault } = judge(this.#feeds.get(key) ?? NO_FEED, quote);
    this.#feeds.set(key, feed);
    if (fault !== null) return this.#ignore(quote, fault);
    this.#quotes.set(key, { version: this.#next(), value: quote });
    this.bell.ring();
  }

  setLp(state: LpState): void {
    this.#lps.set(state.id, state);
    this.#next();
    this.bell.ring();
  }

  /**
   * The quotes that changed after a version, all for 0, and every provider: there are few, and a caller that has lost
   * sight of this service must not have to wait for a change to learn that they are well.
   */
  since(version: number): BoardChanges {
    return {
      version: this.#version,
      quotes: [...this.#quotes.values()]
        .filter((quote) => quote.version > version)
        .map(({ value }) => value),
      lps: [...this.#lps.values()],
    };
  }

  quoteOf(lp: string, symbol: string): Quote | null {
    return this.#quotes.get(`${lp} ${symbol}`)?.value ?? null;
  }

  /** What the provider asks now; an old quote says only what it once asked. */
  freshQuote(lp: string, symbol: string, nowMs: number): Quote | null {
    const quote = this.quoteOf(lp, symbol);
    return quote !== null && nowMs - quote.receivedAtMs <= FRESH_MS ? quote : null;
  }

  /** Nobody wants the symbol's quotes any more: the last one is no price. */
  forget(lp: string, symbol: string): void {
    const key = `${lp} ${symbol}`;
    this.#quotes.delete(key);
    this.#feeds.delete(key);
  }

  get version(): number {
    return this.#version;
  }

  /** When the provider last sent a quote that was taken, epoch milliseconds. */
  lastQuoteTime(lp: string): number | null {
    const times = [...this.#quotes.values()]
      .filter(({ value }) => value.lp === lp)
      .map(({ value }) => value.receivedAtMs);
    return times.length === 0 ? null : Math.max(...times);
  }

  #next(): number {
    this.#version += 1;
    return this.#version;
  }

  #ignore({ lp, symbol, bid, ask }: Quote, fault: Fault): void {
    const key = `${lp} ${symbol} ${fault}`;
    const count = (this.#faults.get(key) ?? 0) + 1;
    this.#faults.set(key, count);
    if (count % LOG_EVERY !== 1) return;
    const prices = { bid: String(bid.unscaled), ask: String(ask.unscaled), scale: bid.scale };
    this.#log.warn({ lp, symbol, fault, count, ...prices }, 'quote ignored');
  }
}
