/** Typed values to encoded fields. Bodies are written in ascending tag order, groups in place. */
import { field } from '../wire/encode.ts';
import { formatDecimal, type Decimal } from '../wire/decimal.ts';
import { formatTimestamp } from '../wire/timestamp.ts';

export function decimalField(tag: number, value: Decimal | undefined): string {
  return value === undefined ? '' : field(tag, formatDecimal(value));
}

export function intField(tag: number, value: number | undefined): string {
  return value === undefined ? '' : field(tag, String(value));
}

/** @param epochMs - UTC */
export function timestampField(tag: number, epochMs: number | undefined): string {
  return epochMs === undefined ? '' : field(tag, formatTimestamp(epochMs));
}

/** The count field and the entries of a group. */
export function groupField<Entry>(
  countTag: number,
  entries: readonly Entry[],
  write: (entry: Entry) => string,
): string {
  return field(countTag, String(entries.length)) + entries.map(write).join('');
}
