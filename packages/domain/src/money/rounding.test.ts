/** Each direction of rounding, and the one law that ties them together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundDown, roundHalfAway, roundUp, weightedPrice } from './rounding.ts';

const ratios = fc.record({
  num: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
  den: fc.bigInt({ min: 1n, max: 10n ** 12n }),
});

describe('rounding', () => {
  it('takes halves away from zero on both sides', () => {
    expect(roundHalfAway({ num: 5n, den: 2n })).toBe(3n);
    expect(roundHalfAway({ num: -5n, den: 2n })).toBe(-3n);
    expect(roundHalfAway({ num: 9n, den: 4n })).toBe(2n);
  });

  it('rounds down and up by value, not by size', () => {
    expect(roundDown({ num: -1n, den: 2n })).toBe(-1n);
    expect(roundUp({ num: -1n, den: 2n })).toBe(0n);
    expect(roundUp({ num: 1n, den: 2n })).toBe(1n);
  });

  it('never strays a whole unit, and each direction keeps its promise', () => {
    fc.assert(
      fc.property(ratios, ({ num, den }) => {
        const [down, up, half] = [roundDown, roundUp, roundHalfAway].map((r) => r({ num, den }));
        expect(down! * den <= num && num < (down! + 1n) * den).toBe(true);
        expect(up! * den >= num && num > (up! - 1n) * den).toBe(true);
        const error = 2n * (half! * den - num);
        expect((error < 0n ? -error : error) <= den).toBe(true);
      }),
    );
  });

  it('weights a price by volume', () => {
    const price = weightedPrice(
      { price: 109_500n, volume: 100n },
      { price: 109_501n, volume: 100n },
    );
    expect(price).toBe(109_501n);
    expect(weightedPrice({ price: 0n, volume: 0n }, { price: 7n, volume: 3n })).toBe(7n);
  });
});
