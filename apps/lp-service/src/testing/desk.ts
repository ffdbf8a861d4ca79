/** The service in this process, a provider beside it, and a client in front of it. For tests only. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLpClient, failure, type LpClient } from '@faultline/client';
import { createLogger } from '@faultline/service';
import { type App, startApp } from '../app.ts';
import { readSettings } from '../env.ts';
import { TestProvider } from './provider.ts';

export type ReportView = Awaited<
  ReturnType<LpClient['execution']['reports']['query']>
>['reports'][number];

export class Desk {
  readonly provider: TestProvider;
  readonly dataDir: string;
  readonly env: Record<string, string>;
  /** Why the sessions went to another process, each time. */
  readonly lost: string[] = [];
  #app: App | null = null;
  #client: LpClient | null = null;

  constructor(env: Record<string, string> = {}) {
    this.provider = new TestProvider();
    this.dataDir = mkdtempSync(join(tmpdir(), 'faultline-lp-'));
    this.env = {
      DATA_DIR: this.dataDir,
      LP_PORT: '0',
      RECONNECT_INITIAL_MS: '20',
      LOG_LEVEL: 'silent',
      ...env,
    };
  }

  get lp(): LpClient {
    if (this.#client === null) throw new Error('the desk is not open');
    return this.#client;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#app?.port}`;
  }

  get metricsUrl(): string {
    return `http://127.0.0.1:${this.#app?.metricsPort}`;
  }

  /** Opens the provider and the service and waits until both of its sessions are logged on. */
  async open(): Promise<this> {
    await this.provider.open();
    await this.start();
    await this.connected();
    return this;
  }

  async start(): Promise<void> {
    const settings = readSettings({ SIM_FIX_PORT: String(this.provider.port || 9), ...this.env });
    const log = createLogger('test', { level: settings.logLevel });
    this.#app = await startApp(settings, log, { onLost: (reason) => this.lost.push(reason) });
    this.#client = clientOf(this.url, this.dataDir);
  }

  async stop(): Promise<void> {
    for (const step of this.#app?.stopSteps ?? []) await step();
    this.#app = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.provider.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async connected(lp = 'YOFX'): Promise<void> {
    await until(`${lp} connected`, async () => {
      const sessions = await this.lp.fix.list.query({});
      const { lps } = await this.lp.lp.status.query({});
      return (
        sessions.filter((one) => one.lp === lp).every((one) => one.connected) &&
        lps.some((one) => one.id === lp && one.connected)
      );
    });
  }

  /** Submits an order for a thousand euros. */
  submit(orderId: string, more: Partial<Submission> = {}) {
    const expiresAtMs = Date.now() + 5_000;
    const order = { ...ORDER, orderId } as const;
    return patiently(async () =>
      this.lp.execution.submit.mutate({ ...order, expiresAtMs, ...more }),
    );
  }

  /** The items of a stream as they arrive, until one is the last that is wanted. */
  async stream<Item>(
    path: string,
    input: unknown,
    isLast: (item: Item) => boolean,
  ): Promise<Item[]> {
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    const token = readFileSync(join(this.dataDir, 'service-token'), 'utf8').trim();
    const hangUp = new AbortController();
    const response = await fetch(`${this.url}/trpc/${path}?${query.toString()}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
      signal: hangUp.signal,
    });
    const items: Item[] = [];
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      const data = lines.filter((line) => line.startsWith('data: ['));
      const objects = lines.filter((line) => line.startsWith('data: {"id"'));
      for (const line of [...data, ...objects]) {
        items.push(JSON.parse(line.slice('data: '.length)) as Item);
      }
      const last = items.at(-1);
      if (last !== undefined && isLast(last)) break;
    }
    hangUp.abort();
    return items;
  }

  /** All reports so far, once there are at least `count`. */
  async reports(count: number): Promise<ReportView[]> {
    return reportsOf(this.lp, count);
  }
}

/** At the market, for a thousand euros, at the provider that the tests play. */
export const ORDER = {
  lps: ['YOFX'],
  symbol: 'EURUSD',
  side: 'BUY',
  qty: 1_000,
  type: 'MARKET',
  price: null,
  tif: 'IOC',
} satisfies Partial<Submission>;

type Submission = Parameters<LpClient['execution']['submit']['mutate']>[0];

/** A client with the token that lies in the data directory. */
export function clientOf(url: string, dataDir: string): LpClient {
  const token = readFileSync(join(dataDir, 'service-token'), 'utf8').trim();
  return createLpClient({ url, token: () => token });
}

/** All reports so far, once there are at least `count`; fails after ten seconds. */
export async function reportsOf(lp: LpClient, count: number): Promise<ReportView[]> {
  const found: ReportView[] = [];
  const deadlineMs = Date.now() + 10_000;
  while (found.length < count) {
    if (Date.now() > deadlineMs) {
      throw new Error(`only ${found.length} of ${count} reports: ${JSON.stringify(found)}`);
    }
    const afterSeq = found.at(-1)?.seq ?? 0;
    const { reports } = await patiently(async () =>
      lp.execution.reports.query({ afterSeq, limit: 100, waitMs: 500 }),
    );
    found.push(...reports);
  }
  return found;
}

/** Waits until it is so; fails after ten seconds, naming what did not come. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 10_000;
  while (!(await patiently(async () => isSo()))) {
    if (Date.now() > deadlineMs) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Calls again when the service has too much to do, as it does on a machine that runs every test at once. */
async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  const deadlineMs = Date.now() + 10_000;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const isBusy = failure(error).code === 'SERVICE_UNAVAILABLE';
      if (!isBusy || Date.now() > deadlineMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
