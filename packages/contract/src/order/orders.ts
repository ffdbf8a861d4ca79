/** Placing, changing and cancelling orders, and learning what became of them. */
import { z } from 'zod';
import {
  clientOrderId,
  decimal,
  idempotencyKey,
  instant,
  level,
  orderId,
  pageOf,
  serialId,
  side,
  symbolName,
} from '../codecs.ts';
import { get, mutation, patch, post, query } from '../op.ts';
import { ORDERS_ASKED, ordersAsked } from './history.ts';
import { OPENING_ERRORS, PENDING_ERRORS } from './opening-errors.ts';
import { DealView, OrderStatusView, OrderView, PositionView } from './views.ts';

const terms = {
  /** The caller's first account unless said otherwise. */
  accountId: serialId.optional(),
  symbol: symbolName,
  side,
  /** Lots. */
  volume: decimal,
  sl: level.optional(),
  tp: level.optional(),
  clientOrderId: clientOrderId.optional(),
  /** The book that the order would like to go to; the broker's routing rules come first. Absent: the account's own. */
  preference: z.literal('A').optional(),
  idempotencyKey: idempotencyKey.optional(),
};

const MarketOrder = z.strictObject({
  ...terms,
  /** FOK: all or nothing. */
  tif: z.enum(['IOC', 'FOK']).optional(),
  /** The price that the caller saw; what `maxDeviation` is measured from. The market's own at arrival when absent. */
  expectedPrice: decimal.optional(),
  /** Points that the price may move against the order before it is refused. */
  maxDeviation: z.int().nonnegative().optional(),
});

const pendingTerms = {
  ...terms,
  /** GTC until cancelled, DAY until the trading day ends, GTD until `expiresAt`. */
  tif: z.enum(['GTC', 'DAY', 'GTD']).optional(),
  expiresAt: instant.optional(),
};

const LimitOrder = z.strictObject({ ...pendingTerms, price: decimal });
const StopOrder = z.strictObject({ ...pendingTerms, triggerPrice: decimal });
const StopLimitOrder = z.strictObject({
  ...pendingTerms,
  /** Where the order wakes. */
  triggerPrice: decimal,
  /** The worst price that it then takes. */
  limitPrice: decimal,
});

const pending = { needs: 'trader', output: OrderView, errors: PENDING_ERRORS } as const;

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
  /** Rests until the market reaches `price`, then fills at that or better. */
  placeLimit: mutation({ ...pending, input: LimitOrder, rest: post('/api/orders/limit') }),
  /** Rests until the market reaches `triggerPrice`, then fills at the market. */
  placeStop: mutation({ ...pending, input: StopOrder, rest: post('/api/orders/stop') }),
  /** Rests until the market reaches `triggerPrice`, then as a limit order at `limitPrice`. */
  placeStopLimit: mutation({
    ...pending,
    input: StopLimitOrder,
    rest: post('/api/orders/stop-limit'),
  }),
  /** Changes a pending order. What is absent stays; `null` or 0 takes a stop loss, a take profit or an expiry away. */
  modify: mutation({
    needs: 'trader',
    input: z.strictObject({
      orderId,
      price: decimal.optional(),
      triggerPrice: decimal.optional(),
      limitPrice: decimal.optional(),
      volume: decimal.optional(),
      sl: level.optional(),
      tp: level.optional(),
      expiresAt: instant.nullable().optional(),
      /** The version that the caller saw; another one means that the order has changed in between. */
      version: z.int().positive().optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: OrderView,
    errors: [
      'ACCOUNT_DISABLED',
      'ORDER_NOT_FOUND',
      'ORDER_NOT_PENDING',
      'INVALID_SYMBOL',
      'INVALID_VOLUME',
      'TRADING_RESTRICTED',
      'MARKET_CLOSED',
      'PRICE_STALE',
      'INVALID_PRICE',
      'INVALID_SL_TP',
      'ORDER_EXPIRED',
      'LIMIT_EXCEEDED',
      'MARGIN_INSUFFICIENT',
    ],
    rest: patch('/api/orders/:orderId', { orderId: 'text' }),
  }),
  /**
   * Takes a pending order back. One that works at a provider is asked for there, and the answer comes with its word; the
   * request stays while the order is in doubt, and goes out when it proves to be alive.
   */
  cancel: mutation({
    needs: 'trader',
    input: z.strictObject({
      orderId,
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: OrderView,
    errors: [
      'ACCOUNT_DISABLED',
      'ORDER_NOT_FOUND',
      'ORDER_NOT_PENDING',
      'ORDER_REJECTED',
      'MARKET_CLOSED',
      'LP_TIMEOUT',
    ],
    rest: post('/api/orders/cancel'),
  }),
  /** Takes back every pending order of an account, or of one symbol; says of each how it went. */
  cancelAll: mutation({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      symbol: symbolName.optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: z.strictObject({
      cancelled: z.array(z.string()),
      failed: z.array(
        z.strictObject({ orderId: z.string(), code: z.string(), details: z.unknown() }),
      ),
    }),
    errors: ['ACCOUNT_NOT_FOUND', 'ACCOUNT_DISABLED'],
    rest: post('/api/orders/cancel-all'),
  }),
  /** One order with every state it went through and every deal it made: the truth about an outcome in doubt. */
  get: query({
    needs: 'trader',
    input: z.strictObject({
      orderId: orderId.optional(),
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
