/**
 * How a locale writes numbers, learnt once from Intl and then applied to decimal text digit by digit. Intl itself would
 * take most of a microsecond for each number, and this way no amount passes through a float.
 */
import { decimalOf, decimalText } from '../../decimal.ts';

export interface NumberShape {
  readonly prefix: string;
  readonly suffix: string;
  readonly minus: string;
  readonly group: string;
  readonly decimal: string;
  /** Shorter whole parts are not grouped: Spanish writes 1234 but 12.345. */
  readonly groupFrom: number;
  /** Digits after the point that are always written. */
  readonly fraction: number;
}

const GROUP = 3;

/** Learns the shape that `options` have in `locale`. All four locales write the minus sign first. */
export function numberShape(locale: string, options: Intl.NumberFormatOptions = {}): NumberShape {
  const format = new Intl.NumberFormat(locale, options);
  const parts = format.formatToParts(-1_234_567.5);
  const textOf = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const unsigned = parts.filter((part) => part.type !== 'minusSign');
  const isDigits = ({ type }: { type: string }): boolean =>
    ['integer', 'group', 'decimal', 'fraction'].includes(type);
  const join = (some: readonly { value: string }[]): string =>
    some.map(({ value }) => value).join('');
  const plain = new Intl.NumberFormat(locale);
  const short = plain.formatToParts(1_234).some(({ type }) => type === 'group');
  const point = plain.formatToParts(0.5).find(({ type }) => type === 'decimal');
  return {
    prefix: join(unsigned.slice(0, unsigned.findIndex(isDigits))),
    suffix: join(unsigned.slice(unsigned.findLastIndex(isDigits) + 1)),
    minus: textOf('minusSign'),
    group: textOf('group'),
    decimal: textOf('decimal') || (point?.value ?? '.'),
    groupFrom: short ? GROUP + 1 : GROUP + 2,
    fraction: format.resolvedOptions().minimumFractionDigits ?? 0,
  };
}

/** Plain decimal text. JavaScript writes an exponent only outside these bounds. */
function plainText(value: number): string {
  const size = Math.abs(value);
  const exponent = size >= 1e21 || (size < 1e-6 && size > 0);
  return exponent ? decimalText(decimalOf(value)) : String(value);
}

function grouped(whole: string, { group, groupFrom }: NumberShape): string {
  if (whole.length < groupFrom) return whole;
  let end = whole.length % GROUP || GROUP;
  let text = whole.slice(0, end);
  for (; end < whole.length; end += GROUP) text += group + whole.slice(end, end + GROUP);
  return text;
}

/** Two digits and fewer behind the point, as of most amounts, are found by whole numbers: text of a float costs more. */
const CENTS = 100;
const CENTS_MAX = 1e15;
const FRACTIONS = Array.from({ length: CENTS }, (_, cents) =>
  String(cents).padStart(2, '0').replace(/0+$/, ''),
);

/**
 * A number as the shape writes it: every digit it has, none made up but zeros up to the shape's own.
 *
 * @param value - Finite. The digits are those of its shortest text, as it stood in the JSON.
 */
export function writeNumber(shape: NumberShape, value: number): string {
  const size = Math.abs(value);
  const cents = Math.round(size * CENTS);
  const start = (value < 0 ? shape.minus : '') + shape.prefix;
  // The nearest number to this many cents, and so the one that their text is read as.
  if (cents / CENTS === size && cents < CENTS_MAX) {
    const whole = Math.floor(cents / CENTS);
    const rest = FRACTIONS[cents - whole * CENTS] ?? '';
    return start + grouped(String(whole), shape) + fractionOf(shape, rest) + shape.suffix;
  }
  const text = plainText(size);
  const point = text.indexOf('.');
  const whole = point < 0 ? text : text.slice(0, point);
  const rest = point < 0 ? '' : text.slice(point + 1);
  return start + grouped(whole, shape) + fractionOf(shape, rest) + shape.suffix;
}

function fractionOf({ decimal, fraction }: NumberShape, digits: string): string {
  if (digits.length >= fraction) return digits === '' ? '' : decimal + digits;
  return decimal + digits.padEnd(fraction, '0');
}
