/** Requests per second of a mutation over HTTP: native route, official adapter, plain Fastify, in one run. Prints JSON. */
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

async function requestsPerSec(server: Server, body: string): Promise<number> {
  const { requests } = await autocannon({
    url: `http://127.0.0.1:${ports[server]}/trpc/demo.pay`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections: CONNECTIONS,
    duration: ROUND_SEC,
  });
  return requests.average;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Rounds alternate, so that a noisy minute hits all of them. */
const seen: Record<Server | 'declaredError', number[]> = {
  native: [],
  official: [],
  plain: [],
  declaredError: [],
};
for (let round = 0; round < ROUNDS; round += 1) {
  for (const server of ['native', 'official', 'plain'] as const) {
    seen[server].push(await requestsPerSec(server, '{"amount":5}'));
  }
  seen.declaredError.push(await requestsPerSec('native', '{"amount":500}'));
}
servers.disconnect();

const [native, official, plain] = [median(seen.native), median(seen.official), median(seen.plain)];
const ratio = (value: number): number => Math.round(value * 100) / 100;
console.log(
  JSON.stringify({
    bench: 'transport',
    connections: CONNECTIONS,
    perSec: { native, official, plain, declaredError: median(seen.declaredError) },
    nativeToOfficial: ratio(native / official),
    nativeToPlain: ratio(native / plain),
    errorCostToSuccess: ratio(native / median(seen.declaredError)),
  }),
);
