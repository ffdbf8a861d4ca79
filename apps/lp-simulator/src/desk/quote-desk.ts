/** The quote sessions: who has subscribed to what, and what goes out to them. */
import type { AppMessage, OutgoingAppMessage } from '@faultline/fix';
import type { Behaviours } from '../behaviours/behaviours.ts';
import type { Links } from '../links.ts';
import type { ProviderSession } from '../providers.ts';
import {
  NO_SUBSCRIPTIONS,
  decideMarketData,
  update,
  type Subscriptions,
} from '../quotes/market-data.ts';
import * as board from '../quotes/quote-board.ts';

export interface QuoteDeskOptions {
  readonly seed: number;
  readonly behaviours: Behaviours;
  readonly links: Links;
}

type Request = Extract<AppMessage, { msgType: 'V' }>;

/** MDReqRejReason(281) for a subscription on the wrong session of a provider. */
const NO_PERMISSION = '3';

export class QuoteDesk {
  readonly #options: QuoteDeskOptions;
  readonly #subscriptions = new Map<string, Subscriptions>();
  #quotes: board.QuoteBoard;

  constructor(options: QuoteDeskOptions) {
    this.#options = options;
    this.#quotes = board.openBoard(options.seed);
  }

  get quotes(): board.QuoteBoard {
    return this.#quotes;
  }

  /** The price of the moment as this session is shown it. */
  quoteFor = (symbol: string, session: string): board.Quote | undefined => {
    const gap = this.#options.behaviours.find({ session, symbol }, ['gapQuotes']);
    const quote = board.quoteOf(this.#quotes, symbol);
    return quote && board.shifted(quote, BigInt(gap?.points ?? 0));
  };

  pin(symbol: string, quote: { readonly bid: bigint; readonly ask: bigint }): void {
    this.#quotes = board.pin(this.#quotes, symbol, quote);
    this.publish([symbol]);
  }

  stop(symbol: string): void {
    this.#quotes = board.stop(this.#quotes, symbol);
  }

  /** Pins and stops are gone. */
  release(): void {
    this.#quotes = board.release(this.#quotes);
  }

  /** The next price of every symbol, to everybody who asked for it. */
  tick(): void {
    this.#quotes = board.tick(this.#quotes);
    this.publish([...this.#quotes.keys()]);
  }

  /** Whoever was subscribed has to subscribe again. */
  forget(sessionId: string): void {
    this.#subscriptions.delete(sessionId);
  }

  onRequest(request: Request, { id, kind }: ProviderSession): readonly OutgoingAppMessage[] {
    const { mdReqId } = request;
    if (kind !== 'quotes') {
      const text = 'quotes come on the other session';
      return [{ msgType: 'Y', mdReqId, mdReqRejReason: NO_PERMISSION, text }];
    }
    const { behaviours } = this.#options;
    const [refusing] = request.symbols.flatMap(
      (symbol) => behaviours.take({ session: id, symbol }, ['mdReject']) ?? [],
    );
    if (refusing !== undefined) {
      return [{ msgType: 'Y', mdReqId, mdReqRejReason: refusing.reason }];
    }
    const decision = decideMarketData(request, {
      subscriptions: this.#subscriptions.get(id) ?? NO_SUBSCRIPTIONS,
      quoteOf: (symbol) => this.quoteFor(symbol, id),
    });
    this.#subscriptions.set(id, decision.subscriptions);
    return decision.replies.filter(
      (reply) => reply.msgType !== 'W' || this.#flows(reply.symbol, id),
    );
  }

  publish(symbols: readonly string[]): void {
    for (const [sessionId, subscriptions] of this.#subscriptions) {
      const updates = [...subscriptions].flatMap(([mdReqId, wanted]) =>
        wanted
          .filter((symbol) => symbols.includes(symbol) && this.#flows(symbol, sessionId))
          .flatMap((symbol) => this.#next(symbol, sessionId) ?? [])
          .map((quote) => update(mdReqId, quote)),
      );
      if (updates.length > 0) this.#options.links.quote(sessionId, updates);
    }
  }

  /** A gap with a count is used up by the prices that are sent, not by those that are asked for. */
  #next(symbol: string, session: string): board.Quote | undefined {
    const quote = this.quoteFor(symbol, session);
    this.#options.behaviours.take({ session, symbol }, ['gapQuotes']);
    return quote;
  }

  #flows(symbol: string, session: string): boolean {
    return (
      !board.isStopped(this.#quotes, symbol) &&
      this.#options.behaviours.find({ session, symbol }, ['stopQuotes']) === null
    );
  }
}
