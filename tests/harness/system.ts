/** The whole system as a user starts it: `npm start`'s own script, on free ports and fresh data, with its own children. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropServers, serversOf } from './servers.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Beside other work a start takes its time; only one that never comes is a fault. */
const START_WAIT_MS = 60_000;

export type PartName = 'lp-simulator' | 'lp-service' | 'order-service';

export interface System {
  /** The order service. */
  readonly url: string;
  /** The simulator's control API. */
  readonly control: string;
  readonly dataDir: string;
  /** Everything it printed so far. */
  readonly lines: readonly string[];
  /** `kill -9` of one part; resolves when the supervisor has it running again. */
  readonly kill: (part: PartName) => Promise<void>;
  /** SIGTERM to one part; resolves when the supervisor has it running again. */
  readonly terminate: (part: PartName) => Promise<void>;
  /** SIGTERM to all of it; resolves with the exit code. Keeps the data. */
  readonly stop: () => Promise<number | null>;
}

interface Running {
  readonly child: ChildProcess;
  readonly lines: string[];
}

/** Journeys ask as fast as they can; the one about limits asks for them. */
const UNLIMITED = { RATE_LIMITS: 'off', CONSOLE: 'off' };
const FREE_PORTS = { ORDER_PORT: '0', LP_PORT: '0', SIM_FIX_PORT: '0', SIM_CONTROL_PORT: '0' };

/**
 * @param env - With `DATABASE_URL` the journey says itself where the data is; `undefined` there means in the directory.
 * @param ownDataDir - For a second start on the same data; a fresh directory otherwise.
 */
export async function startSystem(
  env: Record<string, string | undefined> = {},
  ownDataDir?: string,
): Promise<System> {
  const dataDir = ownDataDir ?? mkdtempSync(join(tmpdir(), 'faultline-journey-'));
  const servers = 'DATABASE_URL' in env ? {} : await serversOf(dataDir);
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.ts')], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      ...UNLIMITED,
      ...FREE_PORTS,
      ...servers,
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const running: Running = { child, lines: [] };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) throw new Error('no pipes');
    createInterface({ input: stream }).on('line', (line) => running.lines.push(line));
  }
  await heard(running, /^ready http/).catch(async (error: unknown) => {
    await stop(child);
    // Nobody can start it again on data that nobody knows of.
    if (ownDataDir === undefined) await removeData({ dataDir });
    throw error;
  });
  return {
    url: firstMatch(running, /^ready (\S+)$/),
    control: firstMatch(running, /simulator (http:\S+)$/),
    dataDir,
    lines: running.lines,
    kill: async (part) => end(running, part, 'SIGKILL'),
    terminate: async (part) => end(running, part, 'SIGTERM'),
    stop: async () => stop(child),
  };
}

export async function removeData({ dataDir }: Pick<System, 'dataDir'>): Promise<void> {
  rmSync(dataDir, { recursive: true });
  await dropServers(dataDir);
}

async function end(running: Running, part: PartName, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const runs = new RegExp(`^${part} runs as process (\\d+)`);
  const started = (): readonly string[] => running.lines.filter((line) => runs.test(line));
  const deadline = performance.now() + START_WAIT_MS;
  const wait = async (): Promise<void> => {
    if (performance.now() > deadline) throw new Error(`${part} did not come back`);
    await sleep(20);
  };
  // It may have died just now of something else.
  while (!signalled(Number(runs.exec(started().at(-1) ?? '')?.[1]), signal)) await wait();
  const { length: before } = started();
  while (started().length === before) await wait();
}

function signalled(pid: number, signal: 'SIGKILL' | 'SIGTERM'): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  const [code] = await exited;
  return code;
}

/** Waits for a line; fails with all that was printed when the process ends or the time does. */
async function heard({ child, lines }: Running, wanted: RegExp): Promise<void> {
  const deadline = performance.now() + START_WAIT_MS;
  while (!lines.some((line) => wanted.test(line))) {
    if (performance.now() > deadline || child.exitCode !== null) {
      child.kill('SIGTERM');
      throw new Error(`the system did not start:\n${lines.join('\n')}`);
    }
    await sleep(20);
  }
}

function firstMatch({ lines }: Running, wanted: RegExp): string {
  for (const line of lines) {
    const found = wanted.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`no line like ${wanted} in:\n${lines.join('\n')}`);
}
