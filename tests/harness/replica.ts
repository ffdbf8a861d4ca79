/** One more order service beside those that a system has, on the same database, with a data directory of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '..', '..', 'apps', 'order-service', 'src', 'main.ts');

export interface Replica {
  readonly url: string;
  readonly metricsUrl: string;
  /** Freezes it with its connections and its beliefs; the answer lets it go on. */
  readonly pause: () => () => void;
  readonly stop: () => Promise<void>;
}

/** @param env - `DATABASE_URL`, `LP_URL`, `SERVICE_TOKEN_FILE`. */
export async function startReplica(env: Readonly<Record<string, string>>): Promise<Replica> {
  const dataDir = mkdtempSync(join(tmpdir(), 'faultline-replica-'));
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      RATE_LIMITS: 'off',
      ORDER_PORT: '0',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      ...env,
    },
    // The channel's end tells it that we are gone.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const { http, metrics } = await portsOf(child);
  return {
    url: `http://127.0.0.1:${http}`,
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
    pause: () => {
      child.kill('SIGSTOP');
      return () => void child.kill('SIGCONT');
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      }
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Leads, by its own count. */
export async function isLeading({ metricsUrl }: Replica): Promise<boolean> {
  const text = await (await fetch(metricsUrl)).text();
  return /^faultline_leader\S* 1$/m.test(text);
}

async function portsOf(child: ChildProcess): Promise<Record<'http' | 'metrics', number>> {
  if (child.stdout === null) throw new Error('no pipe');
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  for await (const line of reader) {
    lines.push(line);
    if (line.startsWith('{"ready":')) {
      child.stdout.resume();
      return (JSON.parse(line) as { ports: Record<'http' | 'metrics', number> }).ports;
    }
  }
  throw new Error(`the replica did not start:\n${lines.join('\n')}`);
}
