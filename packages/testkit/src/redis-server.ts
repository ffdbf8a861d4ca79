/**
 * A Redis of a test's own, to be frozen and killed: the machine's `redis-server` on a free port, keeping nothing. Where
 * there is none the tests that need it are skipped in so many words; where CI says there must be one, they fail.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface OwnRedis {
  readonly url: string;
  /** Holds every answer back; the connections stay open. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly kill: () => Promise<void>;
  /** The text under a key. */
  readonly get: (key: string) => string | null;
}

/** @param port - For a second one where a killed one was. */
export async function startRedis(port?: number): Promise<OwnRedis> {
  const chosen = port ?? (await freePort());
  const child = spawn('redis-server', ['--port', String(chosen), '--save', ''], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  child.stdout.resume();
  return {
    url: `redis://127.0.0.1:${chosen}`,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: async () => end(child),
    get: (key) => ask(chosen, ['GET', key]),
  };
}

function ask(port: number, command: readonly string[]): string | null {
  const answer = spawnSync('redis-cli', ['--json', '-p', String(port), ...command], {
    encoding: 'utf8',
    timeout: 5_000,
  });
  return JSON.parse(answer.stdout) as string | null;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
