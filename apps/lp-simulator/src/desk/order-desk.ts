/**
 * The order sessions: takes orders, changes and questions, and fills what has waited. It holds the book and hands every
 * decision to a pure function.
 */
import {
  decodeAs,
  encodeTyped,
  type ExecutionReport,
  type NewOrderSingle,
  type OrderStatusRequest,
  type RawMessage,
} from '@faultline/fix';
import type { Reaction } from '@faultline/fix/node';
import { ORDER_MODES } from '../behaviours/behaviour.ts';
import type { Behaviours } from '../behaviours/behaviours.ts';
import { Book } from '../book/book.ts';
import { decideCancel, type CancelMessage } from '../book/decide-cancel.ts';
import { decideOrder } from '../book/decide-order.ts';
import { decideStatus } from '../book/decide-status.ts';
import { isMassStatusSupported, massStatus } from '../book/mass-status.ts';
import type { BookOrder } from '../book/order.ts';
import { fillMoves, mayRest, priceFor, tradeMoves, type Move } from '../book/plays.ts';
import { captureTrades } from '../book/trades.ts';
import type { Links } from '../links.ts';
import type { ProviderSession } from '../providers.ts';
import { INSTRUMENTS } from '../quotes/instruments.ts';
import type { Quote } from '../quotes/quote-board.ts';
import { FIELD_MISSING, UNSUPPORTED_MESSAGE, businessReject, sessionReject } from './refusal.ts';

export interface OrderDeskOptions {
  /** The book as it was kept. */
  readonly orders: readonly BookOrder[];
  /** Differs from one process to the next: part of the ids of reports that are about no order. */
  readonly bootId: string;
  readonly behaviours: Behaviours;
  /** The price of the moment for whoever trades on this session. */
  readonly quoteFor: (symbol: string, sessionId: string) => Quote | undefined;
  readonly links: Links;
  readonly now: () => number;
}

/** A message that asks for something, as it came. */
interface Asked {
  readonly raw: RawMessage;
  readonly session: ProviderSession;
}

export class OrderDesk {
  readonly #options: OrderDeskOptions;
  readonly #book: Book;
  #strayReports = 0;

  constructor(options: OrderDeskOptions) {
    this.#options = options;
    this.#book = new Book(options.orders);
  }

  get orders(): readonly BookOrder[] {
    return this.#book.orders;
  }

  onOrder(message: NewOrderSingle, { raw, session }: Asked): Reaction<BookOrder> {
    const { behaviours, quoteFor, links, now } = this.#options;
    const { symbol, clOrdId } = message;
    const place = { session: session.id, symbol };
    const isDuplicate = this.#book.find(session.lp, clOrdId) !== undefined;
    const behaviour = isDuplicate ? null : behaviours.take(place, ORDER_MODES);
    const decision = decideOrder(message, {
      lp: session.lp,
      session: session.id,
      orderId: `${session.lp}-${this.#book.size + 1}`,
      execId: this.#strayExecId(),
      isDuplicate,
      quote: quoteFor(symbol, session.id),
      behaviour: behaviour ?? { mode: 'fill' },
      nowMs: now(),
    });
    switch (decision.kind) {
      case 'refused':
        return { replies: [decision.report] };
      case 'business-reject':
        return { replies: [businessReject(raw, decision.reason)] };
      case 'session-reject':
        return { rawReplies: [sessionReject(raw)] };
      case 'booked':
        this.#book.keep(decision.order);
        // Cut now, the reports are numbered and stored, but find no link to leave by.
        if (decision.drop) links.drop(session.id, 'dropAfterFill');
        return { changes: [decision.order], replies: decision.reports };
    }
  }

