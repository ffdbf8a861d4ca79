/**
 * Named places at which a test can kill the process, as a power cut would. Without `CRASH_AT=name:n` in a process that
 * runs with `NODE_ENV=test`, they do nothing.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './env.ts';

interface Armed {
  readonly name: string;
  /** How often the place is still to be passed. */
  left: number;
  /** Once it is there, the process is not killed again: whoever restarts it goes on. */
  readonly markFile: string;
}

let armed: Armed | null = null;

/** @param directory - keeps the mark that the crash has happened */
export function armCrashPoint(env: Environment, directory: string): void {
  const [, name, count] = /^([a-z-]+):([1-9]\d*)$/.exec(env['CRASH_AT'] ?? '') ?? [];
  armed = null;
  if (env['NODE_ENV'] !== 'test' || name === undefined) return;
  const markFile = join(directory, `crashed-at-${name}`);
  if (!existsSync(markFile)) armed = { name, left: Number(count), markFile };
}

/** Kills the process, there and then, when it was told to die here. */
export function crashPoint(name: string): void {
  if (armed?.name !== name) return;
  armed.left -= 1;
  if (armed.left > 0) return;
  writeFileSync(armed.markFile, '');
  process.kill(process.pid, 'SIGKILL');
}
