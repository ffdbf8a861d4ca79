/** Death at each named place between a command and its effect, once: whichever side of the commit, the books agree. */
import { CRASH_POINTS } from '@faultline/testkit';
import { expect, it } from 'vitest';
import { tradeUntilCrash } from './harness/kill-run.ts';

const NAMES = CRASH_POINTS.map(({ name }) => name).join(', ');

it(`a crash at each of ${NAMES} loses and doubles nothing`, async () => {
  const { faults, acknowledged, unknown } = await tradeUntilCrash(CRASH_POINTS, ({ passes }) =>
    Math.min(12, passes.most),
  );
  expect(faults).toEqual([]);
  expect(unknown).toBe(0);
  expect(acknowledged).toBeGreaterThan(20);
}, 120_000);
