/**
 * Five times what a service can do, offered by callers who do not wait for each other: how much of its capacity it still
 * delivers, how long the admitted wait, whether cancels get through, and how soon all is well again. Prints JSON.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const OVERLOAD = 5;
const ROUND_MS = 6_000;
const CALIBRATION_MS = 2_000;
const CALIBRATION_CALLERS = 8;
const TICK_MS = 10;
const CANCEL_EVERY = 20;

interface Told {
  readonly path: string;
  readonly status: number;
  readonly tookMs: number;
}

const child = fork(join(import.meta.dirname, 'overload-server.ts'));
const [port] = (await once(child, 'message')) as [number];
const agent = new Agent({ keepAlive: true });

const call = async (path: string): Promise<Told> =>
  new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const headers = { 'content-type': 'application/json' };
    const sent = request({ port, path, method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => {
        resolve({ path, status: answer.statusCode ?? 0, tookMs: performance.now() - startedMs });
      });
    });
    sent.on('error', reject).end('{}');
  });

/** Calls per second of callers who each wait for their answer. */
async function capacity(): Promise<number> {
  let count = 0;
  const endMs = performance.now() + CALIBRATION_MS;
  const caller = async (): Promise<void> => {
    while (performance.now() < endMs) {
      await call('/place');
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CALIBRATION_CALLERS }, caller));
  return count / (CALIBRATION_MS / 1_000);
}

async function offer(perSec: number): Promise<readonly Told[]> {
  const calls: Promise<Told>[] = [];
  const startMs = performance.now();
  for (let nowMs = startMs; nowMs < startMs + ROUND_MS; nowMs = performance.now()) {
    const due = ((nowMs - startMs) / 1_000) * perSec;
    while (calls.length < due) {
      calls.push(call(calls.length % CANCEL_EVERY === 0 ? '/cancel' : '/place'));
    }
    await sleep(TICK_MS);
  }
  return Promise.all(calls);
}

const percentile = (values: readonly number[], share: number): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
const served = (told: readonly Told[]) => told.filter(({ status }) => status === 200);
const share = (part: number, whole: number): number => Math.round((part / whole) * 1_000) / 1_000;

const perSec = await capacity();
const told = await offer(perSec * OVERLOAD);
const fellMs = performance.now();
while ((await call('/place')).status !== 200) await sleep(TICK_MS);
const recoveryMs = Math.round(performance.now() - fellMs);

const cancels = told.filter(({ path }) => path === '/cancel');
const goodputPerSec = served(told).length / (ROUND_MS / 1_000);
console.log(
  JSON.stringify({
    bench: 'overload',
    capacityPerSec: Math.round(perSec),
    offeredPerSec: Math.round(told.length / (ROUND_MS / 1_000)),
    goodputPerSec: Math.round(goodputPerSec),
    goodputToCapacity: share(goodputPerSec, perSec),
    admittedP99Ms: percentile(
      served(told).map(({ tookMs }) => tookMs),
      0.99,
    ),
    refusedP99Ms: percentile(
      told.filter(({ status }) => status === 503).map(({ tookMs }) => tookMs),
      0.99,
    ),
    cancelsServed: share(served(cancels).length, cancels.length),
    otherStatuses: told.filter(({ status }) => status !== 200 && status !== 503).length,
    recoveryMs,
  }),
);
agent.destroy();
child.disconnect();
