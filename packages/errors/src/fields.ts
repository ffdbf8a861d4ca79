/**
 * The vocabulary in which a catalogue row describes its details: each field says what it holds, in which unit, and what
 * it means. From the same description come the TypeScript type, the check of what arrives from a wire, and the docs.
 *
 * Our own few lines instead of a schema library, because these descriptions travel into browsers with the client.
 */

export type FieldKind =
  | 'money'
  | 'price'
  | 'lots'
  | 'percent'
  | 'integer'
  | 'time'
  | 'millis'
  | 'seconds'
  | 'text'
  | 'choice'
  | 'texts';

export interface Field<T = unknown, Required extends boolean = boolean> {
  readonly kind: FieldKind;
  readonly about: string;
  readonly required: Required;
  readonly nullable: boolean;
  /** For `choice`: every value it may take. */
  readonly values?: readonly string[];
  /** Carries the type only; never set. */
  readonly $type?: T;
}

export type Fields = Readonly<Record<string, Field>>;

type TypeOf<F> = F extends Field<infer T> ? T : never;
type Flat<T> = { readonly [K in keyof T]: T[K] };

/** The details type that a row's fields describe. */
export type DetailsOf<F extends Fields> = keyof F extends never
  ? Readonly<Record<string, never>>
  : Flat<
      { [K in keyof F as F[K] extends Field<unknown, true> ? K : never]: TypeOf<F[K]> } & {
        [K in keyof F as F[K] extends Field<unknown, true> ? never : K]?: TypeOf<F[K]>;
      }
    >;

const field =
  <T>(kind: FieldKind) =>
  (about: string): Field<T, true> => ({ kind, about, required: true, nullable: false });

/** An amount in the account's currency, with that currency's digits. */
export const money = field<number>('money');
/** A price in the symbol's quote currency, with the symbol's digits. */
export const price = field<number>('price');
/** A volume in lots, at most four decimals. */
export const lots = field<number>('lots');
/** A percentage with two decimals: 49.75. */
export const percent = field<number>('percent');
export const integer = field<number>('integer');
/** ISO 8601 UTC with second precision. */
export const time = field<string>('time');
export const millis = field<number>('millis');
/** Whole seconds, rounded up: a caller who waits that long has waited long enough. */
export const seconds = field<number>('seconds');
export const text = field<string>('text');
export const texts = field<readonly string[]>('texts');

export function choice<const V extends readonly [string, ...string[]]>(
  values: V,
  about: string,
): Field<V[number], true> {
  return { kind: 'choice', about, required: true, nullable: false, values };
}

/** A field that a row may leave out. */
export function optional<T>(of: Field<T, true>): Field<T, false> {
  return { ...of, required: false };
}

/** A field that is always there and says `null` when the fact is unknown. */
export function nullable<T>(of: Field<T, true>): Field<T | null, true> {
  return { ...of, nullable: true };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const HOLDS: Readonly<Record<FieldKind, (value: unknown, spec: Field) => boolean>> = {
  money: isNumber,
  price: isNumber,
  lots: isNumber,
  percent: isNumber,
  integer: Number.isInteger,
  millis: Number.isInteger,
  seconds: Number.isInteger,
  text: isText,
  time: (value) => isText(value) && INSTANT.test(value),
  choice: (value, spec) => isText(value) && (spec.values ?? []).includes(value),
  texts: (value) => Array.isArray(value) && value.every(isText),
};

/**
 * What is wrong with `details` by the row's own fields; empty when nothing is. Unknown fields are no fault: a newer
 * server may say more than this client knows.
 */
export function detailFaults(fields: Fields, details: unknown): string[] {
  if (typeof details !== 'object' || details === null) {
    return Object.values(fields).some((spec) => spec.required) ? ['details are missing'] : [];
  }
  return Object.entries(fields).flatMap(([name, spec]) => {
    const value = Object.hasOwn(details, name) ? Reflect.get(details, name) : undefined;
    if (value === undefined) return spec.required ? [`${name} is missing`] : [];
    if (value === null && spec.nullable) return [];
    return HOLDS[spec.kind](value, spec) ? [] : [`${name} is no ${spec.kind}`];
  });
}
