/** Decimals keep every digit that a person wrote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalNumber, decimalOf, decimalText, rescaled } from './decimal.ts';

describe('decimals at the edge', () => {
  it('takes a JSON number by the digits it shows', () => {
    expect(decimalOf(0.1)).toEqual({ unscaled: 1n, scale: 1 });
    expect(decimalOf(0.015)).toEqual({ unscaled: 15n, scale: 3 });
    expect(decimalOf(-2650.5)).toEqual({ unscaled: -26505n, scale: 1 });
    expect(decimalOf(1e21)).toEqual({ unscaled: 10n ** 21n, scale: 0 });
    expect(decimalOf(1.5e-7)).toEqual({ unscaled: 15n, scale: 8 });
    expect(decimalOf(-0)).toEqual({ unscaled: 0n, scale: 0 });
  });

  it('keeps the dirt of a float sum visible instead of rounding it away', () => {
    expect(rescaled(decimalOf(0.1 + 0.2), 4)).toBeNull();
  });

  it('refuses what is not a number at all', () => {
    expect(() => decimalOf(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('writes all digits of the scale, with the sign in front', () => {
    expect(decimalText({ unscaled: 25000n, scale: 2 })).toBe('250.00');
    expect(decimalText({ unscaled: -5n, scale: 2 })).toBe('-0.05');
    expect(decimalText({ unscaled: 7n, scale: 0 })).toBe('7');
  });

  it('is the number that its text is read as, however large or fine', () => {
    const any = fc.record({ unscaled: fc.bigInt(), scale: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(any, (amount) => {
        expect(decimalNumber(amount)).toBe(Number(decimalText(amount)));
      }),
    );
  });

  it('returns from JSON what went into JSON, for any amount of up to 15 digits', () => {
    const amounts = fc.record({
      unscaled: fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
      scale: fc.integer({ min: 0, max: 10 }),
    });
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(rescaled(decimalOf(decimalNumber(amount)), amount.scale)).toBe(amount.unscaled);
      }),
    );
  });
});
