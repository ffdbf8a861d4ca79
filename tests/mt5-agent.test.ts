/** The agent of an MT5 terminal is Python: its own tests run here, so that one command runs every test. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const AGENT = join(import.meta.dirname, '..', 'agents', 'mt5');
const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
const python = spawnSync('python3', ['--version'], { env }).status === 0;
const inCi = process.env['CI'] !== undefined;

if (!python && !inCi) {
  process.stderr.write('SKIPPED: the tests of agents/mt5, because there is no python3 here\n');
}

describe.skipIf(!python && !inCi)('the agent of an MT5 terminal', () => {
  it('reports what happened and obeys the answer', () => {
    const run = spawnSync('python3', ['-m', 'unittest', '-v'], {
      cwd: AGENT,
      env,
      encoding: 'utf8',
    });
    expect(run.stderr).toMatch(/Ran \d{2,} tests[\s\S]*\nOK\s*$/);
    expect(run.status).toBe(0);
  });
});
