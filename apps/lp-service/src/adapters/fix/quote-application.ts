/**
 * A quote session: asks for every symbol at each logon, and turns snapshots and increments into quotes. A symbol that the
 * provider refuses is asked for again after a while; why it was refused is kept for operators.
 */
import type { AppMessage, OutgoingAppMessage } from '@faultline/fix';
import type { Reaction, SessionApplication, SessionInfo } from '@faultline/fix/node';
import type { Logger } from '@faultline/service';
import type { Provider } from '../../lp/provider.ts';
import type { BookChange } from '../../ports/order-book.ts';
import type { QuoteSink } from '../../ports/quotes.ts';
import { marketDataCancel, marketDataRequest } from './messages.ts';
import { TopOfBook } from './top-of-book.ts';

export interface QuoteApplicationDeps {
  readonly provider: () => Provider;
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
  /** By the id of the request: our name of the symbol. */
  readonly #symbolOf = new Map<string, string>();
  /** Our names of what nobody wants any more. */
  readonly #unwanted = new Set<string>();
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

  /** Why symbols have no quotes, by our names. */
  get feedErrors(): ReadonlyMap<string, string> {
    return this.#errors;
  }

  isUnwanted(symbol: string): boolean {
    return this.#unwanted.has(symbol);
  }

  /** @returns The id of the request; `null` while the session is not logged on: the next logon asks. */
  subscribe(symbol: string): string | null {
    this.#unwanted.delete(symbol);
    return this.#askedAtMs === null ? null : this.#ask(symbol);
  }

  /** @returns The id of the request that ends; `null` when there was none. */
  unsubscribe(symbol: string): string | null {
    this.#unwanted.add(symbol);
    this.#errors.delete(symbol);
    const mdReqId = this.#requestOf(symbol);
    if (mdReqId === null) return null;
    const { provider, send } = this.#deps;
    send(marketDataCancel(this.#theirs(symbol), mdReqId, provider()));
    this.#symbolOf.delete(mdReqId);
    this.#books.delete(symbol);
    return mdReqId;
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
      log.error({ lp: provider().id, msgType, text: message.text }, 'message refused');
      this.#errors.set(message.refMsgType ?? 'session', message.text ?? 'refused');
      return {};
    }
    log.warn({ lp: provider().id, msgType }, 'message without use received');
    return {};
  }

  #askForAll(): void {
    const { provider, now } = this.#deps;
    this.#askedAtMs = now();
    this.#errors.clear();
    for (const symbol of provider().symbols.keys()) {
      if (!this.#unwanted.has(symbol)) this.#ask(symbol);
    }
  }

  /** One request for a symbol at a time: an earlier one is told to end. */
  #ask(symbol: string): string {
    const { provider, send, now } = this.#deps;
    const earlier = this.#requestOf(symbol);
    if (earlier !== null) {
      send(marketDataCancel(this.#theirs(symbol), earlier, provider()));
      this.#symbolOf.delete(earlier);
    }
    this.#requests += 1;
    const mdReqId = `${symbol}-${now().toString(36)}-${this.#requests}`;
    this.#symbolOf.set(mdReqId, symbol);
    this.#books.set(symbol, new TopOfBook());
    send(marketDataRequest(this.#theirs(symbol), mdReqId, provider()));
    return mdReqId;
  }

  #requestOf(symbol: string): string | null {
    const found = [...this.#symbolOf].find(([, asked]) => asked === symbol);
    return found === undefined ? null : found[0];
  }

  #theirs(symbol: string): string {
    return this.#deps.provider().symbols.get(symbol)?.lpSymbol ?? symbol;
  }

  /** What the message names, in our words: by the request that it answers, else by the provider's own symbol. */
  #ours(mdReqId: string | undefined, lpSymbol: string | undefined): string | undefined {
    const asked = this.#symbolOf.get(mdReqId ?? '');
    if (lpSymbol === undefined) return asked;
    if (asked !== undefined && this.#theirs(asked) === lpSymbol) return asked;
    const { symbols } = this.#deps.provider();
    return [...symbols.values()].find((one) => one.lpSymbol === lpSymbol)?.symbol;
  }

  #linkLost(): void {
    const { provider, now, log } = this.#deps;
    if (this.#askedAtMs !== null && now() - this.#askedAtMs < BLAME_MS) {
      const { id, symbols } = provider();
      const [symbol = id] = symbols.keys();
      this.#errors.set(symbol, 'DISCONNECTED_ON_REQUEST');
      log.error({ lp: id }, 'link ended after the market data request');
    }
    this.#askedAtMs = null;
    this.#symbolOf.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #onSnapshot(message: Extract<AppMessage, { msgType: 'W' }>, receivedAtMs: number): void {
    const symbol = this.#ours(message.mdReqId, message.symbol);
    const book = this.#books.get(symbol ?? '');
    if (symbol === undefined || book === undefined) return;
    book.reset(message.entries);
    this.#publish(symbol, receivedAtMs);
  }

  #onIncrement(message: Extract<AppMessage, { msgType: 'X' }>, receivedAtMs: number): void {
    const changed = new Set<string>();
    let symbol = this.#ours(message.mdReqId, undefined);
    for (const change of message.changes) {
      if (change.symbol !== undefined) symbol = this.#ours(message.mdReqId, change.symbol);
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
    sink.onQuote({ lp: provider().id, symbol, ...prices, receivedAtMs });
  }

  #onRefused({ mdReqId, mdReqRejReason, text }: Extract<AppMessage, { msgType: 'Y' }>): void {
    const { provider, log } = this.#deps;
    const symbol = this.#symbolOf.get(mdReqId);
    const reason = text ?? `MDReqRejReason(281) ${mdReqRejReason ?? 'not given'}`;
    log.error({ lp: provider().id, symbol, mdReqRejReason, text }, 'market data refused');
    if (symbol === undefined) return;
    this.#symbolOf.delete(mdReqId);
    this.#errors.set(symbol, reason);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#unwanted.has(symbol)) this.#ask(symbol);
    }, ASK_AGAIN_MS);
    this.#timers.add(timer);
  }
}
