/**
 * The last prices and provider states that the LP service has told us. Memory only: after a restart everything is
 * unknown until it is heard again, and nothing trades on what is unknown.
 */
import type { Quote, Quotes, Venue } from '@faultline/domain';

export class PriceBoard {
  readonly #quotes = new Map<string, Map<string, Quote>>();
  readonly #venues = new Map<string, Venue>();
  readonly #watchers = new Set<(quote: Quote) => void>();
  #changes = 0;

  /** Takes a quote; an older one than the last is ignored. */
  quote(quote: Quote): void {
    const ofLp = this.#quotes.get(quote.lp) ?? new Map<string, Quote>();
    this.#quotes.set(quote.lp, ofLp);
    const last = ofLp.get(quote.symbol);
    if (last !== undefined && last.receivedAtMs > quote.receivedAtMs) return;
    ofLp.set(quote.symbol, quote);
    this.#changes += 1;
    for (const watch of this.#watchers) watch(quote);
  }

  /** Grows with every quote: whoever remembers it knows whether any price is new. */
  get changes(): number {
    return this.#changes;
  }

  /** Called with every new quote. Must not throw. */
  onQuote(watch: (quote: Quote) => void): () => void {
    this.#watchers.add(watch);
    return () => void this.#watchers.delete(watch);
  }

  /** How many are called with every new quote. */
  get listeners(): number {
    return this.#watchers.size;
  }

  /** Takes the state of one provider; the others stay as they were. */
  venue(venue: Venue): void {
    this.#venues.set(venue.lp, venue);
  }

  /** The LP service does not answer: no provider can be reached, and when it last could stays known. */
  disconnected(): void {
    for (const venue of this.#venues.values()) this.venue({ ...venue, connected: false });
  }

  get venues(): readonly Venue[] {
    return [...this.#venues.values()];
  }

  /** Prices as one provider quotes them. */
  quotesOf(lp: string): Quotes {
    return (symbol) => this.#quotes.get(lp)?.get(symbol);
  }

  /** The provider whose prices an account sees: the first of its own that is connected, else simply its first. */
  pricingLp(lps: readonly string[]): string {
    return lps.find((lp) => this.#venues.get(lp)?.connected) ?? lps[0] ?? '';
  }
}
