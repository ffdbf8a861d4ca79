/**
 * What the time of a refusal tells: reading somebody else's order, position and account against reading one that never
 * was, 500 times each and in turns, over HTTP on SQLite. One JSON line, in milliseconds.
 *
 * `node bench/foreign-ids.ts [requests]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../src/testing/ask.ts';
import { type Server, start, stop } from './http/load.ts';

const REQUESTS = Number(process.argv[2] ?? 500);
const PEOPLE = 2;
const MICROS = 1_000;

interface Pair {
  readonly foreign: string;
  readonly missing: string;
}

const directory = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
try {
  const server = await start('service.ts', [directory, '-', String(PEOPLE)]);
  const figures: Record<string, unknown> = {};
  let apartMs = 0;
  for (const [what, pair] of Object.entries(await subjects(server))) {
    await compared(server, pair);
    const told = await compared(server, pair);
    figures[what] = told;
    apartMs = Math.max(apartMs, told.apartMs);
  }
  await stop(server);
  const line = {
    bench: 'foreign-ids',
    load: loadavg()[0],
    requests: REQUESTS,
    ...figures,
    apartMs,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
} finally {
  rmSync(directory, { recursive: true });
}

/** What the second person has and can read, and what nobody has, under ids of the same length. */
async function subjects({ url, members }: Server): Promise<Record<string, Pair>> {
  const [, other] = members;
  if (other === undefined) throw new Error('there must be two people');
  const { token, accountId } = other;
  const body = { accountId, symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
  const placed = await ask(`${url}/api/orders/market`, { token, body });
  if (placed.status !== 200) throw new Error(`the order was answered ${placed.status}`);
  const pairs = {
    order: { foreign: '/api/orders/ORD-1', missing: '/api/orders/ORD-9' },
    position: { foreign: '/api/positions/1', missing: '/api/positions/9' },
    account: {
      foreign: `/api/account/summary?accountId=${accountId}`,
      missing: `/api/account/summary?accountId=${accountId + PEOPLE}`,
    },
  };
  for (const { foreign } of Object.values(pairs)) {
    const { status } = await ask(url + foreign, { token });
    if (status !== 200) throw new Error(`${foreign} was answered ${status} to whom it belongs`);
  }
  return pairs;
}

async function compared({ url, members: [me] }: Server, { foreign, missing }: Pair) {
  const refusedMs = async (path: string): Promise<number> => {
    const startedAt = performance.now();
    const { status } = await ask(url + path, { token: me?.token });
    const ms = performance.now() - startedAt;
    if (status !== 404) throw new Error(`${path} was answered ${status}`);
    return ms;
  };
  const times = { foreign: [] as number[], missing: [] as number[] };
  for (let request = 0; request < REQUESTS; request += 1) {
    times.foreign.push(await refusedMs(foreign));
    times.missing.push(await refusedMs(missing));
  }
  const [foreignMs, missingMs] = [median(times.foreign), median(times.missing)];
  return { foreignMs, missingMs, apartMs: rounded(Math.abs(foreignMs - missingMs)) };
}

function median(values: readonly number[]): number {
  return rounded(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

function rounded(ms: number): number {
  return Math.round(ms * MICROS) / MICROS;
}
