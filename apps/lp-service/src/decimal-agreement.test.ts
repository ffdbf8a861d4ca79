/** The engine and the catalogue each have an exact decimal of their own; this is where the two meet, and must agree. */
import { decimalNumber, decimalOf, decimalText, rescaled, type Decimal } from '@faultline/errors';
import { formatDecimal, parseDecimal, toScaled, type Decimal as FixDecimal } from '@faultline/fix';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

/** The engine reads at most 38 digits, a sign and a point. */
const isReadable = (text: string): boolean => text.length <= 40;
const unscaled = fc.oneof(
  fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n }),
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.maxSafeInteger().map(BigInt),
);
const scale = fc.integer({ min: 0, max: 20 });
const decimal = fc.record({ unscaled, scale });

describe('the decimals of the engine and of the catalogue', () => {
  it('have one shape, so that a value of one is a value of the other', () => {
    expectTypeOf<FixDecimal>().toEqualTypeOf<Decimal>();
  });

  it('are written alike, and what one has written the other reads', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const text = decimalText(value);
        expect(formatDecimal(value)).toBe(text);
        expect(parseDecimal(text)).toEqual(isReadable(text) ? value : null);
      }),
    );
  });

  it('go to another scale alike, and refuse alike where a digit would be lost', () => {
    fc.assert(
      fc.property(decimal, scale, (value, to) => {
        expect(toScaled(value, to)).toBe(rescaled(value, to));
      }),
    );
  });

  it('take a number of JSON over the wire and back', () => {
    const amount = fc.record({ unscaled: fc.integer(), scale: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(amount, (one) => {
        const number = decimalNumber({ unscaled: BigInt(one.unscaled), scale: one.scale });
        const text = formatDecimal(decimalOf(number));
        expect(decimalNumber(parseDecimal(text) ?? { unscaled: -1n, scale: 30 })).toBe(
          // Minus nought is no number on a wire.
          number === 0 ? 0 : number,
        );
      }),
    );
  });
});
