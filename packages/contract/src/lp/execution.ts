/** Orders on their way to a provider, and what the provider said about them. */
import { z } from 'zod';
import { decimal, side } from '../codecs.ts';
import { mutation, query } from '../op.ts';

const LP_ORDER_STATES = [
  'CREATED',
  'SENT',
  'NEW',
  'PARTIALLY_FILLED',
  'FILLED',
  'CANCELED',
  'REJECTED',
  'IN_DOUBT',
] as const;

const LpOrderView = z.strictObject({
  /** Our name for it on the provider's side: `LP-n`. */
  id: z.string(),
  orderId: z.string(),
  lp: z.string(),
  sessionId: z.string(),
  clOrdId: z.string(),
  symbol: z.string(),
  side,
  /** Units of the base currency (contract size × lots). */
  qty: decimal,
  cumQty: decimal,
  avgPx: decimal.nullable(),
  state: z.enum(LP_ORDER_STATES),
  sentAtMs: z.int().nullable(),
  doneAtMs: z.int().nullable(),
});

/** One thing that became known about an order. Reports are numbered without gaps and can be read again for ever. */
const ReportView = z.strictObject({
  seq: z.int(),
  orderId: z.string(),
  lpOrderId: z.string(),
  lp: z.string(),
  /**
   * `FILL`: an execution. `REJECT`: the provider refused, or certainly never got it. `CANCEL`: the provider ended the
   * rest. `IN_DOUBT`: no answer in time. `RESTORED`: alive after all.
   */
  kind: z.enum(['FILL', 'REJECT', 'CANCEL', 'IN_DOUBT', 'RESTORED']),
  /** The provider's own id of the execution; unique per provider. */
  execId: z.string().nullable(),
  qty: decimal.nullable(),
  price: decimal.nullable(),
  /** For REJECT: a catalogued code with its details. */
  reject: z.strictObject({ code: z.string(), details: z.unknown() }).nullable(),
  atMs: z.int(),
});

export const execution = {
  /**
   * Takes charge of an order: the answer means that it is on disk here and will be sent at once, or was already. The
   * same order id always means the same order. A refusal means that it was not and never will be sent.
   */
  submit: mutation({
    needs: 'service',
    input: z.strictObject({
      orderId: z.string().max(64),
      lp: z.string().max(64),
      symbol: z.string().max(32),
      side,
      qty: decimal,
      /** An order that is not here by then is too old to send. Epoch milliseconds. */
      expiresAtMs: z.int(),
    }),
    output: LpOrderView,
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED', 'INVALID_SYMBOL', 'ORDER_EXPIRED'],
  }),
  status: query({
    needs: 'service',
    input: z.strictObject({ orderId: z.string().max(64) }),
    output: LpOrderView,
    errors: ['ORDER_NOT_FOUND'],
  }),
  /** Reports after a number, oldest first; held back up to `waitMs` while there is none. */
  reports: query({
    needs: 'service',
    input: z.strictObject({
      afterSeq: z.int().nonnegative(),
      limit: z.int().positive().max(1_000),
      waitMs: z.int().nonnegative().max(30_000),
    }),
    output: z.strictObject({ reports: z.array(ReportView) }),
    errors: [],
  }),
};
