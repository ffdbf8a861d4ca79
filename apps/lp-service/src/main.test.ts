/** The service as a process: killed at the worst moment, started twice, stopped in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, ORDER, reportsOf, until } from './testing/desk.ts';
import { TestProvider } from './testing/provider.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;

let provider: TestProvider;
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  provider = new TestProvider();
  await provider.open();
  dataDir = mkdtempSync(join(tmpdir(), 'faultline-lp-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await provider.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function run(env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: dataDir,
      LP_PORT: '0',
      SIM_FIX_PORT: String(provider.port),
      RECONNECT_INITIAL_MS: '20',
      ORDER_TIMEOUT_MS: '300',
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function start() {
  const child = run();
  if (child.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { ready: string; ports: { http: number } };
  expect(ready.ready).toBe('lp-service');
  const lp = clientOf(`http://127.0.0.1:${ready.ports.http}`, dataDir);
  await until('connected', async () => {
    const { lps } = await lp.lp.status.query({});
    return lps.every(({ connected }) => connected);
  });
  return { child, lp };
}

const order = (orderId: string) => ({
  ...ORDER,
  orderId,
  side: 'SELL' as const,
  expiresAtMs: Date.now() + 60_000,
});

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the process', () => {
  it('killed right after it has taken an order: one order at the provider, one fill in the end', async () => {
    const first = await start();
    for (const [index, orderId] of ['ORD-1', 'ORD-2', 'ORD-3'].entries()) {
      const { child, lp } = index === 0 ? first : await start();
      await lp.execution.submit.mutate(order(orderId));
      await kill(child);
    }
    const { lp } = await start();
    await until('the ends', async () => {
      const states = await Promise.all(
        ['ORD-1', 'ORD-2', 'ORD-3'].map(async (orderId) => lp.execution.status.query({ orderId })),
      );
      return states.every(({ doneAtMs }) => doneAtMs !== null);
    });
    const reports = await reportsOf(lp, 3);
    expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index + 1));
    for (const orderId of ['ORD-1', 'ORD-2', 'ORD-3']) {
      const sent = provider.orders.filter(({ clOrdId }) => clOrdId === `${orderId}-1`);
      const ends = reports.filter((one) => one.orderId === orderId && one.kind !== 'IN_DOUBT');
      expect(ends.map(({ kind }) => kind)).toEqual(sent.length === 1 ? ['FILL'] : ['REJECT']);
      expect(sent.length).toBeLessThan(2);
    }
  });

  it('killed while an order is open: in doubt at the start, then resolved', async () => {
    provider.onOrder = () => [];
    const { child, lp } = await start();
    const read = provider.nextOrder();
    await lp.execution.submit.mutate(order('ORD-1'));
    const sent = await read;
    await kill(child);
    await provider.post('YOFX1', provider.fill(sent));
    const again = await start();
    const reports = await reportsOf(again.lp, 2);
    expect(reports.map(({ kind }) => kind)).toEqual(['IN_DOUBT', 'FILL']);
    expect(await again.lp.execution.submit.mutate(order('ORD-1'))).toMatchObject({
      id: 'LP-1',
      state: 'FILLED',
    });
    expect(provider.orders).toHaveLength(1);
  });

  it('logs out of every session when it is asked to stop, and exits with 0', async () => {
    const { child } = await start();
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(provider.loggedOut.toSorted()).toEqual(['OANDA1', 'OANDA2', 'YOFX1', 'YOFX2']);
  });

  it('refuses data that another process uses', async () => {
    await start();
    const second = run();
    let words = '';
    second.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const [code] = (await once(second, 'exit')) as [number];
    expect({ code, words }).toEqual({
      code: 78,
      words: expect.stringContaining('another process already uses'),
    });
  });

  it('refuses to start in production without a provider, and names the setting', async () => {
    const child = run({ NODE_ENV: 'production' });
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number];
    expect({ code, words }).toEqual({
      code: 78,
      words: expect.stringContaining('LP_PROVIDERS_FILE'),
    });
  });

  it('says what is wrong with its environment', async () => {
    const child = run({ LP_PORT: 'x', ORDER_TIMEOUT_MS: '1' });
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(78);
    expect(words).toContain('LP_PORT');
    expect(words).toContain('ORDER_TIMEOUT_MS');
  });
});
