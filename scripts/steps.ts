/** Runs the steps of a task one after the other, each with its name, its time and its own output. */
import { spawnSync } from 'node:child_process';

export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** Stops at the first step that fails and exits with its code, so that the last line on screen is the reason. */
export function runSteps(steps: readonly Step[]): void {
  for (const step of steps) {
    const code = runStep(step);
    if (code !== 0) process.exit(code);
  }
}

/** @returns the exit code of the step's command */
export function runStep({ name, command, env = {} }: Step): number {
  const startedAt = performance.now();
  const [program, ...args] = command;
  const done = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (done.status === 0) process.stdout.write(`✓ ${name} (${seconds} s)\n`);
  else process.stderr.write(`✗ ${name} failed after ${seconds} s\n`);
  return done.status ?? 1;
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
