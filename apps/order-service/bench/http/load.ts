/** Load on one server, from the outside: each connection is a person of its own who waits for each answer. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bench } from './env.ts';
import type { Member } from './crowd.ts';
import { Line, type Told } from './lines.ts';
import type { Requests } from './requests.ts';
import type { Asked, Resources } from './resources.ts';

export interface Server {
  readonly url: string;
  readonly members: readonly Member[];
  readonly child: ChildProcess;
}

export interface Figures {
  readonly perSec: number;
  /** Sent away. */
  readonly shed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server for one answer, in all and on its main thread: a busy machine changes it less. */
  readonly cpuMicros: number;
  readonly mainMicros: number;
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** What one person sends, over and over. */
  readonly requests: Requests;
  /** As fast as it goes when absent: each caller asks again when it has been answered. */
  readonly perSec?: number;
}

/** As the services are started: see `scripts/start.ts`. */
const FLAGS = ['--max-semi-space-size=64'];

export async function start(script: string, args: readonly string[]): Promise<Server> {
  const child = fork(join(import.meta.dirname, script), args, {
    execArgv: [...FLAGS, '--expose-gc', ...profiling(script)],
  });
  const [told] = (await once(child, 'message')) as [Omit<Server, 'child'>];
  return { ...told, child };
}

/** With PROFILE_DIR the service leaves a CPU profile there. */
function profiling(script: string): string[] {
  const { profileDirectory: directory } = bench;
  return directory === null || script !== 'service.ts'
    ? []
    : ['--cpu-prof', `--cpu-prof-dir=${directory}`];
}

export async function stop({ child }: Server): Promise<void> {
  child.disconnect();
  await once(child, 'exit');
}

export async function resourcesOf({ child }: Server, asked: Asked): Promise<Resources> {
  child.send(asked);
  const [told] = (await once(child, 'message')) as [Resources];
  return told;
}

/** What the edge may turn away on a machine that is too busy: it is not counted, and more than this is no measurement. */
const SHED_MAX = 0.1;
const SHED = 503;
const MS = 1_000;
const TICK_MS = 1;

/** Successes only: refusals are cheap and would make a fine figure. @throws Error when there are many. */
export async function measure(server: Server, load: Load): Promise<Figures> {
  const lines = Array.from({ length: load.connections }, (_, index) => {
    const member = server.members[index % server.members.length];
    if (member === undefined) throw new Error('nobody has signed in');
    return new Line(new URL(server.url), load.requests(member));
  });
  const before = await resourcesOf(server, 'resources');
  const startMs = performance.now();
  const told = await (load.perSec === undefined ? allAtOnce : atPace)(lines, load);
  const tookSec = (performance.now() - startMs) / MS;
  const after = await resourcesOf(server, 'resources');
  for (const line of lines) line.close();
  const succeeded = told.filter(({ status }) => status === 200).map(({ tookMs }) => tookMs);
  const shed = told.filter(({ status }) => status === SHED).length;
  const failed = told.length - succeeded.length - shed;
  if (shed > told.length * SHED_MAX || failed > 0) {
    throw new Error(`${shed} refusals and ${failed} failures of ${server.url}`);
  }
  const sorted = Float64Array.from(succeeded).toSorted();
  return {
    perSec: Math.round(succeeded.length / tookSec),
    shed,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    cpuMicros: Math.round((after.cpuMicros - before.cpuMicros) / told.length),
    mainMicros: Math.round((after.mainMicros - before.mainMicros) / told.length),
  };
}

const quantile = (sorted: Float64Array, share: number): number =>
  Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;

async function allAtOnce(lines: readonly Line[], { seconds }: Load): Promise<Told[]> {
  const endMs = performance.now() + seconds * MS;
  const all: Told[] = [];
  const over = lines.map(
    async (line) =>
      new Promise<void>((resolve) => {
        const ask = (): void =>
          line.send((told) => {
            all.push(told);
            if (told.status === 0 || performance.now() >= endMs) resolve();
            else ask();
          });
        ask();
      }),
  );
  await Promise.all(over);
  return all;
}

/** Requests are due by the clock, whoever is still waiting: one that finds no free line waits for it, and that counts. */
async function atPace(lines: readonly Line[], { seconds, perSec = 0 }: Load): Promise<Told[]> {
  const free = [...lines];
  const all: Told[] = [];
  const startMs = performance.now();
  const dueMs = (index: number): number => startMs + (index / perSec) * MS;
  const total = Math.round(perSec * seconds);
  for (let next = 0; next < total || free.length < lines.length; await sleep(TICK_MS)) {
    while (next < total && free.length > 0 && dueMs(next) <= performance.now()) {
      const line = free.pop();
      const wantedMs = dueMs(next);
      line?.send(({ status }) => {
        all.push({ status, tookMs: performance.now() - wantedMs });
        if (line !== undefined) free.push(line);
      });
      next += 1;
    }
  }
  return all;
}
