/** The walk shows the same prices for the same seed and stays near its start. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INSTRUMENTS } from './instruments.ts';
import { nextStep, startWalk } from './walk.ts';

const instruments = [...INSTRUMENTS.values()];

function bids(symbol: string, seed: number, steps: number): readonly bigint[] {
  const instrument = INSTRUMENTS.get(symbol) ?? instruments[0]!;
  let walk = startWalk(instrument, seed);
  return Array.from({ length: steps }, () => {
    walk = nextStep(walk);
    return walk.bid;
  });
}

describe('the price walk', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(bids('EURUSD', 1, 50)).toEqual(bids('EURUSD', 1, 50));
    expect(bids('EURUSD', 1, 50)).not.toEqual(bids('EURUSD', 2, 50));
    expect(bids('EURUSD', 1, 50)).not.toEqual(bids('GBPUSD', 1, 50));
  });

  it('moves at most half a spread at a time and never leaves a fiftieth of its start', () => {
    fc.assert(
      fc.property(fc.constantFrom(...instruments), fc.nat(2 ** 31 - 1), (instrument, seed) => {
        const path = [instrument.startBid, ...bids(instrument.symbol, seed, 300)];
        for (const [index, bid] of path.slice(1).entries()) {
          const move = bid - (path[index] ?? bid);
          expect(move <= instrument.spread / 2n && -move <= instrument.spread / 2n).toBe(true);
          const distance = bid - instrument.startBid;
          expect((distance < 0n ? -distance : distance) * 50n <= instrument.startBid).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
