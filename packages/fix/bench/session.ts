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

async function onOneLoop<Result>(run: (trade: Trade) => Promise<Result>): Promise<Result> {
  const acceptor = await openFillingProvider('memory');
  const result = await withClient(acceptor.port, 'memory', run);
  await acceptor.close();
  return result;
}

interface Files {
  readonly client: string;
  readonly provider: string;
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
const SQLITE = { client: join(folder, 'client.db'), provider: join(folder, 'provider.db') };
const ratio = (a: Spread, b: Spread) => hundredths(a.p50 / b.p50);

const oneLoop = { echo: await echoOnOneLoop(), session: await onOneLoop(roundTrips) };
const twoProcesses = {
  echo: await echoOfTwoProcesses(),
  session: await ofTwoProcesses(MEMORY, roundTrips),
};
const memory = await ofTwoProcesses(MEMORY, pipelined);
const inserts = insertsPerSecond(join(folder, 'inserts.db'));
const sqlite = await ofTwoProcesses(SQLITE, pipelined);
rmSync(folder, { recursive: true, force: true });

const figures = {
  bench: 'fix-session',
  roundTripUs: {
    oneLoop: { ...oneLoop, ratio: ratio(oneLoop.session, oneLoop.echo) },
    twoProcesses: { ...twoProcesses, ratio: ratio(twoProcesses.session, twoProcesses.echo) },
  },
  pipelinedPerSecond: { memory, sqlite, inserts, ratio: hundredths(sqlite / inserts) },
};
console.log(JSON.stringify(figures));
