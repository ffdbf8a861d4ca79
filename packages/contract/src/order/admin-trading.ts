/** Orders and positions of all accounts, and what the house may do with them. */
import { z } from 'zod';
import {
  decimal,
  idempotencyKey,
  lots,
  orderId,
  PAGED,
  paged,
  pageOf,
  serialId,
  symbolName,
  term,
  words,
} from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';
import { ORDERS_ASKED, ordersAsked } from './history.ts';
import { positions } from './positions.ts';
import { OrderView, PositionView } from './views.ts';

const reason = words(500);
const keyed = { idempotencyKey: idempotencyKey.optional() };

export const adminOrders = {
  /** Of one account all that there are; of all accounts together only those that are not done. */
  list: query({
    needs: 'support',
    input: ordersAsked,
    output: pageOf(OrderView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/admin/orders', ORDERS_ASKED),
  }),
  /**
   * Cancels an order that waits in our own book. One at a provider is asked for there: the answer is that the request is
   * kept, and what becomes of it is seen in the order.
   */
  cancel: mutation({
    needs: 'admin',
    input: z.strictObject({ orderId, reason, ...keyed }),
    output: OrderView,
    errors: ['ORDER_NOT_FOUND', 'ORDER_NOT_PENDING'],
    rest: post('/admin/orders/cancel'),
  }),
  /**
   * Ends the doubt about an order by evidence: what the provider says outside of FIX. FILLED books that execution and ends
   * the rest; NOT_APPLIED frees its margin, and an order that it was closing stays open.
   */
  resolve: mutation({
    needs: 'admin',
    input: z.strictObject({
      orderId,
      as: z.enum(['FILLED', 'NOT_APPLIED']),
      /** For FILLED, all three. */
      price: term.optional(),
      volume: lots.optional(),
      execId: words(64).optional(),
      /** Who said so, where it can be found. */
      evidence: words(2_000),
      ...keyed,
    }),
    output: OrderView,
    errors: ['ORDER_NOT_FOUND', 'ORDER_NOT_PENDING'],
    rest: post('/admin/orders/resolve'),
  }),
};

export const adminPositions = {
  list: query({
    needs: 'support',
    input: z.strictObject({
      accountId: serialId.optional(),
      symbol: symbolName.optional(),
      ...paged,
    }),
    output: pageOf(PositionView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/admin/positions', { accountId: 'integer', symbol: 'text', ...PAGED }),
  }),
  /** Closes a client's position at the market. */
  close: mutation({
    needs: 'admin',
    input: z.strictObject({
      positionId: serialId,
      /** Lots; absent or 0 closes all. */
      volume: decimal.optional(),
      reason,
      ...keyed,
    }),
    output: positions.close.output,
    errors: positions.close.errors,
    rest: post('/admin/positions/close'),
  }),
  /** What is absent stays; null takes a level away. Also while the account is disabled. */
  modify: mutation({
    needs: 'admin',
    input: z.strictObject({
      positionId: serialId,
      sl: decimal.nullable().optional(),
      tp: decimal.nullable().optional(),
      version: z.int().positive().optional(),
      reason,
      ...keyed,
    }),
    output: PositionView,
    errors: positions.modify.errors,
    rest: post('/admin/positions/modify'),
  }),
};
