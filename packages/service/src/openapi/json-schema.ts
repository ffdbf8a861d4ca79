/** Schemas as OpenAPI 3.1 takes them: of inputs and answers as they travel, and of the details of each error. */
import { type Code, type Field, type FieldKind, type Fields, rowOf } from '@faultline/errors';
import { z } from 'zod';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** What travels: the JSON side of every codec. */
export function wireSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _draft, ...wire } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
  });
  return wire;
}

const KINDS: Readonly<Record<FieldKind, JsonSchema>> = {
  money: { type: 'number' },
  price: { type: 'number' },
  lots: { type: 'number' },
  percent: { type: 'number' },
  integer: { type: 'integer' },
  time: { type: 'string', format: 'date-time' },
  millis: { type: 'integer' },
  seconds: { type: 'integer' },
  text: { type: 'string' },
  choice: { type: 'string' },
  texts: { type: 'array', items: { type: 'string' } },
};

function fieldSchema({ kind, about, nullable, values }: Field): JsonSchema {
  const choice = values === undefined ? {} : { enum: nullable ? [...values, null] : values };
  const { type, ...shape } = KINDS[kind];
  return { description: about, type: nullable ? [type, 'null'] : type, ...shape, ...choice };
}

const detailsSchema = (fields: Fields): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]),
  ),
  required: Object.entries(fields).flatMap(([name, { required }]) => (required ? [name] : [])),
});

/** The documented body of one code: exactly these members. */
export function errorSchema(code: Code): JsonSchema {
  const { details, message } = rowOf(code);
  const told = Object.keys(details).length > 0;
  const always = Object.values(details).some(({ required }) => required);
  return {
    type: 'object',
    ...(typeof message === 'string' ? { description: `${message}.` } : {}),
    properties: {
      error: { type: 'string', description: 'One sentence in the caller’s language.' },
      code: { const: code },
      ...(told ? { details: detailsSchema(details) } : {}),
    },
    required: ['error', 'code', ...(always ? ['details'] : [])],
    additionalProperties: false,
  };
}

/** Puts a reference wherever one of the named schemas stands inside another. */
export function named(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    const name = names.get(JSON.stringify(value));
    if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part)]));
  };
  return replaced(schema) as JsonSchema;
}
