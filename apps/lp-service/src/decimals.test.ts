/** Exact arithmetic, judged by BigInt fractions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, decimalFrom, divide, multiply, subtract, textOf } from './decimals.ts';

const decimals = fc.record({
  unscaled: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  scale: fc.integer({ min: 0, max: 8 }),
});

describe('decimals', () => {
  it('add and subtract without loss', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
      }),
    );
  });

  it('divide to the nearest digit', () => {
    const positive = decimals.filter(({ unscaled }) => unscaled !== 0n);
    fc.assert(
      fc.property(decimals, positive, (a, b) => {
        const error = subtract(multiply(divide(a, b, 6), b), a);
        const halfDigit = multiply(b, { unscaled: 5n, scale: 7 });
        const abs = (x: { unscaled: bigint; scale: number }) =>
          x.unscaled < 0n ? { ...x, unscaled: -x.unscaled } : x;
        expect(compare(abs(error), abs(halfDigit))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('read what they write, and nothing else', () => {
    expect(textOf(decimalFrom('002000.00'))).toBe('2000.00');
    expect(() => decimalFrom('1e3')).toThrow('not a decimal');
    expect(() => divide(decimalFrom('1'), decimalFrom('0.0'), 2)).toThrow(RangeError);
  });
});
