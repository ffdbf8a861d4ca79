/** Changing an order that waits at 1.09000, beside a market of 1.09496 / 1.09504. */
import { decimalOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  HALTED,
  instruments,
  NOW_MS,
  refusalOf,
  valueOf,
  WEEKEND,
} from '../testing/desk.ts';
import { pending } from '../testing/pending-orders.ts';
import type { ModifyOrderRequest } from './modify-order.ts';
import { decideModifyOrder } from './modify-order.ts';
import type { Order } from './order.ts';

const modify = (
  change: ModifyOrderRequest,
  order: Order = pending(),
  changes: Partial<TradingFacts> = {},
) => decideModifyOrder(change, order, facts({ orders: [order], ...changes }));
const stop = pending({ type: 'STOP', limitPrice: null, triggerPrice: 110_000n });

describe('a change of a pending order', () => {
  it('changes what it names and leaves the rest', () => {
    const before = pending({ sl: 108_000n, tp: 110_000n, tif: 'DAY', expiresAtMs: NOW_MS + 9 });
    const after = valueOf(modify({ limitPrice: decimalOf(1.085), sl: null }, before));
    expect(after).toEqual({
      ...before,
      limitPrice: 108_500n,
      requestedPrice: 108_500n,
      sl: null,
      version: 2,
    });
    const bigger = valueOf(modify({ volume: decimalOf(0.2), tp: decimalOf(1.2) }, stop));
    expect(bigger).toMatchObject({ volume: 2_000n, tp: 120_000n, triggerPrice: 110_000n });
  });

  it('may change when it expires, or that it does', () => {
    const until = valueOf(modify({ expiresAtMs: NOW_MS + 1 }));
    expect(until).toMatchObject({ tif: 'GTD', expiresAtMs: NOW_MS + 1 });
    const forever = valueOf(modify({ expiresAtMs: null }, until));
    expect(forever).toMatchObject({ tif: 'GTC', expiresAtMs: null });
    const day = pending({ tif: 'DAY', expiresAtMs: NOW_MS + 1 });
    expect(valueOf(modify({ expiresAtMs: NOW_MS + 9 }, day)).tif).toBe('GTD');
    expect(refusalOf(modify({ expiresAtMs: NOW_MS })).code).toBe('ORDER_EXPIRED');
  });

  it('is allowed while the market is closed, though not in a halt', () => {
    const change = { limitPrice: decimalOf(1.08) };
    expect(modify(change, pending(), { session: () => WEEKEND }).ok).toBe(true);
    expect(refusalOf(modify(change, pending(), { session: () => HALTED })).code).toBe(
      'MARKET_CLOSED',
    );
  });

  it('is refused once the order no longer waits, with what became of it', () => {
    const filled = pending({ status: 'FILLED', filledVolume: 1_000n, positionId: 12 });
    expect(refusalOf(modify({}, filled))).toEqual({
      code: 'ORDER_NOT_PENDING',
      details: { orderId: 'ORD-1', status: 'FILLED', filledVolume: 0.1, positionId: 12 },
    });
    expect(refusalOf(modify({}, pending({ status: 'EXPIRED' }))).details).toEqual({
      orderId: 'ORD-1',
      status: 'EXPIRED',
    });
  });

  it('is refused when the client saw an older version', () => {
    expect(modify({ version: 1 }).ok).toBe(true);
    expect(refusalOf(modify({ version: 2 }))).toEqual({
      code: 'INVALID_REQUEST',
      details: { field: 'version', reason: 'The order is at version 1' },
    });
  });

  it('is refused for a price that the order does not have', () => {
    const field = (change: ModifyOrderRequest, order?: Order) =>
      refusalOf(modify(change, order)).details;
    const price = decimalOf(1.2);
    expect(field({ triggerPrice: price })).toMatchObject({ field: 'triggerPrice' });
    expect(field({ limitPrice: price }, stop)).toMatchObject({ field: 'limitPrice' });
    const woken = pending({ type: 'STOP_LIMIT', triggerPrice: 110_000n, triggeredAtMs: NOW_MS });
    expect(field({ triggerPrice: price }, woken)).toMatchObject({
      reason: 'The order is triggered already',
    });
  });

  it('moves the limit of a woken stop-limit as it would a limit, and keeps what woke it', () => {
    const woken = pending({ type: 'STOP_LIMIT', triggerPrice: 109_600n, triggeredAtMs: NOW_MS });
    const after = valueOf(modify({ limitPrice: decimalOf(1.08) }, woken));
    expect(after).toMatchObject({ type: 'STOP_LIMIT', limitPrice: 108_000n });
    expect(after.triggerPrice).toBe(109_600n);
    expect(refusalOf(modify({ limitPrice: decimalOf(1.2) }, woken)).code).toBe('INVALID_PRICE');
  });

  it('is refused when the market is about to reach the order', () => {
    const frozen = { instruments: instruments({ EURUSD: { freezeLevel: 504n } }) };
    expect(refusalOf(modify({ sl: decimalOf(1.08) }, pending(), frozen))).toEqual({
      code: 'INVALID_PRICE',
      details: {
        field: 'limitPrice',
        price: 1.09,
        currentPrice: 1.09504,
        minDistance: 0.00504,
        tickSize: 0.00001,
        digits: 5,
        reason: 'ORDER_TOO_CLOSE_TO_MARKET',
      },
    });
    const near = { instruments: instruments({ EURUSD: { freezeLevel: 503n } }) };
    expect(modify({ sl: decimalOf(1.08) }, pending(), near).ok).toBe(true);
  });

  it('needs margin for what is added, and none for a smaller order', () => {
    const poor = { account: account({ balance: 1n }) };
    expect(modify({ volume: decimalOf(0.05) }, pending(), poor).ok).toBe(true);
    expect(refusalOf(modify({ volume: decimalOf(0.2) }, pending(), poor))).toMatchObject({
      code: 'MARGIN_INSUFFICIENT',
      details: { reason: 'MODIFY_ORDER', volume: 0.2 },
    });
  });

  it('does not count the order itself against its symbol’s total', () => {
    const total = { instruments: instruments({ EURUSD: { maxTotalVolume: 2_000n } }) };
    expect(modify({ volume: decimalOf(0.2) }, pending(), total).ok).toBe(true);
    expect(refusalOf(modify({ volume: decimalOf(0.21) }, pending(), total)).code).toBe(
      'INVALID_VOLUME',
    );
  });

  it('holds the new prices to the rules of a new order', () => {
    expect(refusalOf(modify({ limitPrice: decimalOf(1.1) })).details).toMatchObject({
      reason: 'WRONG_SIDE',
    });
    expect(refusalOf(modify({ sl: decimalOf(1.09) })).code).toBe('INVALID_SL_TP');
  });
});
