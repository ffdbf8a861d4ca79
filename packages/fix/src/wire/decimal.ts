/** Exact decimals for prices and quantities. No value passes through a floating-point number on its way in or out. */
import { NINE, ZERO } from './bytes.ts';
import { latin1 } from './latin1.ts';

/** `unscaled / 10^scale`. `2000.00` is `{ unscaled: 200000n, scale: 2 }`: trailing zeros are kept. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Longer numbers are refused: nothing that is traded needs them, and they cost time to parse. */
const DIGITS_MAX = 38;
const FORMAT = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Whether the text is a FIX float that `parseDecimal` reads. */
function isDecimal(text: string): boolean {
  return text.length <= DIGITS_MAX + 2 && FORMAT.test(text);
}

/** Null when the text is not a FIX float: a plus sign, an exponent, spaces and digit groups are all refused. */
export function parseDecimal(text: string): Decimal | null {
  if (!isDecimal(text)) return null;
  const point = text.indexOf('.');
  if (point < 0) return { unscaled: BigInt(text), scale: 0 };
  const digits = text.slice(0, point) + text.slice(point + 1);
  const unscaled = BigInt(digits === '-' ? '0' : digits);
  return { unscaled, scale: text.length - point - 1 };
}

/** A Number holds this many digits exactly, whatever they are. */
const EXACT_DIGITS = 15;
const MINUS = 0x2d;
const POINT = 0x2e;

/** As `parseDecimal`, over bytes. */
export function parseDecimalBytes(bytes: Buffer, start: number, end: number): Decimal | null {
  if (end - start > EXACT_DIGITS) return parseDecimal(latin1(bytes, start, end));
  const negative = bytes[start] === MINUS;
  let value = 0;
  let digits = 0;
  let point = -1;
  for (let at = negative ? start + 1 : start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + byte - ZERO;
      digits += 1;
    } else if (byte === POINT && point < 0) point = at;
    else return null;
  }
  if (digits === 0) return null;
  return { unscaled: BigInt(negative ? -value : value), scale: point < 0 ? 0 : end - point - 1 };
}

export function formatDecimal({ unscaled, scale }: Decimal): string {
  const small = Number(unscaled);
  // A whole number below 2^53 is exact as a Number, and its digits are found faster.
  if (small >= 0 && small <= Number.MAX_SAFE_INTEGER) return withPoint(String(small), scale);
  if (scale === 0) return unscaled.toString();
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function withPoint(digits: string, scale: number): string {
  if (scale === 0) return digits;
  const padded = digits.length > scale ? digits : digits.padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/**
 * The same number as a count of `10^-scale`, for example a price in points.
 *
 * @returns null when the number has more decimals than `scale` allows: the caller decides, nothing is rounded here
 */
export function toScaled(value: Decimal, scale: number): bigint | null {
  if (value.scale <= scale) return value.unscaled * 10n ** BigInt(scale - value.scale);
  const divisor = 10n ** BigInt(value.scale - scale);
  return value.unscaled % divisor === 0n ? value.unscaled / divisor : null;
}

/** `scaled / 10^scale` as a decimal. */
export function fromScaled(scaled: bigint, scale: number): Decimal {
  return { unscaled: scaled, scale };
}
