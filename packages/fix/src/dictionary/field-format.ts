/** Whether a value has the format of its type. Text in, yes or no out: no number is made of it. */
import { isDecimal } from '../wire/decimal.ts';
import { parseTimestamp } from '../wire/timestamp.ts';
import type { FieldType } from './dictionary.ts';

const FORMATS: Record<FieldType, (value: string) => boolean> = {
  text: (value) => /^[\x20-\x7e]*$/.test(value),
  freeText: () => true,
  data: () => true,
  char: (value) => value.length === 1,
  int: (value) => /^-?\d{1,15}$/.test(value),
  seqNum: (value) => /^\d{1,15}$/.test(value),
  length: (value) => /^\d{1,15}$/.test(value),
  count: (value) => /^\d{1,15}$/.test(value),
  decimal: isDecimal,
  boolean: (value) => value === 'Y' || value === 'N',
  timestamp: (value) => parseTimestamp(value) !== null,
};

export function hasFormat(type: FieldType, value: string): boolean {
  return FORMATS[type](value);
}
