/**
 * Encoders of answers, put together once per schema: zod's own looks at the whole schema again for every value, and took
 * longer to encode an order than the core takes to decide about one.
 */
import { z } from 'zod';

type Encode = (value: unknown) => unknown;

const known = new WeakMap<z.ZodType, Encode>();

/**
 * From what a handler gives to what travels. Fields that the schema does not name stay behind. Types are looked at, bounds
 * and patterns are not: those are for what comes from outside.
 *
 * @throws ZodError, or whatever a codec throws, for a value of another type: a bug of ours.
 */
export function encoderOf<S extends z.ZodType>(schema: S): (value: z.output<S>) => z.input<S> {
  const encode = known.get(schema) ?? encoder(schema);
  known.set(schema, encode);
  return encode as (value: z.output<S>) => z.input<S>;
}

function encoder(schema: unknown): Encode {
  if (schema instanceof z.ZodObject) return ofObject(schema);
  if (schema instanceof z.ZodArray) return ofArray(schema);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return ofMaybe(schema);
  if (schema instanceof z.ZodCodec) return ofCodec(schema);
  if (schema instanceof z.ZodString) return checked(schema, (value) => typeof value === 'string');
  if (schema instanceof z.ZodNumber) return checked(schema, Number.isFinite);
  if (schema instanceof z.ZodBoolean) return checked(schema, (value) => typeof value === 'boolean');
  if (schema instanceof z.ZodEnum) return oneOf(schema, schema.options);
  if (schema instanceof z.ZodLiteral) return oneOf(schema, [...schema.values]);
  if (schema instanceof z.ZodDiscriminatedUnion) return ofVariants(schema);
  return (value) => z.encode(schema as z.ZodType, value);
}

/**
 * All fields at once, in source text made of the schema: put together one by one under names that are variables, an object
 * has no shape that the engine could learn, and took four times as long. zod reads its inputs in the same way.
 */
function ofObject(schema: z.ZodObject): Encode {
  const encoders: Encode[] = [];
  const fields = Object.entries(schema.shape).map(([name, field]) => {
    const index = encoders.push(encoder(field)) - 1;
    const key = JSON.stringify(name);
    return `${key}: ${sourceOf(field, `from[${key}]`, `encode${index}`)}`;
  });
  const names = encoders.map((_, index) => `encode${index}`);
  // Only names of our own rows are in it.
  const body = `return (from) => ({ ${fields.join(', ')} });`;
  const make = Reflect.construct(Function, [...names, body]) as (
    ...parts: readonly Encode[]
  ) => Encode;
  const encode = make(...encoders);
  return (value) =>
    typeof value === 'object' && value !== null ? encode(value) : z.encode(schema, value as never);
}

/** What most values are is seen without a call; `encode` says what is wrong with the others. */
function sourceOf(schema: unknown, value: string, encode: string): string {
  if (schema instanceof z.ZodNullable)
    return `${value} === null ? null : ${sourceOf(schema.unwrap(), value, encode)}`;
  if (schema instanceof z.ZodString)
    return `typeof ${value} === 'string' ? ${value} : ${encode}(${value})`;
  if (schema instanceof z.ZodNumber)
    return `Number.isFinite(${value}) ? ${value} : ${encode}(${value})`;
  return `${encode}(${value})`;
}

/** By the one field that tells the variants apart. */
function ofVariants(schema: z.ZodDiscriminatedUnion): Encode {
  const { discriminator } = schema.def;
  const byName = new Map<unknown, Encode>();
  for (const variant of schema.options) {
    const encode = encoder(variant);
    for (const name of variant._zod.propValues?.[discriminator] ?? []) byName.set(name, encode);
  }
  return (value) => {
    const from = (typeof value === 'object' ? value : null) as Readonly<Record<string, unknown>>;
    const encode = byName.get(from?.[discriminator]);
    return encode === undefined ? z.encode(schema, value) : encode(value);
  };
}

function ofArray(schema: z.ZodArray): Encode {
  const encode = encoder(schema.element);
  return (value) => (Array.isArray(value) ? value.map(encode) : z.encode(schema, value as never));
}

/** Null or absent where that is allowed; where it is not, the part itself refuses. */
function ofMaybe(schema: z.ZodNullable | z.ZodOptional): Encode {
  const encode = encoder(schema.unwrap());
  const absent = schema instanceof z.ZodNullable ? null : undefined;
  return (value) => (value === absent ? value : encode(value));
}

function ofCodec({ def }: z.ZodCodec): Encode {
  // What our codecs do needs no list of issues.
  const context: z.core.ParsePayload = { value: undefined, issues: [] };
  return (value) => def.reverseTransform(value, context);
}

const oneOf = (schema: z.ZodType, options: readonly unknown[]): Encode => {
  const allowed = new Set(options);
  return checked(schema, (value) => allowed.has(value));
};

/** zod says best what is wrong. */
const checked =
  (schema: z.ZodType, isRight: (value: unknown) => boolean): Encode =>
  (value) =>
    isRight(value) ? value : z.encode(schema, value);