  onStatusRequest(message: OrderStatusRequest, { session }: Asked): Reaction<BookOrder> {
    const order = this.#book.find(session.lp, message.clOrdId);
    const instrument = INSTRUMENTS.get(order?.symbol ?? '');
    const report = decideStatus(message, { order, instrument, execId: this.#strayExecId() });
    return { replies: report === null ? [] : [report] };
  }

  /** What has no type of its own in the session's messages. */
  onOther({ raw, session }: Asked): Reaction<BookOrder> {
    switch (raw.msgType) {
      case 'F':
        return this.#onCancel(decodeAs(raw, 'F'), { raw, session });
      case 'G':
        return this.#onCancel(decodeAs(raw, 'G'), { raw, session });
      case 'AF':
        return this.#onMassStatus({ raw, session });
      case 'AD': {
        const request = decodeAs(raw, 'AD');
        return request === null
          ? { replies: [businessReject(raw, FIELD_MISSING)] }
          : { rawReplies: captureTrades(request, this.#book.ordersOf(session.lp)) };
      }
      default:
        return { replies: [businessReject(raw, UNSUPPORTED_MESSAGE)] };
    }
  }

  /** Orders that were silent are acknowledged, filled and reported now. */
  speak(): void {
    for (const order of this.orders) if (order.withheld === 'until-reset') this.#fill(order);
  }

  /** Fills the orders whose time has come. */
  fillDue(nowMs: number): void {
    for (const order of this.#book.dueAt(nowMs)) this.#fill(order);
  }

  /** Fills the resting orders whose limit the market has reached. */
  fillReached(): void {
    for (const order of this.#book.resting) {
      const quote = this.#quoteOf(order);
      if (priceFor(order, quote) === null) continue;
      this.#carryOut(order, tradeMoves(order, { quote, nowMs: this.#options.now() }));
    }
  }

  #onCancel(message: CancelMessage | null, { raw, session }: Asked): Reaction<BookOrder> {
    if (message === null) return { replies: [businessReject(raw, FIELD_MISSING)] };
    const { behaviours, quoteFor, now } = this.#options;
    const place = { session: session.id, symbol: message.symbol };
    const order = this.#book.find(session.lp, message.origClOrdId);
    const decision = decideCancel(message, {
      order,
      quote: order && quoteFor(order.symbol, session.id),
      isDuplicate: this.#book.find(session.lp, message.clOrdId) !== undefined,
      cxlRejReason: behaviours.take(place, ['cancelReject'])?.cxlRejReason ?? null,
      nowMs: now(),
    });
    switch (decision.kind) {
      case 'unanswered':
        return {};
      case 'refused':
        return { rawReplies: [{ msgType: '9', body: encodeTyped(decision.reject) }] };
      case 'done':
        this.#book.keep(decision.order);
        return { changes: [decision.order], replies: decision.reports };
    }
  }

  #onMassStatus({ raw, session }: Asked): Reaction<BookOrder> {
    const request = decodeAs(raw, 'AF');
    if (request === null) return { replies: [businessReject(raw, FIELD_MISSING)] };
    if (!isMassStatusSupported(request)) {
      return { replies: [businessReject(raw, UNSUPPORTED_MESSAGE)] };
    }
    const orders = this.#book.ordersOf(session.lp);
    const bodies = massStatus(request, orders, () => this.#strayExecId());
    return { rawReplies: bodies.map((body) => ({ msgType: '8', body })) };
  }

  #fill(order: BookOrder): void {
    const at = { quote: this.#quoteOf(order), nowMs: this.#options.now() };
    this.#carryOut({ ...order, resting: mayRest(order) }, fillMoves(order, at));
  }

  /** Each step is reported on its own, with the order as it then is. */
  #carryOut(start: BookOrder, moves: readonly Move[]): void {
    let order = start;
    for (const move of moves) {
      const step: { readonly order: BookOrder; readonly report: ExecutionReport } = move(order);
      order = step.order;
      this.#book.keep(order);
      this.#options.links.report(order.session, step.report, order);
    }
  }

  #quoteOf({ symbol, session }: BookOrder): Quote {
    const quote = this.#options.quoteFor(symbol, session);
    if (quote === undefined) throw new Error(`the book holds an unknown symbol ${symbol}`);
    return quote;
  }

  #strayExecId(): string {
    this.#strayReports += 1;
    return `${this.#options.bootId}-${this.#strayReports}`;
  }
}
