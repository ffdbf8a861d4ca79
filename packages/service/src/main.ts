/** How every process of ours begins: run, or say in one line why not and exit with the number that means it. */
import { START_REFUSED_EXIT, StartRefused } from './start-refused.ts';

export interface Ready {
  /** Who is ready: `order-service`. */
  readonly ready: string;
  /** Each port by name, as chosen by the system when 0 was asked for. */
  readonly ports: Readonly<Record<string, number>>;
}

/** Starts a process; on success one JSON line on standard output tells whoever waits which ports it listens on. */
export async function runMain(start: () => Promise<Ready>): Promise<void> {
  // Started by a supervisor: when it is gone, even by kill -9, nobody would ever stop us.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  try {
    process.stdout.write(`${JSON.stringify({ ...(await start()), pid: process.pid })}\n`);
  } catch (error) {
    process.stderr.write(`faultline: ${reasonOf(error)}\n`);
    process.exit(exitCodeOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof StartRefused) return error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `${message}; stop that process or choose another port`;
  return stack ?? String(error);
}

const exitCodeOf = (error: unknown): number =>
  error instanceof StartRefused ? START_REFUSED_EXIT : 1;
