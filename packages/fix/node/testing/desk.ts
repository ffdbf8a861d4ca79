/** Two sides of a session on real sockets, and the small tools to talk about them. For tests only. */
import { parseDecimal, type Decimal } from '../../src/wire/decimal.ts';
import type { NewOrderSingle } from '../../src/messages/new-order-single.ts';
import type { ExecutionReport } from '../../src/messages/execution-report.ts';
import type { AppMessage } from '../../src/messages/app-message.ts';
import { createAcceptor, type AcceptorOptions } from '../acceptor.ts';
import type { Clock, Log, Reaction, SessionApplication } from '../application.ts';
import { createInitiator, type InitiatorOptions } from '../initiator.ts';
import { MemorySessionStore } from '../memory-store.ts';

export const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };
export const WALL: Clock = { now: () => Date.now() };
export const FAST_RECONNECT = { initialMs: 20, factor: 1, maxMs: 20, jitter: 0 };

const CLIENT = { id: 'YOFX1', senderCompId: 'YOFX1', targetCompId: 'YOFX' };
const PROVIDER = { id: 'YOFX1', senderCompId: 'YOFX', targetCompId: 'YOFX1' };

const decimal = (text: string): Decimal => parseDecimal(text) ?? { unscaled: 0n, scale: 0 };
const NOTHING = decimal('0');
const QUANTITY = decimal('1000');
const PRICE = decimal('1.09504');

export function order(clOrdId: string): NewOrderSingle {
  return {
    msgType: 'D',
    clOrdId,
    symbol: 'EURUSD',
    side: '1',
    orderQty: QUANTITY,
    ordType: '1',
    transactTimeMs: Date.now(),
  };
}

export function fill(clOrdId: string, execId: string): ExecutionReport {
  return {
    msgType: '8',
    execType: 'F',
    ordStatus: '2',
    orderId: `L-${clOrdId}`,
    execId,
    clOrdId,
    symbol: 'EURUSD',
    side: '1',
    orderQty: QUANTITY,
    lastQty: QUANTITY,
    lastPx: PRICE,
    leavesQty: NOTHING,
    cumQty: QUANTITY,
    avgPx: PRICE,
  };
}

/** Writes down what it hears. */
export class Recorder implements SessionApplication<string> {
  readonly heard: AppMessage[] = [];
  readonly statuses: string[] = [];
  readonly gapFilled: string[] = [];
  react: (message: AppMessage) => Reaction<string> = () => ({});

  onMessage(message: AppMessage): Reaction<string> {
    this.heard.push(message);
    return this.react(message);
  }

  onStatus({ status }: { readonly status: string }): void {
    this.statuses.push(status);
  }

  onGapFilled(clOrdIds: readonly string[]): { readonly changes: readonly string[] } {
    this.gapFilled.push(...clOrdIds);
    return { changes: clOrdIds };
  }

  /** ExecID(17) of every report heard. */
  get execIds(): readonly string[] {
    return this.heard.flatMap((message) => (message.msgType === '8' ? [message.execId] : []));
  }
}

/** Answers each order with a fill whose ExecID(17) is `E-` and the ClOrdID(11). */
export function fillsEverything(): Recorder {
  const recorder = new Recorder();
  recorder.react = (message) =>
    message.msgType === 'D'
      ? { changes: [message.clOrdId], replies: [fill(message.clOrdId, `E-${message.clOrdId}`)] }
      : {};
  return recorder;
}

/** @returns the acceptor; the session is YOFX1 */
export function openProvider(options: Partial<AcceptorOptions<string>> = {}) {
  return createAcceptor<string>({
    sessions: [PROVIDER],
    host: '127.0.0.1',
    port: 0,
    store: new MemorySessionStore<string>(),
    application: fillsEverything(),
    clock: WALL,
    log: SILENT,
    ...options,
  });
}

export function openClient(port: number, options: Partial<InitiatorOptions<string>> = {}) {
  return createInitiator<string>({
    session: CLIENT,
    host: '127.0.0.1',
    port,
    store: new MemorySessionStore<string>(),
    application: new Recorder(),
    clock: WALL,
    random: () => 0.5,
    log: SILENT,
    reconnect: FAST_RECONNECT,
    ...options,
  });
}

/** Waits until it is so; fails after five seconds, naming what did not come. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
