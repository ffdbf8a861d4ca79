/** The encoders say what zod's own would say. */
import { decimalOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decimal, instant, side } from './codecs.ts';
import { encoderOf } from './encode.ts';

const Row = z.strictObject({
  name: z.string(),
  side,
  price: decimal.nullable(),
  at: instant.optional(),
  flags: z.array(z.boolean()),
  count: z.int(),
  done: z.literal(true),
  more: z.unknown(),
});
const row = fc.record({
  name: fc.string(),
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  price: fc.option(fc.integer().map((cents) => decimalOf(cents / 100))),
  at: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined }),
  flags: fc.array(fc.boolean()),
  count: fc.integer(),
  done: fc.constant(true as const),
  more: fc.json().map((text): unknown => JSON.parse(text)),
});

const Variant = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['PRICE', 'ASK']), at: decimal }),
  z.strictObject({ type: z.literal('TEXT'), at: z.string(), seq: z.never().optional() }),
]);

describe('an encoder', () => {
  it('makes of a value what zod makes of it, to the byte', () => {
    fc.assert(
      fc.property(row, (value) => {
        expect(JSON.stringify(encoderOf(Row)(value))).toBe(JSON.stringify(z.encode(Row, value)));
      }),
    );
  });

  it.each([
    { type: 'PRICE', at: decimalOf(1.5) },
    { type: 'ASK', at: decimalOf(2.5) },
    { type: 'TEXT', at: 'so', seq: undefined },
  ] as const)('takes the variant that its name says: $type', (value) => {
    const encoded = encoderOf(Variant)(value);
    expect(JSON.stringify(encoded)).toBe(JSON.stringify(z.encode(Variant, value)));
  });

  it('leaves behind what the schema does not name', () => {
    const secret = { id: 1, passwordHash: 'x' };
    expect(encoderOf(z.strictObject({ id: z.int() }))(secret)).toEqual({ id: 1 });
  });

  it('takes any name for a field', () => {
    const odd = z.strictObject({ "it's": z.string(), '"quoted"': z.number(), 'a b': side });
    const value = { "it's": 'x', '"quoted"': 1, 'a b': 'BUY' as const };
    expect(encoderOf(odd)(value)).toEqual(value);
  });

  it.each([
    ['a field that is missing', z.strictObject({ id: z.int() }), {}],
    ['a number that is none', z.number(), Number.NaN],
    ['a text that is a number', z.string(), 5],
    ['a choice that is not among them', side, 'HOLD'],
    ['nothing where there must be something', decimal, null],
    ['a variant that there is not', Variant, { type: 'OTHER', at: 'so' }],
    ['no variant at all', Variant, null],
    ['a variant with what belongs to another', Variant, { type: 'TEXT', at: 1 }],
    ['one where there should be many', z.array(z.string()), 'one'],
  ])('throws for %s', (_, schema: z.ZodType, value) => {
    expect(() => encoderOf(schema)(value)).toThrow(/./);
  });
});
