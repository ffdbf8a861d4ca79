/** Arithmetic on exact decimals: quantities and prices as providers write them, at whatever scale. Nothing is a float. */
import { type Decimal, decimalText } from '@faultline/errors';
import { parseDecimal } from '@faultline/fix';

export const ZERO: Decimal = { unscaled: 0n, scale: 0 };

const atScale = ({ unscaled, scale }: Decimal, wanted: number): bigint =>
  unscaled * 10n ** BigInt(wanted - scale);

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: atScale(a, scale) + atScale(b, scale), scale };
}

export const subtract = (a: Decimal, b: Decimal): Decimal =>
  add(a, { unscaled: -b.unscaled, scale: b.scale });

export const multiply = (a: Decimal, b: Decimal): Decimal => ({
  unscaled: a.unscaled * b.unscaled,
  scale: a.scale + b.scale,
});

/**
 * `a / b`, rounded half away from zero.
 *
 * @param scale - Digits after the point in the answer.
 * @throws RangeError when `b` is zero.
 */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  if (b.unscaled === 0n) throw new RangeError('division by zero');
  const common = Math.max(a.scale, b.scale);
  const numerator = 2n * atScale(a, common) * 10n ** BigInt(scale);
  const denominator = 2n * atScale(b, common);
  const half = numerator < 0n === denominator < 0n ? denominator / 2n : -denominator / 2n;
  return { unscaled: (numerator + half) / denominator, scale };
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const { unscaled } = subtract(a, b);
  if (unscaled === 0n) return 0;
  return unscaled < 0n ? -1 : 1;
}

export const isPositive = ({ unscaled }: Decimal): boolean => unscaled > 0n;
export const larger = (a: Decimal, b: Decimal): Decimal => (compare(a, b) < 0 ? b : a);
export const smaller = (a: Decimal, b: Decimal): Decimal => (compare(a, b) > 0 ? b : a);
export const sum = (all: readonly Decimal[]): Decimal => all.reduce(add, ZERO);

export const textOf = decimalText;

/** @throws Error when the text is no decimal: what was stored was not what was written. */
export function decimalFrom(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`not a decimal: ${text}`);
  return value;
}

const QUOTIENT_DIGITS = 8;

/** `a / b` where it comes out within eight digits; `null` otherwise. */
export function exactQuotient(a: Decimal, b: Decimal): Decimal | null {
  if (b.unscaled === 0n) return null;
  const quotient = divide(a, b, QUOTIENT_DIGITS);
  return compare(multiply(quotient, b), a) === 0 ? trimmed(quotient) : null;
}

/** Without zeros at the end of the fraction. */
function trimmed({ unscaled, scale }: Decimal): Decimal {
  let [digits, left] = [unscaled, scale];
  while (left > 0 && digits % 10n === 0n) {
    digits /= 10n;
    left -= 1;
  }
  return { unscaled: digits, scale: left };
}
