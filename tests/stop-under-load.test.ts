/** SIGTERM in the middle of trade: every request is answered or never taken in, and every answer is in the books. */
import { expect, it } from 'vitest';
import { randomFrom } from './harness/random.ts';
import { tradeUnderStops } from './harness/stop-run.ts';

const STOPS = 3;

it('a stop under load cuts no request, loses no order and ends cleanly', async () => {
  const { faults, cut, ends, exits } = await tradeUnderStops(STOPS, randomFrom(9));
  expect(cut).toEqual([]);
  expect(faults).toEqual([]);
  expect(exits).toHaveLength(STOPS);
  expect(exits.filter((line) => !line.includes('(exit 0)'))).toEqual([]);
  expect(ends['200']).toBeGreaterThan(50);
}, 120_000);
