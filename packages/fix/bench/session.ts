/**
 * What an order and its report cost over loopback, as one line of JSON: round trips one at a time over memory stores, and
 * orders per second when they are sent without waiting, over memory and over SQLite on both sides.
 *
 * Round trips are measured with both sides on one event loop, where nobody has to be woken, and with the provider in a
 * process of its own, where most of the time is the system waking the other side. A bare echo is measured in both ways
 * beside them, and a bare loop of inserts beside the durable store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';
import { pipelined, roundTrips, withClient, type Trade } from './client-desk.ts';
import { echoRoundTrips, openEcho } from './echo-desk.ts';
import { hundredths, type Spread } from './figures.ts';
import { openFillingProvider } from './provider-desk.ts';
import { insertsPerSecond } from './sqlite-inserts.ts';

async function echoOnOneLoop(): Promise<Spread> {
  const { server, port } = await openEcho();
  const spread = await echoRoundTrips(port);
  server.close();
  return spread;
}

async function echoOfTwoProcesses(): Promise<Spread> {
  const child = await startChild('echo.ts');
  const spread = await echoRoundTrips(child.port);
  await child.stop();
  return spread;
}

interface Files {
  readonly client: string;
  readonly provider: string;
}

async function onOneLoop<Result>(
  { client, provider }: Files,
  run: (trade: Trade) => Promise<Result>,
): Promise<Result> {
  const acceptor = await openFillingProvider(provider);
  const result = await withClient(acceptor.port, client, run);
  await acceptor.close();
  return result;
}

async function ofTwoProcesses<Result>(
  { client, provider }: Files,
  run: (trade: Trade) => Promise<Result>,
): Promise<Result> {
  const child = await startChild('provider.ts', [provider]);
  const result = await withClient(child.port, client, run);
  await child.stop();
  return result;
}

const folder = mkdtempSync(join(tmpdir(), 'fix-bench-'));
const MEMORY = { client: 'memory', provider: 'memory' };
const sqliteOf = (run: string): Files => ({
  client: join(folder, `client-${run}.db`),
  provider: join(folder, `provider-${run}.db`),
});
const ratio = (a: Spread, b: Spread) => hundredths(a.p50 / b.p50);

const roundTripOneLoop = {
  echo: await echoOnOneLoop(),
  session: await onOneLoop(MEMORY, roundTrips),
};
const roundTripTwoProcesses = {
  echo: await echoOfTwoProcesses(),
  session: await ofTwoProcesses(MEMORY, roundTrips),
};
const inserts = insertsPerSecond(join(folder, 'inserts.db'));
const pipelinedOneLoop = {
  memory: await onOneLoop(MEMORY, pipelined),
  sqlite: await onOneLoop(sqliteOf('one'), pipelined),
};
const pipelinedTwoProcesses = {
  memory: await ofTwoProcesses(MEMORY, pipelined),
  sqlite: await ofTwoProcesses(sqliteOf('two'), pipelined),
};
rmSync(folder, { recursive: true, force: true });

const figures = {
  bench: 'fix-session',
  roundTripUs: {
    oneLoop: {
      ...roundTripOneLoop,
      ratio: ratio(roundTripOneLoop.session, roundTripOneLoop.echo),
    },
    twoProcesses: {
      ...roundTripTwoProcesses,
      ratio: ratio(roundTripTwoProcesses.session, roundTripTwoProcesses.echo),
    },
  },
  pipelinedPerSecond: {
    oneLoop: pipelinedOneLoop,
    twoProcesses: pipelinedTwoProcesses,
    inserts,
    ratio: hundredths(pipelinedTwoProcesses.sqlite / inserts),
  },
};
console.log(JSON.stringify(figures));
