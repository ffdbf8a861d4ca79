/**
 * Finds the provider for an order: in order of priority, the first that can take it now. Another one is asked only where
 * it is certain that the one before did not apply the order; never after silence.
 */
import { type Decimal, refuse } from '@faultline/errors';
import type { Logger } from '@faultline/service';
import { exactQuotient, isPositive } from '../decimals.ts';
import { clOrdIdOf } from '../execution/cl-ord-id.ts';
import type { HealthWatch } from '../lp/health.ts';
import type { Providers } from '../lp/provider.ts';
import type { OrderTerms } from '../order-machine/lp-order.ts';
import type { Breaker, BreakerState } from '../ports/breaker.ts';
import type { FixLines, Sent } from '../ports/fix-line.ts';
import type { OrderBook, Reroute, Route, SubmitRefusal } from '../ports/order-book.ts';

export interface RouterDeps {
  readonly providers: Providers;
  readonly book: OrderBook;
  readonly lines: FixLines;
  readonly health: HealthWatch;
  /** Whether a provider takes orders now: logged on, and nothing of before is left to find out. */
  readonly isReady: (lp: string) => boolean;
  /** When the provider was last logged on, ISO 8601. */
  readonly lastConnected: (lp: string) => string | null;
  /** One for each provider. */
  readonly newBreaker: () => Breaker;
  readonly now: () => number;
  readonly log: Logger;
}

/** An order on its way to somebody. */
interface Offer {
  readonly terms: OrderTerms;
  readonly leg: number;
  readonly route: Route;
}

const SYMBOLS_NAMED_MAX = 20;

export class Router {
  readonly #deps: RouterDeps;
  readonly #breakers = new Map<string, Breaker>();

  constructor(deps: RouterDeps) {
    this.#deps = deps;
  }

  breakerState(lp: string): BreakerState {
    return this.#breakerOf(lp).state;
  }

  /** @returns Why nobody took it, or `null` once the order and its message are durable. */
  async send(terms: OrderTerms, route: Route): Promise<SubmitRefusal | null> {
    return this.#offer({ terms, route, leg: 1 }, route.lps);
  }

  /** Brings an order that a provider has refused to the next one, or tells the refusal. */
  async reroute({ order, lps, expiresAtMs }: Reroute): Promise<void> {
    const { book, now, log } = this.#deps;
    const { orderId, lp, leg } = order;
    const left = lps.slice(lps.indexOf(lp) + 1);
    const offer = { terms: order, route: { lps, expiresAtMs }, leg: leg + 1 };
    const isLate = now() >= expiresAtMs;
    const refusal = isLate ? 'expired' : await this.#offer(offer, left);
    if (refusal === null) return;
    log.warn({ orderId, lp, left }, 'no other provider for a refused order');
    await book.commit([{ kind: 'unrouted', orderId, atMs: now() }]);
  }

  async #offer(offer: Offer, lps: readonly string[]): Promise<SubmitRefusal | null> {
    const refusals: SubmitRefusal[] = [];
    for (const lp of lps) {
      const refusal = this.#unfit(offer.terms, lp) ?? (await this.#send(offer, lp));
      if (refusal === null) return null;
      refusals.push(refusal);
    }
    return verdict(refusals, lps);
  }

  /** Why a provider cannot take an order at all. */
  #unfit({ orderId, symbol, qty }: OrderTerms, lp: string): SubmitRefusal | null {
    const provider = this.#deps.providers.find(lp);
    if (provider === null) return refuse('LP_NOT_FOUND', { lp });
    if (!provider.enabled) return this.#away(lp);
    const mapping = provider.symbols.get(symbol);
    if (mapping === undefined) {
      const availableSymbols = [...provider.symbols.keys()].slice(0, SYMBOLS_NAMED_MAX);
      return refuse('INVALID_SYMBOL', { symbol, availableSymbols, reason: 'UNKNOWN' });
    }
    return isWritable(qty, mapping.volumeFactor)
      ? null
      : refuse('ORDER_REJECTED', { orderId, lp, reason: 'UNSUPPORTED' });
  }

  async #send({ terms, leg, route }: Offer, lp: string): Promise<SubmitRefusal | null> {
    const { providers, lines, health, isReady, now } = this.#deps;
    const line = lines.ordersOf(lp);
    const mapping = providers.find(lp)?.symbols.get(terms.symbol);
    if (line === null || mapping === undefined || !isReady(lp)) return this.#away(lp);
    const { orderId, symbol, side, qty, type, price, tif } = terms;
    const clOrdId = clOrdIdOf(orderId, { leg });
    const { lpSymbol, volumeFactor } = mapping;
    const order = { orderId, symbol, side, qty, type, price, tif, leg, lp, clOrdId };
    const where = { sessionId: line.id, lpSymbol, volumeFactor, sentAtMs: now() };
    const answer = health.answerTo(clOrdId);
    const sent = await this.#breakerOf(lp).run(
      async () => line.sendOrder({ ...order, ...where }, route),
      async () => answer,
    );
    if (sent !== 'sent') health.forget(clOrdId);
    return sent === 'sent' ? null : this.#away(lp, sent);
  }

  #away(lp: string, sent: Sent | null = 'not-logged-on'): SubmitRefusal {
    const lastConnected = this.#deps.lastConnected(lp);
    const breaker = sent === null ? { breaker: this.breakerState(lp) } : {};
    return refuse('LP_NOT_CONNECTED', { lp, lastConnected, ...breaker });
  }

  #breakerOf(lp: string): Breaker {
    const known = this.#breakers.get(lp) ?? this.#deps.newBreaker();
    this.#breakers.set(lp, known);
    return known;
  }
}

const isWritable = (qty: Decimal, volumeFactor: Decimal): boolean => {
  const theirs = exactQuotient(qty, volumeFactor);
  return theirs !== null && isPositive(theirs);
};

/** Of several refusals, the one that may be over soon: a provider that is away. */
function verdict(refusals: readonly SubmitRefusal[], lps: readonly string[]): SubmitRefusal {
  const [first = refuse('LP_NOT_FOUND', { lp: lps[0] ?? '' })] = refusals;
  const away = refusals.find(({ code }) => code === 'LP_NOT_CONNECTED');
  if (away?.code !== 'LP_NOT_CONNECTED' || lps.length === 1) return away ?? first;
  return refuse('LP_NOT_CONNECTED', { ...away.details, tried: [...lps] });
}
