/** Opens the FIX sessions of a provider: two lines each, one for orders and one for quotes. */
import type { LookupFunction } from 'node:net';
import { raise, refuse } from '@faultline/errors';
import type { OutgoingAppMessage } from '@faultline/fix';
import {
  CommitFailed,
  createInitiator,
  type InitiatorOptions,
  type Log,
  NotLoggedOn,
  type RawReply,
  type SessionApplication,
  type SessionHandle,
  type SessionInfo,
  type SessionStore,
} from '@faultline/fix/node';
import { type Logger, newErrorId } from '@faultline/service';
import type { Provider, Providers, SessionSettings } from '../../lp/provider.ts';
import type {
  FixLine,
  FixLines,
  LineInfo,
  OrderLine,
  QuoteLine,
  Sent,
  WantedNumbers,
} from '../../ports/fix-line.ts';
import type { BookChange } from '../../ports/order-book.ts';
import type { QuoteSink } from '../../ports/quotes.ts';
import { crashingApplication, crashingStore } from './crash-points.ts';
import {
  cancelOrReplace,
  massStatusRequest,
  newOrderSingle,
  orderStatusRequest,
  tradesBetweenRequest,
  tradesRequest,
} from './messages.ts';
import { orderApplication } from './order-application.ts';
import { QuoteApplication } from './quote-application.ts';
import { TradeCaptures } from './trade-captures.ts';
import type { SentOrders } from './sent-orders.ts';
import type { SessionAccess } from './session-file.ts';

export interface LinesOptions {
  readonly providers: Providers;
  /** Where providers are that have no address of their own. */
  readonly host: string;
  readonly port: number;
  readonly lookup: LookupFunction;
  /** By the id of the session: credentials, keys, hours. */
  readonly sessions: ReadonlyMap<string, SessionAccess>;
  readonly reconnectInitialMs: number;
  readonly store: SessionStore<BookChange>;
  readonly sink: QuoteSink;
  readonly sent: SentOrders;
  readonly now: () => number;
  /** When the provider's order session was last logged on, ISO 8601. */
  readonly lastConnected: (lp: string) => string | null;
  /** Whether somebody wants the numbers of a session to start again with its next logon. */
  readonly isResetWanted: (sessionId: string) => boolean;
  readonly onStatus: (line: FixLine, status: LineInfo['status']) => void;
  readonly log: Logger;
}

interface Pair {
  readonly orders: OrderLine;
  readonly quotes: QuoteLine;
}

export class Lines implements FixLines {
  readonly #options: LinesOptions;
  readonly #byLp = new Map<string, Pair>();

  constructor(options: LinesOptions) {
    this.#options = options;
    for (const provider of options.providers.all) this.open(provider);
  }

