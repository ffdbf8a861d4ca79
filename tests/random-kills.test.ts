/** Twenty times kill -9 of either service under trade: no acknowledged order lost, none doubled, every one ended. */
import { expect, it } from 'vitest';
import { tradeUnderKills } from './harness/kill-run.ts';
import { randomFrom } from './harness/random.ts';

const KILLS = 20;
const SEED = 20_261_121;

it(`${KILLS} kills at random (seed ${SEED}) lose and double nothing, and the books agree`, async () => {
  const { faults, acknowledged, unknown } = await tradeUnderKills(KILLS, randomFrom(SEED));
  expect(faults).toEqual([]);
  expect(unknown).toBe(0);
  expect(acknowledged).toBeGreaterThan(50);
}, 180_000);
