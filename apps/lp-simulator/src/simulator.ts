/**
 * The simulated providers: an order desk, a quote desk and one list of behaviours, spoken to by FIX on one side and by the
 * control API on the other. Sockets, timers and the database belong to others.
 */
import { decodeMessage, type AppMessage, type RawMessage } from '@faultline/fix';
import type { Admission, Reaction, SessionApplication, SessionInfo } from '@faultline/fix/node';
import { ORDER_MODES, type Behaviour } from './behaviours/behaviour.ts';
import { Behaviours } from './behaviours/behaviours.ts';
import type { BookOrder } from './book/order.ts';
import { LinkFaults } from './desk/link-faults.ts';
import { OrderDesk } from './desk/order-desk.ts';
import { QuoteDesk } from './desk/quote-desk.ts';
import { FIELD_MISSING, NOT_AUTHORIZED, businessReject } from './desk/refusal.ts';
import type { Links } from './links.ts';
import { providerSession } from './providers.ts';
import type { QuoteBoard } from './quotes/quote-board.ts';

const NO_LINK: ReadonlySet<SessionInfo['status']> = new Set([
  'RECONNECT_WAIT',
  'WAITING_FOR_SESSION',
  'STOPPED',
]);
const FOR_ORDERS: ReadonlySet<string> = new Set(['D', 'F', 'G', 'H', 'AF', 'AD']);

export interface SimulatorOptions {
  /** The book as it was kept. */
  readonly orders: readonly BookOrder[];
  readonly seed: number;
  /** Differs from one process to the next: part of the ids of reports that are about no order. */
  readonly bootId: string;
  readonly now: () => number;
  readonly links: Links;
}

export class Simulator implements SessionApplication<BookOrder> {
  readonly #behaviours = new Behaviours();
  readonly #orders: OrderDesk;
  readonly #quotes: QuoteDesk;
  readonly #faults = new LinkFaults(this.#behaviours);

  constructor({ seed, ...options }: SimulatorOptions) {
    const behaviours = this.#behaviours;
    this.#quotes = new QuoteDesk({ seed, behaviours, links: options.links });
    this.#orders = new OrderDesk({ ...options, behaviours, quoteFor: this.#quotes.quoteFor });
  }

  get orders(): readonly BookOrder[] {
    return this.#orders.orders;
  }

  get behaviours(): readonly Behaviour[] {
    return this.#behaviours.list;
  }

  get quotes(): QuoteBoard {
    return this.#quotes.quotes;
  }

  get distort(): LinkFaults['distort'] {
    return this.#faults.distort;
  }

  behave(behaviour: Behaviour): void {
    this.#behaviours.add(behaviour);
    if (behaviour.mode === 'gapQuotes') this.#quotes.publish([...this.quotes.keys()]);
  }

  pin(symbol: string, quote: { readonly bid: bigint; readonly ask: bigint }): void {
    this.#quotes.pin(symbol, quote);
    this.#orders.fillReached();
  }

  stopQuote(symbol: string): void {
    this.#quotes.stop(symbol);
  }

  /** Behaviours and pins are gone; orders that were silent are acknowledged, filled and reported now. */
  reset(): void {
    this.#behaviours.clear();
    this.#quotes.release();
    this.#orders.speak();
  }

  tick(): void {
    this.#quotes.tick();
    this.#orders.fillReached();
  }

  fillDue(nowMs: number): void {
    this.#orders.fillDue(nowMs);
  }

  admit(session: SessionInfo): Admission {
    const behaviour = this.#behaviours.take({ session: session.id }, ['logonRefuse']);
    return behaviour === null ? { kind: 'accept' } : { kind: 'refuse', text: behaviour.text };
  }

  /** Whether a message is to be lost, and the link with it, before it is read. */
  screen(raw: RawMessage, { id: session }: SessionInfo): 'pass' | 'cut' {
    if (raw.msgType === 'V') {
      const behaviour = this.#behaviours.take({ session }, ['dropOnMarketData']);
      return behaviour === null ? 'pass' : 'cut';
    }
    if (raw.msgType !== 'D') return 'pass';
    const place = { session, symbol: raw.text(55) };
    if (this.#behaviours.find(place, ORDER_MODES)?.mode !== 'dropBeforeAck') return 'pass';
    this.#behaviours.take(place, ['dropBeforeAck']);
    return 'cut';
  }

  onStatus({ id, status }: SessionInfo): void {
    if (NO_LINK.has(status)) this.#quotes.forget(id);
  }

  /** Never called: messages come as they are, because not all of them have a typed form. */
  onMessage(): Reaction<BookOrder> {
    return {};
  }

  onRawMessage(raw: RawMessage, { id }: SessionInfo): Reaction<BookOrder> {
    const session = providerSession(id);
    // A reject is never answered with a reject.
    if (session === undefined || raw.msgType === '3' || raw.msgType === 'j') return {};
    if (FOR_ORDERS.has(raw.msgType) && session.kind !== 'orders') {
      return { replies: [businessReject(raw, NOT_AUTHORIZED)] };
    }
    const asked = { raw, session };
    if (raw.msgType !== 'D' && raw.msgType !== 'H' && raw.msgType !== 'V') {
      return this.#orders.onOther(asked);
    }
    const message = messageIn(raw);
    if (message?.msgType === 'D') return this.#orders.onOrder(message, asked);
    if (message?.msgType === 'H') return this.#orders.onStatusRequest(message, asked);
    if (message?.msgType === 'V') return { replies: this.#quotes.onRequest(message, session) };
    return { replies: [businessReject(raw, FIELD_MISSING)] };
  }
}

function messageIn(raw: RawMessage): AppMessage | null {
  const decoded = decodeMessage(raw);
  return decoded.kind === 'message' ? decoded.message : null;
}
