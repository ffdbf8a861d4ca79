/** One text for one meaning of an input, so that 0.10 and 0.1 are the same command and 0.11 is another. */
import { hash } from 'node:crypto';
import { type Decimal, decimalText } from '@faultline/errors';

const isDecimal = (value: object): value is Decimal => 'unscaled' in value && 'scale' in value;

function normal({ unscaled, scale }: Decimal): string {
  let digits = unscaled;
  let places = scale;
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places -= 1;
  }
  return decimalText({ unscaled: digits, scale: places });
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (isDecimal(value)) return normal(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined && field !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}

/** @param input - Validated, without the key itself: absent and null mean the same. */
export const fingerprintOf = (input: object): string =>
  hash('sha256', canonical(input), 'base64url');
