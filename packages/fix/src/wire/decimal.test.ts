/** Decimals are exact and stay what they were written as. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, fromScaled, parseDecimal, toScaled } from './decimal.ts';

describe('decimals', () => {
  it('survive the way to text and back, trailing zeros included', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.nat(12),
        (unscaled, scale) => {
          expect(parseDecimal(formatDecimal({ unscaled, scale }))).toEqual({ unscaled, scale });
        },
      ),
    );
  });

  it.each(['+200.00', '1e5', '1,000', ' 1', '', '.', '-', '0x10', 'NaN', '9'.repeat(60)])(
    'refuse %j',
    (text) => expect(parseDecimal(text)).toBeNull(),
  );

  it('read what FIX allows', () => {
    expect(parseDecimal('002000.00')).toEqual({ unscaled: 200_000n, scale: 2 });
    expect(parseDecimal('-.5')).toEqual({ unscaled: -5n, scale: 1 });
    expect(parseDecimal('7.')).toEqual({ unscaled: 7n, scale: 0 });
  });

  it('turn into points only when nothing is lost', () => {
    expect(toScaled({ unscaled: 109_508n, scale: 5 }, 5)).toBe(109_508n);
    expect(toScaled({ unscaled: 10950n, scale: 4 }, 5)).toBe(109_500n);
    expect(toScaled({ unscaled: 1_095_000n, scale: 6 }, 5)).toBe(109_500n);
    expect(toScaled({ unscaled: 1_095_081n, scale: 6 }, 5)).toBeNull();
    expect(formatDecimal(fromScaled(109_508n, 5))).toBe('1.09508');
  });
});
