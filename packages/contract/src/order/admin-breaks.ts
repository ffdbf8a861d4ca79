/** Reports of providers that were booked by nobody: what fits no order, and executions that were taken back or changed. */
import { z } from 'zod';
import {
  decimal,
  idempotencyKey,
  instant,
  orderId,
  PAGED,
  paged,
  pageOf,
  words,
} from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';

/** OPEN waits for a person. */
const status = z.enum(['OPEN', 'SETTLED']);

const BreakView = z.strictObject({
  /** The number of the report. */
  seq: z.int(),
  /** As the report names it: there may be no such order. */
  orderId: z.string(),
  lp: z.string(),
  kind: z.string(),
  execId: z.string().nullable(),
  /** Units of the base currency. */
  qty: decimal.nullable(),
  price: decimal.nullable(),
  /** Why it was set aside. */
  reason: z.string(),
  at: instant,
  settledAt: instant.nullable(),
  settledBy: z.string().nullable(),
  evidence: z.string().nullable(),
});

export const adminBreaks = {
  list: query({
    needs: 'support',
    input: z.strictObject({ orderId: orderId.optional(), status: status.optional(), ...paged }),
    output: pageOf(BreakView),
    errors: [],
    rest: get('/admin/breaks', { orderId: 'text', status: 'text', ...PAGED }),
  }),
  /**
   * Ends the wait of one, by evidence. It moves nothing: what is owed is booked with `admin.funds.adjust`, and a position that
   * should not be there is closed with `admin.positions.close`, before; the evidence names both.
   */
  settle: mutation({
    needs: 'admin',
    input: z.strictObject({
      seq: z.int().positive(),
      /** What was agreed with the provider and what was booked, where it can be found. */
      evidence: words(2_000),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: BreakView,
    errors: ['NOT_FOUND'],
    rest: post('/admin/breaks/settle'),
  }),
};
