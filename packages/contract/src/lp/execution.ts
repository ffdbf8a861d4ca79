/** Orders on their way to a provider, and what the provider said about them. */
import { z } from 'zod';
import { decimal, side } from '../codecs.ts';
import { mutation, query } from '../op.ts';

const LP_ORDER_STATES = [
  'SENT',
  'NEW',
  'PARTIALLY_FILLED',
  'PENDING_CANCEL',
  'PENDING_REPLACE',
  'FILLED',
  'CANCELED',
  'REJECTED',
  'IN_DOUBT',
] as const;

const ORDER_TYPES = ['MARKET', 'LIMIT'] as const;
const TIMES_IN_FORCE = ['IOC', 'FOK'] as const;

const LpOrderView = z.strictObject({
  /** Our name for it on the provider's side: `LP-n`. */
  id: z.string(),
  orderId: z.string(),
  /** Which provider in a row has the order, from 1: another one is asked only when the one before certainly has not. */
  leg: z.int(),
  lp: z.string(),
  sessionId: z.string(),
  clOrdId: z.string(),
  /** OrderID(37), once it is known. */
  lpOrderId: z.string().nullable(),
  symbol: z.string(),
  side,
  /** Units of the base currency (contract size × lots). */
  qty: decimal,
  type: z.enum(ORDER_TYPES),
  price: decimal.nullable(),
  tif: z.enum(TIMES_IN_FORCE),
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
   * `FILL`: an execution. `REJECT`: the provider refused, or certainly never got it, and no other took it. `CANCEL`: the
   * provider ended the rest. `IN_DOUBT`: no answer in time. `RESTORED`: alive after all. `REROUTED`: refused by one
   * provider and now with `lp`. `REPLACED`: works with a new `qty`. `REQUEST_REJECTED`: a cancel or replace was refused,
   * see `reject`; the order goes on.
   *
   * For a person, never to be booked unseen: `OVERFILL`: executed beyond what the order has room for. `BUST`: the
   * execution `execId` is taken back. `CORRECT`: it is to have this `qty` and `price`. `UNKNOWN_ORDER`: the provider has
   * an order that is not ours.
   */
  kind: z.enum([
    'FILL',
    'REJECT',
    'CANCEL',
    'IN_DOUBT',
    'RESTORED',
    'REROUTED',
    'REPLACED',
    'REQUEST_REJECTED',
    'OVERFILL',
    'BUST',
    'CORRECT',
    'UNKNOWN_ORDER',
  ]),
  /** The provider's own id of the execution; unique per provider. */
  execId: z.string().nullable(),
  qty: decimal.nullable(),
  price: decimal.nullable(),
  /** For REJECT and REQUEST_REJECTED: a catalogued code with its details. */
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
      /** In order of priority; the next one is asked only when it is certain that the one before has not the order. */
      lps: z.array(z.string().max(64)).min(1).max(10),
      symbol: z.string().max(32),
      side,
      qty: decimal,
      type: z.enum(ORDER_TYPES),
      /** LIMIT: the worst price that may be filled. */
      price: decimal.nullable(),
      tif: z.enum(TIMES_IN_FORCE),
      /** An order that is not here by then is too old to send. Epoch milliseconds. */
      expiresAtMs: z.int(),
    }),
    output: LpOrderView,
    errors: [
      'LP_NOT_FOUND',
      'LP_NOT_CONNECTED',
      'INVALID_SYMBOL',
      'ORDER_EXPIRED',
      'ORDER_REJECTED',
    ],
  }),
  /** Wants the rest cancelled. An order in doubt is asked about first. The answer is that it is kept; reports tell more. */
  cancel: mutation({
    needs: 'service',
    input: z.strictObject({ orderId: z.string().max(64) }),
    output: LpOrderView,
    errors: ['ORDER_NOT_FOUND', 'ORDER_NOT_PENDING'],
  }),
  /** Wants another quantity, another price, or both; `null` leaves it. Otherwise as `cancel`. */
  replace: mutation({
    needs: 'service',
    input: z.strictObject({
      orderId: z.string().max(64),
      qty: decimal.nullable(),
      price: decimal.nullable(),
    }),
    output: LpOrderView,
    errors: ['ORDER_NOT_FOUND', 'ORDER_NOT_PENDING'],
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
  /** What a provider says that it has traded with us in a stretch of time. It changes nothing. */
  trades: query({
    needs: 'service',
    input: z.strictObject({
      lp: z.string().max(64),
      /** Epoch milliseconds, both included. */
      fromMs: z.int().nonnegative(),
      toMs: z.int().nonnegative(),
    }),
    output: z.strictObject({
      /** False where the provider does not understand the question. */
      told: z.boolean(),
      trades: z.array(
        z.strictObject({
          /** As reports name it. */
          execId: z.string(),
          orderId: z.string().nullable(),
          symbol: z.string(),
          qty: decimal,
          price: decimal,
          atMs: z.int(),
        }),
      ),
    }),
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'],
  }),
  /** Asks a provider about every order without an end, and waits for the answers. It takes no new orders meanwhile. */
  reconcile: mutation({
    needs: 'service',
    input: z.strictObject({ lp: z.string().max(64) }),
    /** Order ids. */
    output: z.strictObject({
      resolved: z.array(z.string()),
      stillInDoubt: z.array(z.string()),
    }),
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'],
  }),
};
