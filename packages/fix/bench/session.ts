/**
 * What an order and its report cost over loopback, as one line of JSON: round trips one at a time over memory stores, and
 * orders per second when they are sent without waiting, over memory and over SQLite on both sides. Two processes.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { createInitiator, MemorySessionStore, SqliteSessionStore } from '../node/index.ts';
import { FAST_RECONNECT, SILENT, WALL, order, until } from '../node/testing/desk.ts';

const ROUND_TRIPS = 20_000;
const PIPELINED = 40_000;
const WINDOW = 500;
const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'fix-bench-'));

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function startProvider(store: string): Promise<{ child: ChildProcess; port: number }> {
  const program = fileURLToPath(new URL('provider.ts', import.meta.url));
  const child = spawn(process.execPath, [program, store], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) => {
    child.stdout?.once('data', (text: Buffer) => resolve(Number(text.toString())));
  });
  return { child, port };
}

async function withSession<Result>(durable: boolean, run: (trade: Trade) => Promise<Result>) {
  const file = (side: string) => (durable ? join(folder, `${side}.db`) : 'memory');
  const { child, port } = await startProvider(file('provider'));
  let onReport: () => void = () => {};
  const handle = createInitiator({
    session: { id: 'YOFX1', senderCompId: 'YOFX1', targetCompId: 'YOFX' },
    host: '127.0.0.1',
    port,
    store: durable
      ? new SqliteSessionStore({ database: new DatabaseSync(file('client')) })
      : new MemorySessionStore(),
    application: { onMessage: (message) => (message.msgType === '8' ? (onReport(), {}) : {}) },
    clock: WALL,
    random: Math.random,
    log: SILENT,
    reconnect: FAST_RECONNECT,
  });
  handle.connect();
  await until('the logon', () => handle.info.status === 'LOGGED_ON');
  const result = await run({
    send: (clOrdId) => void handle.send(order(clOrdId)),
    hear: (callback) => (onReport = callback),
  });
  await handle.disconnect();
  child.stdin?.end();
  await new Promise((resolve) => child.once('exit', resolve));
  return result;
}

interface Trade {
  readonly send: (clOrdId: string) => void;
  readonly hear: (callback: () => void) => void;
}

/** Microseconds of each round trip. */
function roundTrips({ send, hear }: Trade): Promise<number[]> {
  return new Promise((resolve) => {
    const took: number[] = [];
    let sentAt = performance.now();
    hear(() => {
      took.push((performance.now() - sentAt) * 1000);
      if (took.length === ROUND_TRIPS) return resolve(took.slice(ROUND_TRIPS / 4));
      // Behind the commit of the report, as a client would that waits for it.
      setImmediate(() => {
        sentAt = performance.now();
        send(`R-${took.length}`);
      });
    });
    sentAt = performance.now();
    send('R-0');
  });
}

/** Orders per second with at most a window of them unanswered. */
function pipelined({ send, hear }: Trade, round: number): Promise<number> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let sent = 0;
    let heard = 0;
    const sendOne = () => {
      if (sent < PIPELINED) send(`P-${round}-${(sent += 1)}`);
    };
    hear(() => {
      heard += 1;
      if (heard === PIPELINED) resolve((PIPELINED * 1000) / (performance.now() - startedAt));
      else sendOne();
    });
    for (let count = 0; count < WINDOW; count += 1) sendOne();
  });
}

async function perSecond(durable: boolean): Promise<number> {
  return withSession(durable, async (trade) => {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await pipelined(trade, round));
    return Math.round(median(rounds));
  });
}

const took = (await withSession(false, roundTrips)).toSorted((a, b) => a - b);
const at = (share: number) => Math.round(took[Math.floor(took.length * share)] ?? 0);
console.log(
  JSON.stringify({
    bench: 'fix-session',
    roundTripUs: { p50: at(0.5), p99: at(0.99) },
    pipelinedPerSecond: { memory: await perSecond(false), sqlite: await perSecond(true) },
  }),
);
rmSync(folder, { recursive: true, force: true });
