/** Inputs for any row of the contract, made from its own schema: enough to get past the reading of them. */
import type { Op } from '@faultline/contract';
import { z } from 'zod';

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
}

/** Where the schema alone does not say what would make sense, or that something goes only with another thing. */
const SENSIBLE: Readonly<Record<string, unknown>> = {
  symbol: 'EURUSD',
  volume: 0.1,
  distance: 100,
};

const schemaOf = ({ input }: Op): JsonSchema =>
  z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** The names of all fields that a row's input may have. */
export const fieldsOf = (op: Op): string[] => Object.keys(schemaOf(op).properties ?? {});

/** Every field that has to be there, those of `given` that may be, and what makes sense with them. */
export function sampleInput(
  op: Op,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { properties = {}, required = [] } = schemaOf(op);
  const known = { ...SENSIBLE, ...given };
  const wanted = Object.entries(properties).filter(
    ([name]) => required.includes(name) || Object.hasOwn(known, name),
  );
  return Object.fromEntries(
    wanted.map(([name, schema]) => [name, known[name] ?? sampleOf(schema)]),
  );
}

function sampleOf(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return sampleOf(first);
  const { type, minimum = 1, exclusiveMinimum = 0, properties = {}, items = {} } = schema;
  if (type === 'integer' || type === 'number') return Math.max(minimum, exclusiveMinimum + 1);
  if (type === 'boolean') return true;
  if (type === 'array') return [sampleOf(items)];
  if (type !== 'object') return 'sample-text';
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, sampleOf(one)]));
}
