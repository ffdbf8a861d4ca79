/**
 * The simulated providers: one book, one quote board, one list of behaviours, spoken to by FIX on one side and by the
 * control API on the other. It holds the state and hands every decision to a pure function; sockets, timers and the
 * database belong to others.
 */
import type { AppMessage, OutgoingAppMessage, RawMessage } from '@faultline/fix';
import type { Admission, Reaction, SessionApplication, SessionInfo } from '@faultline/fix/node';
import type { Behaviour, OrderMode } from './behaviours/behaviour.ts';
import { find, take, type Subject } from './behaviours/match.ts';
import { decideOrder, fillSteps, type OrderDecision } from './book/decide-order.ts';
import { decideStatus } from './book/decide-status.ts';
import type { BookOrder } from './book/order.ts';
import { INSTRUMENTS } from './quotes/instruments.ts';
import {
  NO_SUBSCRIPTIONS,
  decideMarketData,
  update,
  type Subscriptions,
} from './quotes/market-data.ts';
import * as board from './quotes/quote-board.ts';
import { providerSession, type ProviderSession } from './providers.ts';

/** Whoever was subscribed has to subscribe again. */
const NO_LINK: ReadonlySet<SessionInfo['status']> = new Set([
  'RECONNECT_WAIT',
  'WAITING_FOR_SESSION',
  'STOPPED',
]);

/** What the simulator needs of its FIX sessions. */
export interface Links {
  /** Cuts the link without a word. */
  drop(sessionId: string, reason: string): void;
  /** Sends a report together with the order as it then is; without a link it is resent after the next logon. */
  report(sessionId: string, message: OutgoingAppMessage, order: BookOrder): void;
  /** Sends what is worthless later: without a link it is forgotten. */
  quote(sessionId: string, messages: readonly OutgoingAppMessage[]): void;
}

export interface SimulatorOptions {
  /** The book as it was kept. */
  readonly orders: readonly BookOrder[];
  readonly seed: number;
  /** Differs from one process to the next: part of the ids of reports that are about no order. */
  readonly bootId: string;
  readonly now: () => number;
  readonly links: Links;
}

type OrderMessage = Extract<AppMessage, { msgType: 'D' }>;

const ORDER_MODES: readonly OrderMode['mode'][] = [
  'fill',
  'partial',
  'reject',
  'ackOnly',
  'silent',
  'delay',
  'fillAfterTimeout',
  'dropBeforeAck',
  'dropAfterFill',
  'businessReject',
];
/** BusinessRejectReason(380) and MDReqRejReason(281) for a message on the wrong session of a provider. */
const NOT_AUTHORIZED = 6;
const UNSUPPORTED_MESSAGE = 3;
const NO_PERMISSION = '3';

