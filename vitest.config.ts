/** One vitest for the whole repository: one count of tests, one report. */
import { defineConfig } from 'vitest/config';

const project = (name: string, dir: string, timeouts = {}) => ({
  extends: true as const,
  test: {
    name,
    root: dir,
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    ...timeouts,
  },
});

/** A journey starts three services, and may share its two cores with another that does the same. */
const JOURNEY = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    reporters: ['default', './tooling/vitest/closing-line.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Most of a run is waiting for processes, sockets and disks: one worker would leave half of a small machine idle.
    maxWorkers: 2,
    projects: [
      project('@faultline/errors', 'packages/errors'),
      project('@faultline/domain', 'packages/domain'),
      project('@faultline/fix', 'packages/fix'),
      project('@faultline/contract', 'packages/contract'),
      project('@faultline/client', 'packages/client'),
      project('@faultline/service', 'packages/service'),
      project('@faultline/testkit', 'packages/testkit'),
      project('@faultline/order-service', 'apps/order-service'),
      project('@faultline/lp-service', 'apps/lp-service'),
      project('@faultline/lp-simulator', 'apps/lp-simulator'),
      project('@faultline/console', 'apps/console'),
      project('tooling', 'tooling'),
      project('journeys', 'tests', JOURNEY),
    ],
  },
});
