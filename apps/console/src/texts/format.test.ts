/** Figures in the reader's language, and what a reader types. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatGain,
  formatMoney,
  formatPercent,
  formatPrice,
  parseDecimal,
  spreadPoints,
} from './format.ts';

describe('figures', () => {
  it('keep all digits of a price, in the sign of each language', () => {
    expect(formatPrice('en', 1.095, 5)).toBe('1.09500');
    expect(formatPrice('de', 1.095, 5)).toBe('1,09500');
    expect(formatPrice('fr', null, 5)).toBe('–');
  });

  it('tell a gain by its sign, not by colour alone', () => {
    expect(formatGain('en', 1.5, 'USD')).toBe('+$1.50');
    expect(formatGain('en', -1.5, 'USD')).toBe('-$1.50');
    expect(formatGain('en', 0, 'USD')).toBe('$0.00');
    expect(formatMoney('en', 10_000, 'USD')).toBe('$10,000.00');
    expect(formatPercent('en', 9_134.04)).toBe('9,134%');
  });

  it('tell an age in tenths of a second, then in minutes', () => {
    expect(formatAge('en', 340)).toBe('0.3 s');
    expect(formatAge('en', 125_000)).toBe('2 min');
    expect(formatAge('en', null)).toBe('–');
  });

  it('count a spread in points of the last digit, without a rest of binary arithmetic', () => {
    expect(spreadPoints(1.095, 1.09508, 5)).toBe(8);
    expect(spreadPoints(94_985.31, 95_000.31, 2)).toBe(1_500);
    expect(spreadPoints(null, 1, 2)).toBeNull();
  });
});

describe('what a reader types', () => {
  it('is a number with either decimal sign, and else nothing', () => {
    expect(parseDecimal('0.1')).toBe(0.1);
    expect(parseDecimal(' 0,1 ')).toBe(0.1);
    const none = ['', '1e5', '1.2.3', 'abc', '1 000', '0x10', '.5'];
    expect(none.filter((text) => parseDecimal(text) !== null)).toEqual([]);
  });

  it('comes back as it was typed, for every volume and price there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (n, d) => {
        const text = (n / 10 ** d).toFixed(d);
        expect(parseDecimal(text)).toBe(Number(text));
      }),
    );
  });
});
