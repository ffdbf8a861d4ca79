/** Two processes on one database: one owns the FIX sessions, the other takes them over when it dies. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createLpClient, failure, type LpClient, safe } from '@faultline/client';
import { readServiceToken } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newDatabase, type TestDatabase } from './testing/databases.ts';
import { ORDER, type ReportView } from './testing/desk.ts';
import { TestProvider } from './testing/provider.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;
const server = await findPostgres(process.env);

interface Replica {
  readonly child: ChildProcess;
  /** Of the owner. */
  readonly address: Promise<string>;
  /** Answers once the process owns the sessions. */
  readonly ready: Promise<LpClient>;
  readonly standsBy: Promise<unknown>;
  /** Answers with the address of a process that stands by. */
  readonly door: Promise<string>;
}

describe.skipIf(server === null)('of two processes on one database', () => {
  let provider: TestProvider;
  let database: TestDatabase;
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    provider = new TestProvider();
    await provider.open();
    database = await newDatabase(server ?? '');
    folder = mkdtempSync(join(tmpdir(), 'faultline-lp-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await end(child, 'SIGKILL');
    await provider.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  }

  function run(name: string, port = '0'): Replica {
    const serviceTokenFile = join(folder, 'service-token');
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATA_DIR: join(folder, name),
        SERVICE_TOKEN_FILE: serviceTokenFile,
        DATABASE_URL: database.url,
        LP_PORT: port,
        LP_METRICS_PORT: '0',
        SIM_FIX_PORT: String(provider.port),
        RECONNECT_INITIAL_MS: '20',
        ORDER_TIMEOUT_MS: '300',
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    if (child.stdout === null) throw new Error('no output');
    const lines = createInterface(child.stdout);
    const heard = async (words: string) =>
      new Promise<string>((resolve) => {
        lines.on('line', (line) => (line.includes(words) ? resolve(line) : undefined));
      });
    const standsBy = heard('standing by: ');
    const door = heard('door open while standing by').then((text) => {
      const { port } = JSON.parse(text) as { port: number };
      return `http://127.0.0.1:${port}`;
    });
    const address = heard('"ready"').then((text) => {
      const { ports } = JSON.parse(text) as { ports: { http: number } };
      return `http://127.0.0.1:${ports.http}`;
    });
    const ready = address.then((url) => {
      const token = readServiceToken(serviceTokenFile);
      return createLpClient({ url, token: () => token });
    });
    return { child, address, ready, standsBy, door };
  }

  const orderOf = (number: number) => ({ ...ORDER, orderId: `ORD-${number}` });

  /** Until the service has it: a caller asks again with the same order for as long as nobody says anything about it. */
  async function submit(number: number, at: () => Promise<LpClient>): Promise<void> {
    const deadlineMs = Date.now() + 15_000;
    while (Date.now() < deadlineMs) {
      const lp = await at();
      const order = { ...orderOf(number), expiresAtMs: Date.now() + 60_000 };
      const answer = await safe(lp.execution.submit.mutate(order));
      if (answer.ok) return;
      if (answer.error.code === 'LP_NOT_CONNECTED') throw new Error('refused');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`order ${number} was taken by nobody`);
  }

  const loggedOn = async (lp: LpClient): Promise<void> => {
    const deadlineMs = Date.now() + 10_000;
    for (;;) {
      const { lps } = await unlessBusy(async () => lp.lp.status.query({}));
      if (lps.every(({ connected }) => connected)) return;
      if (Date.now() > deadlineMs) throw new Error('not logged on');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('the second takes over within ten seconds of kill -9, and nothing is lost or doubled', async () => {
    provider.onOrder = (order) => [provider.fill(order)];
    const first = run('first');
    const owner = await first.ready;
    await loggedOn(owner);
    const second = run('second');
    await second.standsBy;
    let current = async () => owner;
    let killedMs = 0;
    let takeOverMs = 0;
    const total = 60;
    for (let number = 1; number <= total; number += 10) {
      const batch = Array.from({ length: 10 }, async (_, place) =>
        submit(number + place, async () => current()),
      );
      if (number === 31) {
        killedMs = performance.now();
        current = async () => {
          const lp = await second.ready;
          await loggedOn(lp);
          return lp;
        };
        await end(first.child, 'SIGKILL');
      }
      await Promise.all(batch);
      if (number === 31) takeOverMs = performance.now() - killedMs;
    }
    expect(takeOverMs).toBeLessThan(10_000);
    const reports = await allReports(await second.ready, total);
    expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index + 1));
    const done = reports.filter(isEnd);
    const expected = Array.from({ length: total }, (_, index) => `ORD-${index + 1}`).toSorted();
    expect(done.map(({ orderId }) => orderId).toSorted()).toEqual(expected);
    const booked = provider.orders.map(({ clOrdId }) => clOrdId);
    expect(new Set(booked).size).toBe(booked.length);
    const filled = reports.filter(({ kind }) => kind === 'FILL').map(({ orderId }) => orderId);
    expect(booked.map((name) => name.replace(/-1$/, '')).toSorted()).toEqual(filled.toSorted());
  }, 40_000);

  it('the second says that it lives and is not ready, and opens the same door as the owner', async () => {
    const first = run('first');
    await first.ready;
    const second = run('second');
    const url = await second.door;
    const asked = async (path: string) => {
      const answer = await fetch(url + path);
      return [answer.status, (await answer.json()) as { status: string }] as const;
    };
    expect(await asked('/health/live')).toEqual([200, { status: 'live' }]);
    expect(await asked('/health/ready')).toEqual([503, { status: 'standing by' }]);
    const refused = await safe(createLpClient({ url }).fix.list.query({}));
    expect(refused).toMatchObject({
      error: {
        code: 'SERVICE_UNAVAILABLE',
        outcome: 'NOT_APPLIED',
        details: { kind: 'STARTING' },
      },
    });
    await end(first.child, 'SIGTERM');
    await loggedOn(await second.ready);
    expect(await asked('/health/ready')).toMatchObject([200, { status: 'ready' }]);
  }, 40_000);

  it('a second on the same port stands by without a door, and takes over all the same', async () => {
    const first = run('first');
    const owner = await first.ready;
    await loggedOn(owner);
    const port = new URL(await first.address).port;
    const second = run('second', port);
    await second.standsBy;
    await end(first.child, 'SIGTERM');
    await loggedOn(await second.ready);
    expect(await second.address).toBe(`http://127.0.0.1:${port}`);
  }, 40_000);

  it('one that is stopped hands the sessions over at once', async () => {
    const first = run('first');
    await loggedOn(await first.ready);
    const second = run('second');
    expect(await end(first.child, 'SIGTERM')).toBe(0);
    await loggedOn(await second.ready);
    expect(await database.query('SELECT token FROM session_lease')).toEqual([{ token: '2' }]);
  }, 40_000);

  it('one that stands by just leaves, and one that comes back need not wait for itself', async () => {
    const first = run('first');
    await first.ready;
    const second = run('second');
    await second.standsBy;
    expect(await end(second.child, 'SIGTERM')).toBe(0);
    await end(first.child, 'SIGKILL');
    await run('first').ready;
    expect(await database.query('SELECT token FROM session_lease')).toEqual([{ token: '2' }]);
  }, 40_000);
});

/** Asks again where there is too much to do, on a busy machine; whoever says that he stands by is not asked again. */
async function unlessBusy<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const deadlineMs = Date.now() + 10_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const { code, details } = failure(error);
      const isBusy = code === 'SERVICE_UNAVAILABLE' && details.kind === 'OVERLOADED';
      if (!isBusy || Date.now() > deadlineMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const isEnd = ({ kind }: ReportView): boolean => kind === 'FILL' || kind === 'REJECT';

/** Once so many orders have come to their end. */
async function allReports(lp: LpClient, ends: number): Promise<readonly ReportView[]> {
  const found: ReportView[] = [];
  const deadlineMs = Date.now() + 10_000;
  while (found.filter(isEnd).length < ends && Date.now() < deadlineMs) {
    const afterSeq = found.at(-1)?.seq ?? 0;
    const ask = { afterSeq, limit: 100, waitMs: 500 };
    const page = await unlessBusy(async () => lp.execution.reports.query(ask));
    found.push(...page.reports);
  }
  return found;
}
