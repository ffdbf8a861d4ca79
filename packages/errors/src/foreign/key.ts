/** Foreign keys as a person types them: `mt5.login:10020`, `gateway:3/INSUFFICIENT_MARGIN`, `fix:103=3`. */
import type { ForeignKey } from './row.ts';
import { numberOf } from './table.ts';
import { TABLES } from './tables.ts';

const TEXT_LENGTH_MAX = 200;

/** Which operations a space numbers for itself; null stands for the space as a whole. */
const OPERATIONS: ReadonlyMap<string, ReadonlySet<string | null>> = new Map(
  [...TABLES].map(([space, { rows }]) => [space, new Set(rows.map(({ operation }) => operation))]),
);

/** The words before the number: a space, or a space and an operation. */
function placeOf(head: string): Pick<ForeignKey, 'space' | 'operation'> | null {
  const full = head.replace(/^gateway(?!\.(?:real|spec))/, 'gateway.spec');
  const dot = full.lastIndexOf('.');
  const places = [
    { name: full, operation: null },
    { name: full.slice(0, dot), operation: full.slice(dot + 1) },
  ];
  for (const { name, operation } of places) {
    const table = [...TABLES.values()].find(({ space }) => space === name);
    if (table !== undefined && OPERATIONS.get(name)?.has(operation) === true) {
      return { space: table.space, operation };
    }
  }
  return null;
}

const REASON = /^(?:0|[1-9]\d*)\/[A-Z][A-Z_]*$/;

/** FIX values and venues' words are text; elsewhere only a number will do, or a number and a reason. */
const isNumberOf = ({ space, operation, number }: ForeignKey): boolean =>
  typeof number === 'number' ||
  space.startsWith('fix.') ||
  space.startsWith('venue.') ||
  (space === 'gateway.spec' && operation === null && REASON.test(number));

/** Null for text that names no space; a number that the space does not list is a key all the same. */
export function parseForeignKey(text: string): ForeignKey | null {
  const fix = /^fix:(\d{1,4})=(.*)$/.exec(text);
  const plain = fix === null ? text : `fix.${fix[1]}:${fix[2]}`;
  const colon = plain.indexOf(':');
  const value = plain.slice(colon + 1);
  if (colon < 0 || value === '' || plain.length > TEXT_LENGTH_MAX) return null;
  const place = placeOf(plain.slice(0, colon));
  if (place === null) return null;
  const key = { ...place, number: numberOf(place.space, value) };
  return isNumberOf(key) ? key : null;
}

/** The same key as text, in the one spelling that we print. */
export const foreignKeyText = ({ space, operation, number }: ForeignKey): string =>
  operation === null ? `${space}:${number}` : `${space}.${operation}:${number}`;
