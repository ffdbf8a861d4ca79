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
  let text = '';
  for (const name of Object.keys(value).toSorted()) {
    const field: unknown = Reflect.get(value, name);
    if (field === undefined || field === null) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonical(field)}`;
  }
  return `{${text}}`;
}

/** @param input - Validated, without the key itself: absent and null mean the same. */
export const fingerprintOf = (input: object): string =>
  hash('sha256', canonical(input), 'base64url');
