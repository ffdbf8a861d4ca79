/**
 * Named places at which a test can kill the process, as a power cut would. Without `CRASH_AT=name:n,…` in a process
 * that runs with `NODE_ENV=test`, they do nothing.
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

let armed: readonly Armed[] = [];

/** @param directory - keeps the marks of the crashes that have happened */
export function armCrashPoint(env: Environment, directory: string): void {
  const wanted = env['NODE_ENV'] === 'test' ? (env['CRASH_AT'] ?? '').split(',') : [];
  armed = wanted.flatMap((one) => {
    const [, name, count] = /^([a-z-]+):([1-9]\d*)$/.exec(one) ?? [];
    if (name === undefined) return [];
    const markFile = join(directory, `crashed-at-${name}`);
    return existsSync(markFile) ? [] : [{ name, left: Number(count), markFile }];
  });
}

/** Kills the process, there and then, when it was told to die here. */
export function crashPoint(name: string): void {
  for (const one of armed) {
    if (one.name !== name) continue;
    one.left -= 1;
    if (one.left > 0) continue;
    writeFileSync(one.markFile, '');
    process.kill(process.pid, 'SIGKILL');
  }
}
