/**
 * Five times as many orders as the service can take, from callers who do not wait for each other. The capacity is found in
 * the same run. What is told: how much of it is still delivered, how long the admitted wait, and when all is well again.
 * The callers have a bound, as callers have: an order for which no connection is free counts as not sent.
 *
 * `BENCH_SECONDS=5 node bench/overload.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bench } from './http/env.ts';
import { Line, type Told } from './http/lines.ts';
import { start, stop } from './http/load.ts';
import { trpcOrders } from './http/requests.ts';

const OVERLOAD = 5;
const PEOPLE = 256;
const LINES = 2_048;
const CAPACITY_LINES = 128;
const TICK_MS = 2;
const MS = 1_000;

const directory = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
const server = await start('service.ts', [directory, '-', String(PEOPLE)]);
const lines = Array.from({ length: LINES }, (_, index) => {
  const member = server.members[index % PEOPLE];
  if (member === undefined) throw new Error('nobody has signed in');
  return new Line(new URL(server.url), trpcOrders(member));
});
try {
  await capacity();
  const before = await capacity();
  await everybodyAsks();
  const { told, unsent } = await offer(before * OVERLOAD);
  const recoveryMs = await recovered();
  // A machine that does other work changes under our hands: the capacity of the run is that of both its ends.
  const perSec = (before + (await capacity())) / 2;
  report({ perSec, told, unsent, recoveryMs });
} finally {
  for (const line of lines) line.close();
  await stop(server);
  rmSync(directory, { recursive: true });
}

async function ask(line: Line): Promise<Told> {
  return new Promise((resolve) => line.send(resolve));
}

/** Orders a second of callers who each wait for their answer. */
async function capacity(): Promise<number> {
  const endMs = performance.now() + bench.seconds * MS;
  let filled = 0;
  const caller = async (line: Line): Promise<void> => {
    while (performance.now() < endMs) {
      if ((await ask(line)).status === 200) filled += 1;
    }
  };
  await Promise.all(lines.slice(0, CAPACITY_LINES).map(caller));
  return filled / bench.seconds;
}

/** A crowd that is connected: what is measured is not how fast the system accepts connections. */
async function everybodyAsks(): Promise<void> {
  for (let from = 0; from < LINES; from += CAPACITY_LINES) {
    await Promise.all(lines.slice(from, from + CAPACITY_LINES).map(ask));
  }
}

async function offer(perSec: number) {
  const free = [...lines];
  const told: Told[] = [];
  let due = 0;
  let unsent = 0;
  const startMs = performance.now();
  const endMs = startMs + bench.seconds * MS;
  for (let nowMs = startMs; nowMs < endMs; nowMs = performance.now()) {
    for (const dueNow = ((nowMs - startMs) / MS) * perSec; due < dueNow; due += 1) {
      const line = free.pop();
      if (line === undefined) unsent += 1;
      else {
        line.send((one) => {
          told.push(one);
          free.push(line);
        });
      }
    }
    await sleep(TICK_MS);
  }
  while (free.length < LINES) await sleep(TICK_MS);
  return { told, unsent };
}

/** Until an order at the usual pace is taken again. */
async function recovered(): Promise<number> {
  const fellMs = performance.now();
  const [line] = lines;
  while (line !== undefined && (await ask(line)).status !== 200) await sleep(TICK_MS);
  return Math.round(performance.now() - fellMs);
}

interface Found {
  readonly perSec: number;
  readonly told: readonly Told[];
  readonly unsent: number;
  readonly recoveryMs: number;
}

function report({ perSec, told, unsent, recoveryMs }: Found): void {
  const p99 = (status: number): number => {
    const took = told.filter((one) => one.status === status).map(({ tookMs }) => tookMs);
    return Math.round(took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0);
  };
  const count = (status: number): number => told.filter((one) => one.status === status).length;
  const goodput = count(200) / bench.seconds;
  const figures = {
    bench: 'order-overload',
    load: loadavg()[0],
    capacityPerSec: Math.round(perSec),
    offeredPerSec: Math.round((told.length + unsent) / bench.seconds),
    sentPerSec: Math.round(told.length / bench.seconds),
    goodputPerSec: Math.round(goodput),
    goodputToCapacity: Math.round((goodput / perSec) * 1_000) / 1_000,
    admittedP99Ms: p99(200),
    refusedP99Ms: p99(503),
    refused: count(503),
    otherAnswers: told.length - count(200) - count(503),
    recoveryMs,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