export class Simulator implements SessionApplication<BookOrder> {
  readonly #options: SimulatorOptions;
  readonly #orders = new Map<string, BookOrder>();
  /** Those of the orders that wait for their time. */
  readonly #due = new Map<string, BookOrder>();
  readonly #subscriptions = new Map<string, Subscriptions>();
  #quotes: board.QuoteBoard;
  #behaviours: readonly Behaviour[] = [];
  #strayReports = 0;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    for (const order of options.orders) this.#keep(order);
    this.#quotes = board.openBoard(options.seed);
  }

  get orders(): readonly BookOrder[] {
    return [...this.#orders.values()];
  }

  get behaviours(): readonly Behaviour[] {
    return this.#behaviours;
  }

  get quotes(): board.QuoteBoard {
    return this.#quotes;
  }

  behave(behaviour: Behaviour): void {
    this.#behaviours = [...this.#behaviours, behaviour];
  }

  pin(symbol: string, quote: { readonly bid: bigint; readonly ask: bigint }): void {
    this.#quotes = board.pin(this.#quotes, symbol, quote);
    this.#publish([symbol]);
  }

  stopQuote(symbol: string): void {
    this.#quotes = board.stop(this.#quotes, symbol);
  }

  /** Behaviours and pins are gone; orders that were silent are acknowledged, filled and reported now. */
  reset(): void {
    this.#behaviours = [];
    this.#quotes = board.release(this.#quotes);
    for (const order of this.orders) if (order.withheld === 'until-reset') this.#fill(order);
  }

  /** The next price of every symbol, to everybody who asked for it. */
  tick(): void {
    this.#quotes = board.tick(this.#quotes);
    this.#publish([...this.#quotes.keys()]);
  }

  /** Fills the orders whose time has come. */
  fillDue(nowMs: number): void {
    for (const order of this.#due.values()) {
      if (order.dueMs !== null && order.dueMs <= nowMs) this.#fill(order);
    }
  }

  admit(session: SessionInfo): Admission {
    const taken = take(this.#behaviours, subjectOf(session.id), ['logonRefuse']);
    this.#behaviours = taken.rest;
    return taken.behaviour === null
      ? { kind: 'accept' }
      : { kind: 'refuse', text: taken.behaviour.text };
  }

  /** Whether an order is to be lost before it is read. */
  screen(raw: RawMessage, session: SessionInfo): 'pass' | 'cut' {
    if (raw.msgType !== 'D') return 'pass';
    const subject = { ...subjectOf(session.id), symbol: raw.text(55) };
    if (find(this.#behaviours, subject, ORDER_MODES)?.mode !== 'dropBeforeAck') return 'pass';
    this.#behaviours = take(this.#behaviours, subject, ['dropBeforeAck']).rest;
    return 'cut';
  }

  onStatus({ id, status }: SessionInfo): void {
    if (NO_LINK.has(status)) this.#subscriptions.delete(id);
  }

  onMessage(message: AppMessage, { id }: SessionInfo): Reaction<BookOrder> {
    const session = providerSession(id);
    if (session === undefined) return {};
    switch (message.msgType) {
      case 'D':
        return this.#onOrder(message, session);
      case 'H': {
        const order = this.#orders.get(keyOf({ lp: session.lp, clOrdId: message.clOrdId }));
        const instrument = INSTRUMENTS.get(order?.symbol ?? '');
        const execId = this.#strayExecId();
        const report = decideStatus(message, { order, instrument, execId });
        return { replies: report === null ? [] : [report] };
      }
      case 'V':
        return { replies: this.#onMarketDataRequest(message, session) };
      case '3':
      case 'j':
        return {};
      case '8':
      case 'W':
      case 'X':
      case 'Y':
        return { replies: [businessReject(message, UNSUPPORTED_MESSAGE)] };
    }
  }

  #onOrder(message: OrderMessage, { id, lp, kind }: ProviderSession): Reaction<BookOrder> {
    if (kind !== 'orders') return { replies: [businessReject(message, NOT_AUTHORIZED)] };
    const { symbol, clOrdId } = message;
    const { behaviour, rest } = take(this.#behaviours, { lp, session: id, symbol }, ORDER_MODES);
    const isDuplicate = this.#orders.has(keyOf({ lp, clOrdId }));
    if (!isDuplicate) this.#behaviours = rest;
    const decision = decideOrder(message, {
      lp,
      session: id,
      orderId: `${lp}-${this.#orders.size + 1}`,
      execId: this.#strayExecId(),
      isDuplicate,
      quote: board.quoteOf(this.#quotes, symbol),
      behaviour: behaviour ?? { mode: 'fill' },
      nowMs: this.#options.now(),
    });
    return this.#carryOut(decision, message, id);
  }

  #carryOut(
    decision: OrderDecision,
    message: OrderMessage,
    sessionId: string,
  ): Reaction<BookOrder> {
    if (decision.kind === 'refused') return { replies: [decision.report] };
    if (decision.kind === 'business-reject') {
      return { replies: [businessReject(message, decision.reason)] };
    }
    this.#keep(decision.order);
    // Cut now, the reports are numbered and stored, but find no link to leave by.
    if (decision.drop) this.#options.links.drop(sessionId, 'dropAfterFill');
    return { changes: [decision.order], replies: decision.reports };
  }

  #onMarketDataRequest(
    request: Extract<AppMessage, { msgType: 'V' }>,
    { id, lp, kind }: ProviderSession,
  ): readonly OutgoingAppMessage[] {
    const { mdReqId } = request;
    if (kind !== 'quotes') {
      const text = 'quotes come on the other session';
      return [{ msgType: 'Y', mdReqId, mdReqRejReason: NO_PERMISSION, text }];
    }
    const refusing = request.symbols
      .map((symbol) => take(this.#behaviours, { lp, session: id, symbol }, ['mdReject']))
      .find(({ behaviour }) => behaviour !== null);
    if (refusing !== undefined) {
      this.#behaviours = refusing.rest;
      return [{ msgType: 'Y', mdReqId, mdReqRejReason: refusing.behaviour?.reason }];
    }
    const before = this.#subscriptions.get(id) ?? NO_SUBSCRIPTIONS;
    const { subscriptions, replies } = decideMarketData(request, before, this.#quotes);
    this.#subscriptions.set(id, subscriptions);
    return replies.filter((reply) => reply.msgType !== 'W' || this.#flows(reply.symbol, id));
  }

  #publish(symbols: readonly string[]): void {
    for (const [sessionId, subscriptions] of this.#subscriptions) {
      const updates = [...subscriptions].flatMap(([mdReqId, wanted]) =>
        wanted
          .filter((symbol) => symbols.includes(symbol) && this.#flows(symbol, sessionId))
          .flatMap((symbol) => board.quoteOf(this.#quotes, symbol) ?? [])
          .map((quote) => update(mdReqId, quote)),
      );
      if (updates.length > 0) this.#options.links.quote(sessionId, updates);
    }
  }

  #flows(symbol: string, sessionId: string): boolean {
    const subject = { ...subjectOf(sessionId), symbol };
    return (
      !board.isStopped(this.#quotes, symbol) &&
      find(this.#behaviours, subject, ['stopQuotes']) === null
    );
  }

  #fill(start: BookOrder): void {
    const quote = board.quoteOf(this.#quotes, start.symbol);
    if (quote === undefined) throw new Error(`the book holds an unknown symbol ${start.symbol}`);
    let order = start;
    for (const move of fillSteps(start, { quote, nowMs: this.#options.now() })) {
      const step = move(order);
      order = step.order;
      this.#keep(order);
      this.#options.links.report(order.session, step.report, order);
    }
  }

  #keep(order: BookOrder): void {
    const key = keyOf(order);
    this.#orders.set(key, order);
    if (order.dueMs === null) this.#due.delete(key);
    else this.#due.set(key, order);
  }

  #strayExecId(): string {
    this.#strayReports += 1;
    return `${this.#options.bootId}-${this.#strayReports}`;
  }
}

/** A ClOrdID(11) is unique per provider. */
function keyOf({ lp, clOrdId }: { readonly lp: string; readonly clOrdId: string }): string {
  return `${lp} ${clOrdId}`;
}

function subjectOf(session: string): Subject {
  return { session, lp: providerSession(session)?.lp ?? '' };
}

function businessReject(message: AppMessage, businessRejectReason: number): OutgoingAppMessage {
  return {
    msgType: 'j',
    refSeqNum: message.header.msgSeqNum,
    refMsgType: message.msgType,
    businessRejectRefId: 'clOrdId' in message ? message.clOrdId : undefined,
    businessRejectReason,
    text: 'refused by the simulator',
  };
}
