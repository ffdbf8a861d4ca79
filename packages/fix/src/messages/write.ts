/** Typed values to encoded fields. Bodies are written in ascending tag order, groups in place. */
import { plainField } from '../wire/encode.ts';
import { formatDecimal, type Decimal } from '../wire/decimal.ts';
import { formatTimestamp } from '../wire/timestamp.ts';

export function decimalField(tag: number, value: Decimal | undefined): string {
  return value === undefined ? '' : plainField(tag, formatDecimal(value));
}

export function intField(tag: number, value: number | undefined): string {
  return value === undefined ? '' : plainField(tag, String(value));
}

/** @param epochMs - UTC */
export function timestampField(tag: number, epochMs: number | undefined): string {
  return epochMs === undefined ? '' : plainField(tag, formatTimestamp(epochMs));
}

/** The count field and the entries of a group. */
export function groupField<Entry>(
  countTag: number,
  entries: readonly Entry[],
  write: (entry: Entry) => string,
): string {
  return plainField(countTag, String(entries.length)) + entries.map(write).join('');
}
