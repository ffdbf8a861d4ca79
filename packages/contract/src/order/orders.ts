/** Placing orders and learning what became of them. */
import { z } from 'zod';
import {
  clientOrderId,
  decimal,
  idempotencyKey,
  instant,
  pageOf,
  serialId,
  side,
  symbolName,
} from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';
import { ORDERS_ASKED, ordersAsked } from './history.ts';
import { DealView, OrderStatusView, OrderView, PositionView } from './views.ts';

/** Everything that can stop an order from opening a position, in the order in which it is checked. */
const OPENING_ERRORS = [
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_DISABLED',
  'INVALID_SYMBOL',
  'INVALID_VOLUME',
  'TRADING_RESTRICTED',
  'MARKET_CLOSED',
  'LP_NOT_CONNECTED',
  'PRICE_STALE',
  'INVALID_SL_TP',
  'LIMIT_EXCEEDED',
  'MARGIN_INSUFFICIENT',
  'ORDER_REJECTED',
  'PRICE_CHANGED',
  'LP_TIMEOUT',
] as const;

const MarketOrder = z.strictObject({
  /** The caller's first account unless said otherwise. */
  accountId: serialId.optional(),
  symbol: symbolName,
  side,
  /** Lots. */
  volume: decimal,
  sl: decimal.nullable().optional(),
  tp: decimal.nullable().optional(),
  /** Points that the price may move against the order before it is refused. */
  maxDeviation: z.int().nonnegative().optional(),
  clientOrderId: clientOrderId.optional(),
  idempotencyKey: idempotencyKey.optional(),
});

export const orders = {
  /** Places a market order and waits for its fill. */
  placeMarket: mutation({
    needs: 'trader',
    input: MarketOrder,
    output: z.strictObject({
      order: OrderView,
      position: PositionView.nullable(),
      deal: DealView.nullable(),
    }),
    errors: OPENING_ERRORS,
    rest: post('/api/orders/market'),
  }),
  /** Orders of any state, the newest first. */
  list: query({
    needs: 'trader',
    input: ordersAsked,
    output: pageOf(OrderView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/orders', ORDERS_ASKED),
  }),
  /** One order with every state it went through and every deal it made: the truth about an outcome in doubt. */
  get: query({
    needs: 'trader',
    input: z.strictObject({
      orderId: z.string().max(64).optional(),
      clientOrderId: clientOrderId.optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: z.strictObject({
      order: OrderView,
      history: z.array(z.strictObject({ status: OrderStatusView, at: instant })),
      deals: z.array(DealView),
    }),
    errors: ['ORDER_NOT_FOUND'],
    rest: get('/api/orders/:orderId', { orderId: 'text' }),
  }),
};
