/** Opens the FIX sessions of every provider: two lines each, one for orders and one for quotes. */
import type { OutgoingAppMessage } from '@faultline/fix';
import {
  createInitiator,
  type InitiatorOptions,
  type Log,
  NotLoggedOn,
  type SessionApplication,
  type SessionHandle,
  type SessionInfo,
  type SessionStore,
} from '@faultline/fix/node';
import type { Logger } from '@faultline/service';
import type { Provider, SessionSettings } from '../../config/providers.ts';
import type { FixLine, FixLines, LineInfo, OrderLine, Sent } from '../../ports/fix-line.ts';
import type { BookChange } from '../../ports/order-book.ts';
import type { QuoteSink } from '../../ports/quotes.ts';
import { crashingApplication, crashingStore } from './crash-points.ts';
import { newOrderSingle, orderStatusRequest } from './messages.ts';
import { orderApplication } from './order-application.ts';
import { QuoteApplication } from './quote-application.ts';
import type { SentOrders } from './sent-orders.ts';

export interface LinesOptions {
  readonly providers: readonly Provider[];
  readonly host: string;
  readonly port: number;
  readonly reconnectInitialMs: number;
  readonly store: SessionStore<BookChange>;
  readonly sink: QuoteSink;
  readonly sent: SentOrders;
  readonly now: () => number;
  /** When the provider's order session was last logged on, ISO 8601. */
  readonly lastConnected: (lp: string) => string | null;
  readonly onStatus: (line: FixLine, status: LineInfo['status']) => void;
  readonly log: Logger;
}

export function openLines(options: LinesOptions): FixLines {
  const byLp = new Map(
    options.providers.map((provider) => [
      provider.id,
      { orders: openOrderLine(provider, options), quotes: openQuoteLine(provider, options) },
    ]),
  );
  return {
    all: [...byLp.values()].flatMap(({ orders, quotes }) => [orders, quotes]),
    ordersOf: (lp) => byLp.get(lp)?.orders ?? null,
  };
}

function openOrderLine(provider: Provider, options: LinesOptions): OrderLine {
  const { sent, now, log, lastConnected } = options;
  const application = orderApplication({
    provider,
    sent,
    now,
    log,
    lastConnected: () => lastConnected(provider.id),
    onStatus: (session) => options.onStatus(line, session.status),
  });
  const handle = openSession(provider.orders, crashingApplication(application), options);
  const line: OrderLine = {
    ...lineOf(provider.id, provider.orders, handle),
    sendOrder: async (order) => {
      const change = { kind: 'sent', order, atMs: order.sentAtMs } as const;
      const seq = await send(handle, newOrderSingle(order, provider), [change]);
      if (seq === null) return 'not-logged-on';
      sent.add(provider.orders.id, seq, order.clOrdId);
      return 'sent';
    },
    askFor: async (order, attempt): Promise<Sent> =>
      (await send(handle, orderStatusRequest(order, attempt))) === null ? 'not-logged-on' : 'sent',
  };
  return line;
}

function openQuoteLine(provider: Provider, options: LinesOptions): FixLine {
  const { sink, now, log } = options;
  const application = new QuoteApplication({
    provider,
    sink,
    now,
    log,
    send: (message) => {
      send(handle, message).catch((error: unknown) =>
        log.error({ err: error }, 'market data request lost'),
      );
    },
    onStatus: (session) => options.onStatus(line, session.status),
  });
  const handle = openSession(provider.quotes, application, options);
  const plain = lineOf(provider.id, provider.quotes, handle);
  const line: FixLine = {
    ...plain,
    info: () => {
      const info = plain.info();
      return { ...info, lastError: info.lastError ?? application.feedError };
    },
  };
  return line;
}

function openSession(
  settings: SessionSettings,
  application: SessionApplication<BookChange>,
  options: LinesOptions,
): SessionHandle<BookChange> {
  const { host, port, store, now, reconnectInitialMs, log } = options;
  const { id, senderCompId, targetCompId } = settings;
  const reconnect: InitiatorOptions<BookChange>['reconnect'] = {
    initialMs: reconnectInitialMs,
    factor: 2,
    maxMs: Math.max(reconnectInitialMs, 30_000),
    jitter: 0.2,
  };
  return createInitiator<BookChange>({
    session: { id, senderCompId, targetCompId },
    host,
    port,
    store: crashingStore(store),
    application,
    clock: { now },
    random: Math.random,
    log: fixLog(log),
    reconnect,
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
  };
}

/** @returns The number of the message, or `null` when the session was not logged on. */
async function send(
  handle: SessionHandle<BookChange>,
  message: OutgoingAppMessage,
  changes: readonly BookChange[] = [],
): Promise<number | null> {
  try {
    const { seq } = await handle.send(message, changes);
    return seq;
  } catch (error) {
    if (error instanceof NotLoggedOn) return null;
    throw error;
  }
}

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
