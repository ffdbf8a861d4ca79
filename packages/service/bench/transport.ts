/**
 * A mutation over HTTP: native route, official adapter, plain Fastify, in one run. Requests per second, and the processor
 * time that the server spends on one, which neighbours on a busy machine disturb less. Prints JSON.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';

const ROUNDS = 5;
const ROUND_SEC = 2;
const CONNECTIONS = 32;

type Server = 'native' | 'official' | 'plain';
const servers = fork(join(import.meta.dirname, 'servers.ts'));
const [ports] = (await once(servers, 'message')) as [Record<Server, number>];

interface Load {
  readonly perSec: number;
  /** Processor time of the server for one request. */
  readonly cpuMicros: number;
}

/** What the servers' process has used so far. */
async function cpuMicrosUsed(): Promise<number> {
  servers.send('cpu');
  const [micros] = (await once(servers, 'message')) as [number];
  return micros;
}

async function load(server: Server, body: string): Promise<Load> {
  const before = await cpuMicrosUsed();
  const { requests } = await autocannon({
    url: `http://127.0.0.1:${ports[server]}/trpc/demo.pay`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections: CONNECTIONS,
    duration: ROUND_SEC,
  });
  const cpuMicros = ((await cpuMicrosUsed()) - before) / requests.total;
  return { perSec: requests.average, cpuMicros };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Rounds alternate, so that a noisy minute hits all of them. */
const seen: Record<Server | 'declaredError', Load[]> = {
  native: [],
  official: [],
  plain: [],
  declaredError: [],
};
for (let round = 0; round < ROUNDS; round += 1) {
  for (const server of ['native', 'official', 'plain'] as const) {
    seen[server].push(await load(server, '{"amount":5}'));
  }
  seen.declaredError.push(await load('native', '{"amount":500}'));
}
servers.disconnect();

const twoDigits = (value: number): number => Math.round(value * 100) / 100;
const figures = (of: keyof Load) => ({
  native: twoDigits(median(seen.native.map((one) => one[of]))),
  official: twoDigits(median(seen.official.map((one) => one[of]))),
  plain: twoDigits(median(seen.plain.map((one) => one[of]))),
  declaredError: twoDigits(median(seen.declaredError.map((one) => one[of]))),
});
const [perSec, cpuMicros] = [figures('perSec'), figures('cpuMicros')];
console.log(
  JSON.stringify({
    bench: 'transport',
    connections: CONNECTIONS,
    perSec,
    nativeToOfficial: twoDigits(perSec.native / perSec.official),
    nativeToPlain: twoDigits(perSec.native / perSec.plain),
    errorCostToSuccess: twoDigits(perSec.native / perSec.declaredError),
    cpuMicros,
    plainToNativeCpu: twoDigits(cpuMicros.plain / cpuMicros.native),
    errorToSuccessCpu: twoDigits(cpuMicros.declaredError / cpuMicros.native),
  }),
);