  get all(): readonly FixLine[] {
    return [...this.#byLp.values()].flatMap(({ orders, quotes }) => [orders, quotes]);
  }

  ordersOf(lp: string): OrderLine | null {
    return this.#byLp.get(lp)?.orders ?? null;
  }

  quotesOf(lp: string): QuoteLine | null {
    return this.#byLp.get(lp)?.quotes ?? null;
  }

  /** Sessions for a provider, in place of those that it had, which must be down. */
  open(provider: Provider): Pair {
    const pair = {
      orders: openOrderLine(provider, this.#options),
      quotes: openQuoteLine(provider, this.#options),
    };
    this.#byLp.set(provider.id, pair);
    return pair;
  }
}

function openOrderLine(opened: Provider, options: LinesOptions): OrderLine {
  const { providers, sent, now, log, lastConnected } = options;
  const { id: lp, orders } = opened;
  const captures = new TradeCaptures();
  const application = orderApplication({
    captures,
    provider: () => providers.find(lp) ?? opened,
    sent,
    now,
    log,
    lastConnected: () => lastConnected(lp),
    onStatus: (session) => options.onStatus(line, session.status),
  });
  const handle = openSession(opened, orders, {
    application: crashingApplication(application),
    options,
  });
  let asked = 0;
  const nextId = (): string => {
    asked += 1;
    return `${lp}-${now().toString(36)}-${asked}`;
  };
  const ask = async (question: (id: string) => RawReply, id = nextId()): Promise<Sent> =>
    sentOr(await attempt(async () => handle.sendRaw(question(id))));
  const line: OrderLine = {
    ...lineOf(lp, orders, handle),
    sendOrder: async (order, route) => {
      const change = { kind: 'sent', order, route, atMs: order.sentAtMs } as const;
      const seq = await attempt(async () => handle.send(newOrderSingle(order), [change]));
      if (seq !== null) sent.add(orders.id, seq, order.clOrdId);
      return sentOr(seq);
    },
    sendRequest: async (order, request) => {
      const atMs = now();
      const change = { kind: 'request-sent', clOrdId: request.clOrdId, atMs } as const;
      const message = cancelOrReplace(order, request, atMs);
      const seq = await attempt(async () => handle.sendRaw(message, [change]));
      if (seq !== null) sent.add(orders.id, seq, request.clOrdId);
      return sentOr(seq);
    },
    askFor: async (order, count) =>
      sentOr(await attempt(async () => handle.send(orderStatusRequest(order, count)))),
    askForAll: async () => ask(massStatusRequest),
    askForTrades: async (order) => ask((id) => tradesRequest(order, id)),
    tradesBetween: async (range) => {
      const id = nextId();
      const gathered = captures.gather(id);
      const sentAs = await ask(() => tradesBetweenRequest(range, id), id);
      if (sentAs !== 'sent') captures.giveUp(id);
      return gathered;
    },
  };
  return line;
}

function openQuoteLine(opened: Provider, options: LinesOptions): QuoteLine {
  const { providers, sink, now, log } = options;
  const { id: lp, quotes } = opened;
  const application = new QuoteApplication({
    provider: () => providers.find(lp) ?? opened,
    sink,
    now,
    log,
    send: (message: OutgoingAppMessage) => {
      attempt(async () => handle.send(message)).catch((error: unknown) =>
        log.error({ err: error }, 'market data request lost'),
      );
    },
    onStatus: (session) => options.onStatus(line, session.status),
  });
  const handle = openSession(opened, quotes, { application, options });
  const plain = lineOf(lp, quotes, handle);
  const line: QuoteLine = {
    ...plain,
    info: () => {
      const info = plain.info();
      return { ...info, lastError: info.lastError ?? application.feedError };
    },
    subscribe: (symbol) => application.subscribe(symbol),
    unsubscribe: (symbol) => application.unsubscribe(symbol),
    isUnwanted: (symbol) => application.isUnwanted(symbol),
    feedErrors: () => application.feedErrors,
  };
  return line;
}

interface Wiring {
  readonly application: SessionApplication<BookChange>;
  readonly options: LinesOptions;
}

function openSession(
  { address, dialect }: Provider,
  { id, senderCompId, targetCompId }: SessionSettings,
  { application, options }: Wiring,
): SessionHandle<BookChange> {
  const { host, port, lookup, store, now, reconnectInitialMs, log } = options;
  const { heartBtIntSec, nextExpectedMsgSeqNum } = dialect;
  const { username, password, schedule, tls } = options.sessions.get(id) ?? {};
  const reconnect: InitiatorOptions<BookChange>['reconnect'] = {
    initialMs: reconnectInitialMs,
    factor: 2,
    maxMs: Math.max(reconnectInitialMs, 30_000),
    jitter: 0.2,
  };
  return createInitiator<BookChange>({
    session: {
      id,
      senderCompId,
      targetCompId,
      heartBtIntSec,
      nextExpectedMsgSeqNum,
      username,
      password,
      schedule,
    },
    tls,
    host: address?.host ?? host,
    port: address?.port ?? port,
    lookup,
    store: crashingStore(store),
    application,
    clock: { now },
    random: Math.random,
    log: fixLog(log),
    reconnect,
    resetAtLogon: {
      isWanted: () => options.isResetWanted(id),
      onAgreed: () => [{ kind: 'reset-wanted', sessionId: id, on: false, atMs: now() }],
    },
  });
}

function lineOf(
  lp: string,
  { id, purpose, senderCompId, targetCompId }: SessionSettings,
  handle: SessionHandle<BookChange>,
): FixLine {
  return {
    id,
    lp,
    purpose,
    senderCompId,
    targetCompId,
    info: () => infoOf(handle.info),
    connect: () => handle.connect(),
    disconnect: async (reason) => handle.disconnect(reason),
    previewNumbers: async (wanted) => handle.previewNumbers(given(wanted)),
    setNumbers: async (wanted, by) => handle.setNumbers(given(wanted), by),
  };
}

const given = ({ nextOut, nextIn }: WantedNumbers) => ({
  ...(nextOut === undefined ? {} : { nextOut }),
  ...(nextIn === undefined ? {} : { nextIn }),
});

/** @returns The number of the message, or `null` when the session was not logged on. */
async function attempt(send: () => Promise<{ seq: number }>): Promise<number | null> {
  try {
    return (await send()).seq;
  } catch (error) {
    if (error instanceof NotLoggedOn) return null;
    if (!(error instanceof CommitFailed)) throw error;
    const details = { operation: 'TRANSACTION', errorId: newErrorId() } as const;
    throw raise(refuse('DATABASE_ERROR', details), { cause: error });
  }
}

const sentOr = (seq: number | null): Sent => (seq === null ? 'not-logged-on' : 'sent');

const infoOf = ({ status, nextOut, nextIn, lastError }: SessionInfo): LineInfo => ({
  status,
  nextOut,
  nextIn,
  lastError,
});

/** The engine names what went wrong `error`; the logger knows how to write it as `err`. */
function fixLog(log: Logger): Log {
  const fields = ({ error, ...rest }: Record<string, unknown>) =>
    error === undefined ? rest : { ...rest, err: error };
  return {
    info: (line, message) => log.info(fields(line), message),
    warn: (line, message) => log.warn(fields(line), message),
    error: (line, message) => log.error(fields(line), message),
  };
}
