/**
 * Runs the tests. In CI, where a run shares its machine with whatever else it has, a file that fails beside the others is
 * run once more by itself: what fails again is broken; what passes is told as unstable, loudly, and is to be mended too.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep, type Step } from './steps.ts';

/** More files than these are no accident. */
const SECOND_LOOKS_MAX = 3;

/** @returns the exit code: 0 when every test passed, if need be at the second look */
export function runTests(args: readonly string[]): number {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-tests-'));
  const failedTestsFile = join(directory, 'failed.json');
  try {
    const code = runStep(tests('tests', args, { FAILED_TESTS_FILE: failedTestsFile }));
    if (code === 0 || process.env['CI'] === undefined) return code;
    return secondLook(failedTestsFile) ? 0 : code;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function secondLook(failedTestsFile: string): boolean {
  const failed = readFailed(failedTestsFile);
  if (failed.length === 0 || failed.length > SECOND_LOOKS_MAX) return false;
  process.stderr.write(`⚠ a second look, each file by itself: ${failed.join(', ')}\n`);
  if (runStep(tests('second look', ['--maxWorkers=1', ...failed], {})) !== 0) return false;
  process.stderr.write(`⚠ UNSTABLE, failed once and passed alone: ${failed.join(', ')}\n`);
  return true;
}

function readFailed(file: string): string[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as string[];
  } catch {
    return []; // the run itself broke before it could say
  }
}

const tests = (name: string, args: readonly string[], env: Required<Step>['env']): Step => ({
  name,
  command: ['node', 'node_modules/vitest/vitest.mjs', 'run', ...args],
  env,
});
