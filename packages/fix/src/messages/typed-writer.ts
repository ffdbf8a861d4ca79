/**
 * Writes any message of FIX 4.4 from its typed form, by the dictionary. The messages that are traded on have writers of their
 * own, made by hand and faster: see `app-message.ts`.
 */
import type { Decimal } from '../wire/decimal.ts';
import { InvalidFieldValue, field, plainField } from '../wire/encode.ts';
import type { TypedMessage } from './gen/fix44.gen.ts';
import { demandedBy, planOf, type Plan, type PlannedField } from './message-plan.ts';
import type { ValueKind } from './typed-field.ts';
import { decimalField, intField, timestampField } from './write.ts';

type Values = ReadonlyMap<string, unknown>;

/**
 * The encoded body, without header and trailer: ascending by tag, groups in place and in the order of the specification.
 *
 * @throws InvalidFieldValue for a value that must not go on the wire, or when one that must be there is not
 */
export function encodeTyped(message: TypedMessage): string {
  const plan = planOf(message.msgType);
  if (plan === null) throw new TypeError(`FIX 4.4 has no message ${message.msgType}`);
  const values: Values = new Map(Object.entries(message));
  const demanded = demandedBy(message.msgType, values);
  return plan.fields
    .toSorted((a, b) => (a.lengthTag ?? a.tag) - (b.lengthTag ?? b.tag))
    .map((one) => writeField(one, values, demanded))
    .join('');
}

function writeField(one: PlannedField, values: Values, demanded: readonly number[] = []): string {
  const value = values.get(one.property);
  if (value === undefined) {
    if (one.required || demanded.includes(one.tag)) {
      throw new InvalidFieldValue(one.tag, 'is missing');
    }
    return '';
  }
  const { entries } = one;
  if (entries === null) return writeValue(one, value);
  if (!Array.isArray(value)) throw new InvalidFieldValue(one.tag, 'is no list of entries');
  const written = value.map((entry: unknown) => writeEntry(entries, entry));
  return plainField(one.tag, String(value.length)) + written.join('');
}

function writeEntry(plan: Plan, entry: unknown): string {
  const values: Values = new Map(Object.entries(Object(entry)));
  return plan.fields.map((one) => writeField(one, values)).join('');
}

type Write = (one: PlannedField, value: unknown) => string | null;

/** Null for a value of the wrong kind: the types forbid it, but a caller may have come by it without them. */
const WRITERS: Readonly<Record<ValueKind, Write>> = {
  decimal: ({ tag }, value) => (isDecimal(value) ? decimalField(tag, value) : null),
  int: ({ tag }, value) => (Number.isSafeInteger(value) ? intField(tag, Number(value)) : null),
  instant: ({ tag }, value) => (Number.isFinite(value) ? timestampField(tag, Number(value)) : null),
  flag: ({ tag }, value) =>
    typeof value === 'boolean' ? plainField(tag, value ? 'Y' : 'N') : null,
  list: ({ tag }, value) => (Array.isArray(value) ? field(tag, value.join(' ')) : null),
  data: ({ tag, lengthTag }, value) =>
    isLatin1(value) ? intField(lengthTag ?? 0, value.length) + plainField(tag, value) : null,
  text: ({ tag }, value) => (typeof value === 'string' ? field(tag, value) : null),
};

function writeValue(one: PlannedField, value: unknown): string {
  const written = WRITERS[one.kind](one, value);
  if (written === null) throw new InvalidFieldValue(one.tag, `is no ${one.kind}`);
  return written;
}

function isLatin1(value: unknown): value is string {
  return typeof value === 'string' && Buffer.from(value, 'latin1').toString('latin1') === value;
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'unscaled' in value && 'scale' in value;
}
