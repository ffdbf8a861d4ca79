/** Load on one server, from the outside: each connection is a person of its own who waits for each answer. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { bench } from './env.ts';
import type { Member } from './crowd.ts';
import type { Asked, Resources } from './resources.ts';

export interface Server {
  readonly url: string;
  readonly members: readonly Member[];
  readonly child: ChildProcess;
}

export interface Figures {
  readonly perSec: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server for one answer, in all and on its main thread: a busy machine changes it less. */
  readonly cpuMicros: number;
  readonly mainMicros: number;
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** What one person sends, over and over; method and path as autocannon has them. */
  readonly requests: (member: Member) => autocannon.Request[];
  /** As fast as it goes when absent. */
  readonly perSec?: number;
}

export async function start(script: string, args: readonly string[]): Promise<Server> {
  const child = fork(join(import.meta.dirname, script), args, {
    execArgv: ['--expose-gc', ...profiling(script)],
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

/** Successes only: refusals are cheap and would make a fine figure. @throws Error when there are many. */
export async function measure(server: Server, load: Load): Promise<Figures> {
  const { connections, seconds, requests, perSec } = load;
  let next = 0;
  const before = await resourcesOf(server, 'resources');
  const result = await autocannon({
    url: server.url,
    connections,
    duration: seconds,
    ...(perSec === undefined ? {} : { overallRate: perSec }),
    setupClient: (client) => {
      const member = server.members[next % server.members.length];
      next += 1;
      if (member !== undefined) client.setRequests(requests(member));
    },
  });
  const after = await resourcesOf(server, 'resources');
  const succeeded = result.requests.total - result.non2xx;
  if (result.non2xx > result.requests.total * SHED_MAX || result.errors > 0) {
    throw new Error(`${result.non2xx} refusals and ${result.errors} failures of ${server.url}`);
  }
  const { p50, p99 } = result.latency;
  return {
    perSec: Math.round(succeeded / result.duration),
    p50Ms: p50,
    p99Ms: p99,
    cpuMicros: Math.round((after.cpuMicros - before.cpuMicros) / result.requests.total),
    mainMicros: Math.round((after.mainMicros - before.mainMicros) / result.requests.total),
  };
}
