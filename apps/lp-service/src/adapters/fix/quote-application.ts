/**
 * A quote session: asks for every symbol at each logon, and turns snapshots and increments into quotes. A symbol that the
 * provider refuses is asked for again after a while; why it was refused is kept for operators.
 */
import type { AppMessage, OutgoingAppMessage } from '@faultline/fix';
import type { Reaction, SessionApplication, SessionInfo } from '@faultline/fix/node';
import type { Logger } from '@faultline/service';
import type { Provider } from '../../config/providers.ts';
import type { BookChange } from '../../ports/order-book.ts';
import type { QuoteSink } from '../../ports/quotes.ts';
import { marketDataRequest } from './messages.ts';
import { TopOfBook } from './top-of-book.ts';

export interface QuoteApplicationDeps {
  readonly provider: Provider;
  readonly sink: QuoteSink;
  readonly now: () => number;
  /** Fails silently while the session is not logged on: the next logon asks again anyway. */
  readonly send: (message: OutgoingAppMessage) => void;
  readonly onStatus: (session: SessionInfo) => void;
  readonly log: Logger;
}

const ASK_AGAIN_MS = 10_000;
/** A link that ends so soon after our requests has ended because of them. */
const BLAME_MS = 2_000;
const NO_LINK: ReadonlySet<string> = new Set([
  'RECONNECT_WAIT',
  'WAITING_FOR_SESSION',
  'STOPPED',
  'CONNECTING',
]);

export class QuoteApplication implements SessionApplication<BookChange> {
  readonly #deps: QuoteApplicationDeps;
  readonly #books = new Map<string, TopOfBook>();
  readonly #symbolOf = new Map<string, string>();
  readonly #errors = new Map<string, string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #askedAtMs: number | null = null;
  #requests = 0;

  constructor(deps: QuoteApplicationDeps) {
    this.#deps = deps;
  }

  /** Why a symbol has no quotes, for the first one that has none; `null` while all is well. */
  get feedError(): string | null {
    const [first] = this.#errors;
    return first === undefined ? null : `${first[0]}: ${first[1]}`;
  }

  onStatus(session: SessionInfo): void {
    if (session.status === 'LOGGED_ON' && this.#askedAtMs === null) this.#askForAll();
    // We are the ones who leave: that is nobody's refusal.
    if (session.status === 'LOGOUT') this.#askedAtMs = null;
    if (NO_LINK.has(session.status)) this.#linkLost();
    this.#deps.onStatus(session);
  }

  onMessage(message: AppMessage): Reaction<BookChange> {
    const { msgType } = message;
    const { provider, now, log } = this.#deps;
    const receivedAtMs = now();
    if (msgType === 'W') return { afterCommit: () => this.#onSnapshot(message, receivedAtMs) };
    if (msgType === 'X') return { afterCommit: () => this.#onIncrement(message, receivedAtMs) };
    if (msgType === 'Y') return { afterCommit: () => this.#onRefused(message) };
    if (msgType === '3' || msgType === 'j') {
      log.error({ lp: provider.id, msgType, text: message.text }, 'message refused');
      this.#errors.set(message.refMsgType ?? 'session', message.text ?? 'refused');
      return {};
    }
    log.warn({ lp: provider.id, msgType }, 'message without use received');
    return {};
  }

  #askForAll(): void {
    const { provider, now } = this.#deps;
    this.#askedAtMs = now();
    this.#errors.clear();
    for (const symbol of provider.symbols.keys()) this.#ask(symbol);
  }

  #ask(symbol: string): void {
    const { provider, send, now } = this.#deps;
    this.#requests += 1;
    const mdReqId = `${symbol}-${now().toString(36)}-${this.#requests}`;
    this.#symbolOf.set(mdReqId, symbol);
    this.#books.set(symbol, new TopOfBook());
    send(marketDataRequest(symbol, mdReqId, provider));
  }

  #linkLost(): void {
    const { provider, now, log } = this.#deps;
    if (this.#askedAtMs !== null && now() - this.#askedAtMs < BLAME_MS) {
      const [symbol = provider.id] = provider.symbols.keys();
      this.#errors.set(symbol, 'DISCONNECTED_ON_REQUEST');
      log.error({ lp: provider.id }, 'link ended after the market data request');
    }
    this.#askedAtMs = null;
    this.#symbolOf.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #onSnapshot(message: Extract<AppMessage, { msgType: 'W' }>, receivedAtMs: number): void {
    const book = this.#books.get(message.symbol);
    if (book === undefined) return;
    book.reset(message.entries);
    this.#publish(message.symbol, receivedAtMs);
  }

  #onIncrement(message: Extract<AppMessage, { msgType: 'X' }>, receivedAtMs: number): void {
    const asked = this.#symbolOf.get(message.mdReqId ?? '');
    const changed = new Set<string>();
    let symbol = asked;
    for (const change of message.changes) {
      symbol = change.symbol ?? symbol;
      const book = this.#books.get(symbol ?? '');
      if (symbol === undefined || book === undefined) continue;
      book.change(change);
      changed.add(symbol);
    }
    for (const one of changed) this.#publish(one, receivedAtMs);
  }

  #publish(symbol: string, receivedAtMs: number): void {
    const { provider, sink } = this.#deps;
    const prices = this.#books.get(symbol)?.prices ?? null;
    if (prices === null) return;
    this.#errors.delete(symbol);
    sink.onQuote({ lp: provider.id, symbol, ...prices, receivedAtMs });
  }

  #onRefused({ mdReqId, mdReqRejReason, text }: Extract<AppMessage, { msgType: 'Y' }>): void {
    const { provider, log } = this.#deps;
    const symbol = this.#symbolOf.get(mdReqId);
    const reason = text ?? `MDReqRejReason(281) ${mdReqRejReason ?? 'not given'}`;
    log.error({ lp: provider.id, symbol, mdReqRejReason, text }, 'market data refused');
    if (symbol === undefined) return;
    this.#errors.set(symbol, reason);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#ask(symbol);
    }, ASK_AGAIN_MS);
    this.#timers.add(timer);
  }
}
