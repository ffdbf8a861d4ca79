/** Runs the steps of a task one after the other, each with its name, its time and its own output. */
import { spawnSync } from 'node:child_process';

export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** Stops at the first step that fails and exits with its code, so that the last line on screen is the reason. */
export function runSteps(steps: readonly Step[]): void {
  for (const step of steps) {
    const startedAt = performance.now();
    const [program, ...args] = step.command;
    const done = spawnSync(program, args, { stdio: 'inherit', env: process.env });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (done.status !== 0) {
      process.stderr.write(`✗ ${step.name} failed after ${seconds} s\n`);
      process.exit(done.status ?? 1);
    }
    process.stdout.write(`✓ ${step.name} (${seconds} s)\n`);
  }
}

const turbo = (task: string): Step['command'] => [
  'turbo',
  'run',
  task,
  '--output-logs=errors-only',
];

/** Every check that needs no running service, fastest first. */
export const checks: readonly Step[] = [
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'one version of everything', command: ['sherif', '--fail-on-warnings'] },
  { name: 'types of the scripts', command: ['tsc', '-p', '.'] },
  { name: 'types', command: turbo('typecheck') },
  { name: 'dead code', command: ['knip', '--treat-config-hints-as-errors'] },
];

export const tests = (args: readonly string[]): Step => ({
  name: 'tests',
  command: ['node', 'node_modules/vitest/vitest.mjs', 'run', ...args],
});
