/**
 * The catalogue itself, for whoever handles its errors: every code, and one code in the reader's own language. And what was
 * met of them: the error journals of both services, for support.
 */
import { z } from 'zod';
import { IN_TIME, instant, inTime, PAGED, paged } from '../codecs.ts';
import { countFields, ENTRY_ID, entryFields, journalFilter } from '../journal.ts';
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

const EntryFound = z.strictObject({
  ...entryFields,
  at: instant,
  /** The numbers that decided, redacted. */
  details: z.record(z.string(), z.unknown()),
});

/** Services whose journal could not be asked: what they know is missing from the answer. */
const missing = z.array(z.string());

const FILTER = { code: 'text', requestId: 'text', errorId: 'text', orderId: 'text' } as const;

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
  /** Errors that left one of the services, newest first. A journal is a copy: an entry may be lost, an error is not. */
  search: query({
    needs: 'support',
    input: z.strictObject({ ...journalFilter, ...inTime, ...paged }),
    output: z.strictObject({
      items: z.array(EntryFound),
      nextCursor: z.string().nullable(),
      missing,
    }),
    errors: [],
    rest: get('/admin/errors', { ...FILTER, ...IN_TIME, ...PAGED }),
  }),
  /** One of them, by the id that its caller was given or that the search told. */
  get: query({
    needs: 'support',
    input: z.strictObject({ id: ENTRY_ID }),
    output: EntryFound,
    errors: ['NOT_FOUND'],
    rest: get('/admin/errors/:id', { id: 'text' }),
  }),
  /** How often each code left each service: of the last day, if nothing else is said. Oldest bucket first. */
  stats: query({
    needs: 'support',
    input: z.strictObject({
      code: journalFilter.code,
      ...inTime,
      bucket: z.enum(['minute', 'hour', 'day']).optional(),
    }),
    output: z.strictObject({
      counts: z.array(z.strictObject({ ...countFields, at: instant })),
      missing,
    }),
    errors: [],
    rest: get('/admin/errors/stats', { code: 'text', bucket: 'text', ...IN_TIME }),
  }),
};
