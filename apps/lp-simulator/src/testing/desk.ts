/** A client of the simulator for tests: a FIX session that writes down what it hears, and the control API. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  MemorySessionStore,
  createInitiator,
  type Log,
  type SessionHandle,
  type SessionStore,
} from '@faultline/fix/node';
import {
  OrdType,
  Side,
  TimeInForce,
  decodeMessage,
  decodeTyped,
  encodeTyped,
  formatDecimal,
  fromScaled,
  type AppMessage,
  type ExecutionReport,
  type Fix44,
  type NewOrderSingle,
} from '@faultline/fix';
import { createLogger } from '@faultline/service';
import { openApp, type App } from '../app.ts';
import { readEnv } from '../env.ts';

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

export function openTestApp(dataDir: string, env: Record<string, string> = {}): Promise<App> {
  return openApp({
    env: readEnv({
      SIM_FIX_PORT: '0',
      SIM_CONTROL_PORT: '0',
      SIM_TICK_MS: '20',
      DATA_DIR: dataDir,
      ...env,
    }),
    log: createLogger('lp-simulator', { level: 'silent' }),
    fatal: (error) => {
      throw error;
    },
  });
}

export class DataDir {
  readonly path = mkdtempSync(join(tmpdir(), 'lp-simulator-'));

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

export interface Client {
  readonly handle: SessionHandle<never>;
  readonly heard: AppMessage[];
  /** What has no type of its own in the session's messages. */
  readonly others: Fix44.TypedMessage[];
  /** Sends a message that has none. */
  readonly ask: (message: Fix44.TypedMessage) => Promise<unknown>;
  /** Orders that the simulator asked for again and will never have. */
  readonly gapFilled: string[];
  /** Reports in brief: `F/2 100000@1.09504` is a trade that filled the order. */
  readonly reports: () => readonly string[];
}

interface ClientOptions {
  readonly store?: SessionStore<never>;
  readonly heartBtIntSec?: number;
}

export function openClient(
  fixPort: number,
  id: string,
  { store = new MemorySessionStore<never>(), heartBtIntSec = 5 }: ClientOptions = {},
): Client {
  const heard: AppMessage[] = [];
  const gapFilled: string[] = [];
  const others: Fix44.TypedMessage[] = [];
  const handle = createInitiator<never>({
    session: { id, senderCompId: id, targetCompId: id.slice(0, -1), heartBtIntSec },
    host: '127.0.0.1',
    port: fixPort,
    store,
    application: {
      onMessage: () => ({}),
      onRawMessage: (raw) => {
        const decoded = decodeMessage(raw);
        const typed = decodeTyped(raw);
        if (decoded.kind === 'message') heard.push(decoded.message);
        else if (typed.kind === 'message') others.push(typed.message);
        return {};
      },
      onGapFilled: (clOrdIds) => {
        gapFilled.push(...clOrdIds);
        return {};
      },
    },
    clock: { now: () => Date.now() },
    random: () => 0.5,
    log: SILENT,
    reconnect: { initialMs: 20, factor: 1, maxMs: 20, jitter: 0 },
  });
  return {
    handle,
    heard,
    others,
    gapFilled,
    reports: () => heard.flatMap(brief),
    ask: (message) => handle.sendRaw({ msgType: message.msgType, body: encodeTyped(message) }),
  };
}

function brief(message: AppMessage): readonly string[] {
  if (message.msgType !== '8') return [];
  const report: ExecutionReport = message;
  const state = `${report.execType}/${report.ordStatus}`;
  return report.execType === 'F'
    ? [`${state} ${formatDecimal(report.lastQty)}@${formatDecimal(report.lastPx)}`]
    : [state];
}

export async function loggedOn(client: Client): Promise<Client> {
  client.handle.connect();
  await until('LOGGED_ON', () => client.handle.info.status === 'LOGGED_ON');
  return client;
}

/** @param terms - fields to have otherwise, whatever they may be */
export function marketOrder(clOrdId: string, terms: object = {}): NewOrderSingle {
  return {
    msgType: 'D',
    clOrdId,
    symbol: 'EURUSD',
    side: Side.Buy,
    orderQty: fromScaled(100_000n, 0),
    ordType: OrdType.Market,
    timeInForce: TimeInForce.ImmediateOrCancel,
    transactTimeMs: Date.now(),
    ...terms,
  };
}

/** Waits until it is so; fails after five seconds, naming what did not come. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The control API of one simulator. */
export function control(port: number) {
  const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
  };
  return {
    get: (path: string) => ask(path),
    post: (path: string, body: unknown = {}) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
