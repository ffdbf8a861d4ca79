/**
 * How a field of the dictionary looks in a typed message: its property, the kind of its value, and what FIX demands in
 * words where no dictionary can say it. Shared by the generator of the types and by the codec, so that they cannot differ.
 */
import type { FieldSource } from '../dictionary/source.ts';

/**
 * `decimal` is a Decimal, `instant` epoch milliseconds, `list` an array of codes, `data` bytes as Latin-1 text; its length
 * field is not part of the message.
 */
export type ValueKind = 'decimal' | 'int' | 'flag' | 'instant' | 'list' | 'data' | 'text';

type Field = Pick<FieldSource, 'name' | 'type' | 'values'>;

const DECIMALS: ReadonlySet<string> = new Set([
  'QTY',
  'PRICE',
  'PRICEOFFSET',
  'AMT',
  'FLOAT',
  'PERCENTAGE',
]);
const INTEGERS: ReadonlySet<string> = new Set([
  'INT',
  'SEQNUM',
  'LENGTH',
  'NUMINGROUP',
  'DAYOFMONTH',
]);

export function kindOf({ type, values }: Field): ValueKind {
  if (DECIMALS.has(type)) return 'decimal';
  if (INTEGERS.has(type)) return 'int';
  if (type === 'BOOLEAN') return 'flag';
  if (type === 'UTCTIMESTAMP') return 'instant';
  if (type === 'DATA' || type === 'XMLDATA') return 'data';
  return type.startsWith('MULTIPLE') && values.size > 0 ? 'list' : 'text';
}

/** `ClOrdID` → `clOrdId`, `TransactTime` → `transactTimeMs`, the group counted by `NoMDEntries` → `mdEntries`. */
export function propertyOf(field: Field, isGroup: boolean): string {
  const name = isGroup ? groupNameOf(field) : field.name;
  const words = name.match(/IDs|[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [name];
  const [first = '', ...rest] = words.map((word) => word.toLowerCase());
  const unit = !isGroup && kindOf(field) === 'instant' ? 'Ms' : '';
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') + unit;
}

/** What a group is called: its count field without `No`. */
export function groupNameOf({ name }: Pick<Field, 'name'>): string {
  return name.replace(/^No(?=[A-Z])/, '');
}

/** Component → the tags that it must have when the message must have the component. */
export const DEMANDED: ReadonlyMap<string, readonly number[]> = new Map([['Instrument', [55]]]);

/** A field whose value says which others a message must have. */
export interface Cases {
  /** The field. */
  readonly tag: number;
  /** Its value → the tags that must be there, too. */
  readonly tags: Readonly<Record<string, readonly number[]>>;
}

/** By MsgType(35): ExecType(150) of a report, OrdType(40) of an order. */
export const CASES: ReadonlyMap<string, Cases> = new Map([
  ['8', { tag: 150, tags: { F: [31, 32], G: [19, 31, 32], H: [19] } }],
  ['D', { tag: 40, tags: { '2': [44], '3': [99], '4': [44, 99] } }],
]);
