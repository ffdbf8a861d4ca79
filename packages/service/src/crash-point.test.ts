/** A process dies where it was told to, once, and only under test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crash-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Passes two places three times, saying so; tells how it ended and what it said. */
async function run(env: Record<string, string>) {
  const module = join(import.meta.dirname, 'crash-point.ts');
  const program = `
    import { armCrashPoint, crashPoint } from ${JSON.stringify(module)};
    import { writeSync } from 'node:fs';
    armCrashPoint(process.env, ${JSON.stringify(folder)});
    for (const round of [1, 2, 3]) {
      crashPoint('elsewhere');
      crashPoint('before-commit');
      writeSync(1, String(round));
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  child.stdout.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { end: signal ?? code, said: said.join('') };
}

const UNDER_TEST = { NODE_ENV: 'test', CRASH_AT: 'before-commit:2' };

it('dies at the named place, the nth time that it is passed, and not again after a restart', async () => {
  expect(await run(UNDER_TEST)).toEqual({ end: 'SIGKILL', said: '1' });
  expect(await run(UNDER_TEST)).toEqual({ end: 0, said: '123' });
});

it('dies at several places, one life after the other', async () => {
  const CRASH_AT = 'before-commit:3,elsewhere:2';
  expect(await run({ ...UNDER_TEST, CRASH_AT })).toEqual({ end: 'SIGKILL', said: '1' });
  expect(await run({ ...UNDER_TEST, CRASH_AT })).toEqual({ end: 'SIGKILL', said: '12' });
  expect(await run({ ...UNDER_TEST, CRASH_AT })).toEqual({ end: 0, said: '123' });
});

it.each([
  ['outside of tests', { ...UNDER_TEST, NODE_ENV: 'production' }],
  ['without being told', { NODE_ENV: 'test', CRASH_AT: '' }],
  ['at a place that is not reached', { NODE_ENV: 'test', CRASH_AT: 'nowhere:1' }],
])('lives on %s', async (...[, env]) => {
  expect(await run(env)).toEqual({ end: 0, said: '123' });
});
