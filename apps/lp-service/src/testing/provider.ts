/** A liquidity provider on a real FIX acceptor that does as it is told. For tests only. */
import { EventEmitter, once } from 'node:events';
import {
  type AppMessage,
  decodeMessage,
  decodeTyped,
  encodeTyped,
  type ExecutionReport,
  type Fix44,
  type NewOrderSingle,
  type RawMessage,
} from '@faultline/fix';
import {
  type Acceptor,
  createAcceptor,
  MemorySessionStore,
  type RawReply,
  type Reaction,
  type SessionInfo,
} from '@faultline/fix/node';
import { dec } from './orders.ts';

type Received<T> = Extract<AppMessage, { msgType: T }>;
/** A message that is asked with or answered by in the typed form of the dictionary. */
export type Asked =
  | Fix44.OrderCancelRequest
  | Fix44.OrderCancelReplaceRequest
  | Fix44.OrderMassStatusRequest
  | Fix44.TradeCaptureReportRequest;
type Told = Fix44.OrderCancelReject | Fix44.TradeCaptureReport;
type Answer = ExecutionReport | Extract<Reaction<never>['replies'], readonly unknown[]>[number];

const SESSIONS = ['YOFX1', 'YOFX2', 'OANDA1', 'OANDA2'].map((id) => ({
  id,
  senderCompId: id.slice(0, -1),
  targetCompId: id,
}));
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

export class TestProvider {
  /** What it does with an order; fills it unless told otherwise. */
  onOrder: (order: NewOrderSingle) => readonly Answer[] = (order) => [this.fill(order)];
  onStatusRequest: (request: Received<'H'>) => readonly Answer[] = () => [];
  onSubscribe: (request: Received<'V'>) => readonly Answer[] = () => [];
  /** Cancel, replace, mass status, trade capture. */
  onAsked: (message: Asked) => readonly (Answer | Told)[] = () => [];
  /** Only of this provider, when two are played. */
  readonly asked: Asked[] = [];
  /** Orders by the session on which they came. */
  readonly sessionOf = new Map<string, string>();
  /** Set before it opens: its certificate, and whose certificates it asks for. */
  tls: { cert: string; key: string; clientCa: string } | undefined;
  /** Cuts the link when an order comes, as if it had never been read; so many times. */
  cutOrders = 0;
  readonly orders: NewOrderSingle[] = [];
  readonly statusRequests: Received<'H'>[] = [];
  readonly subscriptions: Received<'V'>[] = [];
  readonly loggedOut: string[] = [];
  readonly #events = new EventEmitter();
  #acceptor: Acceptor<never> | null = null;
  readonly #store = new MemorySessionStore<never>();
  #executions = 0;

  get port(): number {
    return this.#acceptor?.port ?? 0;
  }

  /** @param port - 0 for any; the one of before to come back. */
  async open(port = 0): Promise<void> {
    this.#acceptor = await createAcceptor<never>({
      sessions: SESSIONS,
      host: '127.0.0.1',
      port,
      tls: this.tls,
      store: this.#store,
      clock: { now: () => Date.now() },
      log: SILENT,
      application: {
        onMessage: () => ({}),
        onRawMessage: (raw, session) => this.#onRaw(raw, session),
        onStatus: (session) => this.#onStatus(session),
      },
      screen: (raw) => {
        if (raw.msgType !== 'D' || this.cutOrders === 0) return 'pass';
        this.cutOrders -= 1;
        return 'cut';
      },
    });
  }

  async close(): Promise<void> {
    await this.#acceptor?.close();
    this.#acceptor = null;
  }

  /** Cuts the link of a session at once. */
  drop(sessionId: string): void {
    this.#acceptor?.sessions.get(sessionId)?.drop('testing');
  }

  /** Sends something of its own accord, now or after the next logon. */
  async post(sessionId: string, message: Answer): Promise<void> {
    await this.#acceptor?.sessions.get(sessionId)?.post(message);
  }

  /** Resolves when the next order has been read. */
  async nextOrder(): Promise<NewOrderSingle> {
    const [order] = (await once(this.#events, 'order')) as [NewOrderSingle];
    return order;
  }

  fill(order: NewOrderSingle, more: Partial<ExecutionReport> = {}): ExecutionReport {
    this.#executions += 1;
    return {
      ...this.report(order),
      execId: `E-${this.#executions}`,
      execType: 'F',
      ordStatus: '2',
      lastQty: order.orderQty,
      lastPx: dec('1.09508'),
      cumQty: order.orderQty,
      avgPx: dec('1.09508'),
      leavesQty: dec(0),
      ...more,
    } as ExecutionReport;
  }

  /** New, with nothing filled; a status answer has ExecType `I`. */
  report(
    { clOrdId, symbol, side, orderQty }: NewOrderSingle,
    more: Partial<ExecutionReport> = {},
  ): ExecutionReport {
    this.#executions += 1;
    return {
      msgType: '8',
      orderId: `Y-${clOrdId}`,
      execId: `N-${this.#executions}`,
      clOrdId,
      execType: '0',
      ordStatus: '0',
      symbol,
      side,
      orderQty,
      leavesQty: orderQty,
      cumQty: dec(0),
      avgPx: dec(0),
      ...more,
    } as ExecutionReport;
  }

  #onRaw(raw: RawMessage, { id }: SessionInfo): Reaction<never> {
    const decoded = decodeMessage(raw);
    if (decoded.kind === 'message') {
      if (decoded.message.msgType === 'D') this.sessionOf.set(decoded.message.clOrdId, id);
      return this.#onMessage(decoded.message);
    }
    const typed = decodeTyped(raw);
    if (typed.kind !== 'message' || !isAsked(typed.message)) return {};
    this.asked.push(typed.message);
    const answers = this.onAsked(typed.message);
    const replies = answers.filter((one): one is Answer => !isTold(one));
    return { replies, rawReplies: answers.filter(isTold).map(rawOf) };
  }

  #onMessage(message: AppMessage): Reaction<never> {
    if (message.msgType === 'D') {
      this.orders.push(message);
      return {
        replies: this.onOrder(message),
        afterCommit: () => this.#events.emit('order', message),
      };
    }
    if (message.msgType === 'H') {
      this.statusRequests.push(message);
      return { replies: this.onStatusRequest(message) };
    }
    if (message.msgType === 'V') {
      this.subscriptions.push(message);
      return { replies: this.onSubscribe(message) };
    }
    return {};
  }

  #onStatus({ id, lastError }: SessionInfo): void {
    if (lastError?.startsWith('Logout(5) received')) this.loggedOut.push(id);
  }
}

const ASKED: ReadonlySet<string> = new Set(['F', 'G', 'AF', 'AD']);
const isAsked = (message: { readonly msgType: string }): message is Asked =>
  ASKED.has(message.msgType);
const isTold = (message: Answer | Told): message is Told =>
  message.msgType === '9' || message.msgType === 'AE';
const rawOf = (message: Told): RawReply => ({
  msgType: message.msgType,
  body: encodeTyped(message),
});
