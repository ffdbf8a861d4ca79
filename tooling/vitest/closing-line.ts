/** Ends every test run with one plain line, `N passed, N failed, N skipped`, that a person or a script can read. */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    }
    const broken = modules.filter((module) => module.errors().length > 0).length;
    // An error outside of any test has no file to look at again.
    if (errors.length === 0) tellFailed(modules);
    process.on('exit', () => {
      process.stdout.write(
        `${count.passed} passed, ${count.failed + broken} failed, ${count.skipped + count.pending} skipped\n`,
      );
    });
  }
}

/** Writes the files that failed where the caller of the run wants to read them. */
function tellFailed(modules: readonly TestModule[]): void {
  const file = process.env['FAILED_TESTS_FILE'];
  if (file === undefined) return;
  const failed = modules.filter((module) => !module.ok()).map(({ moduleId }) => moduleId);
  writeFileSync(file, JSON.stringify(failed));
}
