/**
 * Ten minutes of orders and fills over a real loopback session, as one line of JSON. The client keeps its session in
 * SQLite, the provider in memory, both in this process. Every half minute what is held is measured after a collection;
 * it must be flat.
 *
 * TRAFFIC_MINUTES: how long, 10 when not given. TRAFFIC_PER_SECOND: orders, 1,000 when not given.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MemorySessionStore, SqliteSessionStore } from '../node/index.ts';
import { fill, openClient, openProvider, order, until } from '../node/testing/desk.ts';
import { heldMib, rounded } from './memory.ts';

const MINUTES = Number(process.env.TRAFFIC_MINUTES ?? 10);
const PER_SECOND = Number(process.env.TRAFFIC_PER_SECOND ?? 1000);
const TICK_MS = 50;
const SAMPLES = 20;
/** The memory store fills up, and code is still being compiled. */
const WARM_UP_SAMPLES = 4;
/** Of what the straight line through the samples climbs from the first to the last. */
const CLIMB_MAX_MIB = 4;

const folder = mkdtempSync(join(tmpdir(), 'fix-traffic-'));
const database = new DatabaseSync(join(folder, 'client.db'));
let sent = 0;
let filled = 0;

const provider = await openProvider({
  store: new MemorySessionStore({ keepMessages: 2_000 }),
  application: {
    onMessage: (message) =>
      message.msgType === 'D' ? { replies: [fill(message.clOrdId, `E-${message.clOrdId}`)] } : {},
  },
});
const client = openClient(provider.port, {
  store: new SqliteSessionStore({ database }),
  application: { onMessage: (message) => ((filled += message.msgType === '8' ? 1 : 0), {}) },
});
client.connect();
await until('the logon', () => client.info.status === 'LOGGED_ON');
const samplesMib = await trade();
await until('the last fill', () => filled === sent);
await client.disconnect();
await provider.close();
database.close();
rmSync(folder, { recursive: true });

const climbMib = climbOf(samplesMib.slice(WARM_UP_SAMPLES));
const passed = climbMib <= CLIMB_MAX_MIB;
const figures = {
  nightly: 'fix-traffic',
  minutes: MINUTES,
  orders: sent,
  filled,
  heldMib: samplesMib.map(rounded),
  climbMib: rounded(climbMib),
  passed,
};
console.log(JSON.stringify(figures));
if (!passed) process.exitCode = 1;

/** Sends at an even pace. @returns what was held, at even distances */
async function trade(): Promise<readonly number[]> {
  const samples: number[] = [];
  const startedAt = performance.now();
  const lastsMs = MINUTES * 60_000;
  for (let atMs = 0; atMs < lastsMs; atMs = performance.now() - startedAt) {
    for (const owed = (atMs * PER_SECOND) / 1000; sent < owed; sent += 1) {
      void client.send(order(`T-${sent}`));
    }
    if (atMs >= ((samples.length + 1) * lastsMs) / SAMPLES) samples.push(heldMib());
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return [...samples, heldMib()];
}

/** How far the straight line of least squares climbs from the first sample to the last. */
function climbOf(samples: readonly number[]): number {
  const middle = (samples.length - 1) / 2;
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const spread = samples.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const tilt = samples.reduce((sum, sample, at) => sum + (at - middle) * (sample - mean), 0);
  return (tilt / spread) * (samples.length - 1);
}
