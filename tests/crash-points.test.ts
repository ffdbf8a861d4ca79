/** Death at each named place between a command and its effect, once: whichever side of the commit, the books agree. */
import { CRASH_POINTS } from '@faultline/testkit';
import { expect, it } from 'vitest';
import { tradeUntilCrash } from './harness/kill-run.ts';

it.each(CRASH_POINTS)(
  'a crash of the $part at $name loses and doubles nothing',
  async (point) => {
    const { faults, acknowledged, unknown } = await tradeUntilCrash(point, 20);
    expect(faults).toEqual([]);
    expect(unknown).toBe(0);
    expect(acknowledged).toBeGreaterThan(5);
  },
  120_000,
);
