/** The catalogue itself, for whoever handles its errors: every code, and one code in the reader's own language. */
import { z } from 'zod';
import { get, query } from '../op.ts';

/** `de`, or a whole Accept-Language; REST takes the header of that name. */
const locale = z.string().max(1_000).optional();

const EntryView = z.strictObject({
  code: z.string(),
  httpStatus: z.int(),
  category: z.string(),
  /** Was the command executed, unless an error says otherwise of itself. */
  outcome: z.enum(['NOT_APPLIED', 'APPLIED', 'UNKNOWN']),
  /** How it may be repeated; `depends` where the details decide. */
  retry: z.enum(['never', 'refresh', 'after', 'at', 'backoff', 'same-key', 'depends']),
  message: z.string(),
  solution: z.array(z.string()),
  details: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.string(),
      about: z.string(),
      required: z.boolean(),
      nullable: z.boolean(),
      values: z.array(z.string()),
    }),
  ),
});

export const errors = {
  /** Every code that a call can answer with. */
  catalog: query({
    needs: 'public',
    input: z.strictObject({ locale }),
    output: z.strictObject({ locale: z.string(), errors: z.array(EntryView) }),
    errors: [],
    rest: get('/api/errors', { locale: 'text' }),
  }),
  /** One code in words. With the details of an error in hand, the numbers that decided are filled in. */
  explain: query({
    needs: 'public',
    input: z.strictObject({
      code: z.string().max(64),
      details: z.record(z.string(), z.unknown()).optional(),
      locale,
    }),
    output: EntryView.extend({
      locale: z.string(),
      /** The message with the numbers that decided; null without the details, or with ones that are not this code's. */
      detail: z.string().nullable(),
      reason: z.string().nullable(),
    }),
    errors: ['NOT_FOUND'],
    rest: get('/api/errors/:code', { code: 'text', locale: 'text' }),
  }),
};
