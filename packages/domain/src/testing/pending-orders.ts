/** Orders that wait, for the tests: as they are asked for, and as they rest. */
import { decimalOf } from '@faultline/errors';
import type { PendingOrderRequest } from '../orders/decide-pending-order.ts';
import type { Order } from '../orders/order.ts';
import { order } from './desk.ts';

/** What every pending request of the tests has: BUY 0.1 EURUSD, good till cancelled. */
const PENDING = {
  symbol: 'EURUSD',
  side: 'BUY',
  volume: decimalOf(0.1),
  sl: null,
  tp: null,
  tif: 'GTC',
  expiresAtMs: null,
  maxDeviation: null,
  clientOrderId: null,
} as const satisfies Partial<PendingOrderRequest>;

export const limitRequest = (
  price: number,
  changes: Partial<PendingOrderRequest> = {},
): PendingOrderRequest => asPending({ type: 'LIMIT', limitPrice: decimalOf(price), ...changes });

export const stopRequest = (
  price: number,
  changes: Partial<PendingOrderRequest> = {},
): PendingOrderRequest => asPending({ type: 'STOP', triggerPrice: decimalOf(price), ...changes });

/** A change says which type it is of only where it must: the tests keep type and prices together. */
const asPending = (changes: Partial<PendingOrderRequest>): PendingOrderRequest =>
  ({ ...PENDING, ...changes }) as PendingOrderRequest;

/** BUY LIMIT 0.1 EURUSD at 1.09000, resting. */
export const pending = (changes: Partial<Order> = {}): Order =>
  order({
    type: 'LIMIT',
    limitPrice: 109_000n,
    requestedPrice: 109_000n,
    tif: 'GTC',
    status: 'PENDING',
    lp: null,
    ...changes,
  });
