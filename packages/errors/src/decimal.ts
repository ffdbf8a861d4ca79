/**
 * Exact decimals at the edge: JSON has only numbers, the core has only BigInt, and this is the one bridge between them.
 * No arithmetic lives here; the core computes in scaled BigInt of its own.
 */

/** `unscaled × 10^-scale`, exactly. `{ unscaled: 1095n, scale: 3 }` is 1.095. */
export interface Decimal {
  readonly unscaled: bigint;
  /** Digits after the point, zero or more. */
  readonly scale: number;
}

/**
 * The decimal that a JSON number shows: its shortest text, taken digit by digit.
 *
 * @param value - A finite number; `0.1` becomes exactly one tenth, not its binary neighbour.
 * @throws RangeError when `value` is not finite: the caller skipped its type check.
 */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  const [mantissa = '0', exponentText] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponentText ?? 0);
  const unscaled = BigInt(whole + fraction);
  return scale < 0 ? { unscaled: unscaled * 10n ** BigInt(-scale), scale: 0 } : { unscaled, scale };
}

/**
 * The same value at another scale, or `null` when that would lose a digit.
 *
 * @param scale - Digits after the point in the answer.
 */
export function rescaled(value: Decimal, scale: number): bigint | null {
  if (value.scale <= scale) return value.unscaled * 10n ** BigInt(scale - value.scale);
  const divisor = 10n ** BigInt(value.scale - scale);
  return value.unscaled % divisor === 0n ? value.unscaled / divisor : null;
}

/** Plain decimal text with exactly `scale` digits after the point: `250.00`. */
export function decimalText({ unscaled, scale }: Decimal): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The JSON number for a decimal. Exact in print up to 15 significant digits, which covers every amount we carry. */
export function decimalNumber(value: Decimal): number {
  const { unscaled, scale } = value;
  const power = POWERS[scale];
  const whole = Number(unscaled);
  // Both are exact then, so the quotient is the nearest number to the decimal: the one that its text would be read as.
  if (power !== undefined && Number.isSafeInteger(whole)) return whole / power;
  return Number(decimalText(value));
}

/** Those powers of ten that are whole numbers to the last digit. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
