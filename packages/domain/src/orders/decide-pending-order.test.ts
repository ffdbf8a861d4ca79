/** Placing an order that waits, beside a market of 1.09496 / 1.09504. */
import { decimalOf, detailFaults, rowOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  group,
  HALTED,
  instruments,
  NOW_MS,
  order,
  pair,
  position,
  quotes,
  refusalOf,
  ruleTo,
  valueOf,
  WEEKEND,
} from '../testing/desk.ts';
import { limitRequest, pending, stopRequest } from '../testing/pending-orders.ts';
import type { PendingCode, PendingOrderRequest } from './decide-pending-order.ts';
import { decidePendingOrder } from './decide-pending-order.ts';
import { newOrder } from './placement.ts';
import { previewPendingOrder } from './preview.ts';

const refusal = (wanted: PendingOrderRequest, changes: Partial<TradingFacts> = {}) =>
  refusalOf(decidePendingOrder(wanted, facts(changes)));

describe('a pending order that may be placed', () => {
  it('rests in our book, ties up nothing and needs no provider', () => {
    const wanted = limitRequest(1.09, { sl: decimalOf(1.08), tp: decimalOf(1.1) });
    const placement = valueOf(decidePendingOrder(wanted, facts({ venues: [] })));
    expect(placement).toMatchObject({
      route: 'REST',
      book: 'A',
      type: 'LIMIT',
      limitPrice: 109_000n,
      triggerPrice: null,
      sl: 108_000n,
      tp: 110_000n,
      reservedMargin: 0n,
      requestedPrice: 109_000n,
      tif: 'GTC',
    });
    const made = { account: account(), clientOrderId: null, nowMs: NOW_MS };
    expect(newOrder(placement, { orderId: 'ORD-1' }, made)).toMatchObject({
      status: 'PENDING',
      book: 'A',
      lp: null,
      triggeredAtMs: null,
    });
  });

  it('remembers the book that it is bound for', () => {
    const bound = (routingRules: TradingFacts['routingRules'], wanted = limitRequest(1.09)) =>
      valueOf(decidePendingOrder(wanted, facts({ routingRules }))).book;
    expect(bound([ruleTo('B')])).toBe('B');
    expect(bound([], limitRequest(1.09, { preference: { book: 'B', lps: null } }))).toBe('B');
  });

  it('waits where the market is not yet: limits on the better side, stops on the worse', () => {
    const ok = (wanted: PendingOrderRequest) => decidePendingOrder(wanted, facts()).ok;
    expect(ok(limitRequest(1.09503))).toBe(true);
    expect(ok(limitRequest(1.09497, { side: 'SELL' }))).toBe(true);
    expect(ok(stopRequest(1.09505))).toBe(true);
    expect(ok(stopRequest(1.09495, { side: 'SELL' }))).toBe(true);
  });

  it('may have its limit on either side of its trigger', () => {
    for (const limit of [1.0995, 1.1005]) {
      const wanted = stopRequest(1.1, { type: 'STOP_LIMIT', limitPrice: decimalOf(limit) });
      const placement = valueOf(decidePendingOrder(wanted, facts()));
      expect(placement).toMatchObject({ type: 'STOP_LIMIT', triggerPrice: 110_000n });
      expect(placement.requestedPrice).toBe(placement.limitPrice);
    }
  });

  it('is taken while the market is closed, by the last quotes however old', () => {
    const closed = facts({ session: () => WEEKEND, nowMs: NOW_MS + 86_400_000 });
    expect(decidePendingOrder(limitRequest(1.09), closed).ok).toBe(true);
    const pounds = { ...closed, account: account({ currency: 'GBP' }) };
    expect(decidePendingOrder(limitRequest(1.09), pounds).ok).toBe(true);
  });

  it('expires with the day or when its client says', () => {
    for (const tif of ['DAY', 'GTD'] as const) {
      const wanted = limitRequest(1.09, { tif, expiresAtMs: NOW_MS + 1 });
      const placement = valueOf(decidePendingOrder(wanted, facts()));
      expect(placement).toMatchObject({ tif, expiresAtMs: NOW_MS + 1 });
    }
  });
});

describe('a pending order that is refused', () => {
  const fault = (wanted: PendingOrderRequest, changes: Partial<TradingFacts> = {}) => {
    const { code, details } = refusal(wanted, changes);
    expect(code).toBe('INVALID_PRICE');
    return details;
  };

  it('on the wrong side of the market says where that is', () => {
    expect(fault(limitRequest(1.09504))).toEqual({
      field: 'limitPrice',
      price: 1.09504,
      currentPrice: 1.09504,
      tickSize: 0.00001,
      digits: 5,
      reason: 'WRONG_SIDE',
    });
    expect(fault(stopRequest(1.09504))).toMatchObject({
      field: 'triggerPrice',
      reason: 'WRONG_SIDE',
    });
    expect(fault(limitRequest(1.09496, { side: 'SELL' }))).toMatchObject({ reason: 'WRONG_SIDE' });
    expect(fault(stopRequest(1.09496, { side: 'SELL' }))).toMatchObject({ reason: 'WRONG_SIDE' });
  });

  it('too near to the market says how far it has to keep', () => {
    const distant = { instruments: instruments({ EURUSD: { stopsLevel: 50n } }) };
    expect(decidePendingOrder(limitRequest(1.09454), facts(distant)).ok).toBe(true);
    expect(fault(limitRequest(1.09455), distant)).toMatchObject({
      reason: 'ORDER_TOO_CLOSE_TO_MARKET',
      minDistance: 0.0005,
      currentPrice: 1.09504,
    });
  });

  it('at a price that cannot be meant is out of range', () => {
    for (const price of [0, -1, 0.1]) {
      expect(fault(limitRequest(price))).toMatchObject({ reason: 'PRICE_OUT_OF_RANGE' });
    }
    expect(fault(stopRequest(109.5))).toMatchObject({ reason: 'PRICE_OUT_OF_RANGE' });
    expect(fault(limitRequest(1.0900001))).toMatchObject({ reason: 'PRECISION' });
  });

  it('has its levels measured against its own price', () => {
    const wanted = limitRequest(1.09, { sl: decimalOf(1.091) });
    expect(refusal(wanted)).toMatchObject({
      code: 'INVALID_SL_TP',
      details: { currentPrice: 1.09, kind: 'DIRECTION', field: 'sl' },
    });
  });

  it('says when it would have expired', () => {
    expect(refusal(limitRequest(1.09, { tif: 'GTD', expiresAtMs: NOW_MS }))).toEqual({
      code: 'ORDER_EXPIRED',
      details: { expiresAt: '2026-01-18T12:00:00Z' },
    });
  });

  it('counts the orders that rest against their own limit', () => {
    const one = group({ maxPendingOrders: 1, maxOpenPositions: 0 });
    const orders = [pending({ id: 'ORD-2' })];
    expect(decidePendingOrder(limitRequest(1.09), facts({ group: one })).ok).toBe(true);
    expect(refusal(limitRequest(1.09), { group: one, orders })).toEqual({
      code: 'LIMIT_EXCEEDED',
      details: { kind: 'MAX_ORDERS_EXCEEDED', limit: 1, current: 1 },
    });
  });

  it('must be affordable at its own price, though it reserves nothing', () => {
    const poor = account({ balance: 10_000n });
    const { details } = refusal(stopRequest(1.2, { volume: decimalOf(0.1) }), { account: poor });
    expect(details).toMatchObject({ requiredMargin: 109.5, commission: 0.35, reason: 'NEW_ORDER' });
  });

  it('has no place in a halt', () => {
    const { code, details } = refusal(limitRequest(1.09), { session: () => HALTED });
    expect(code).toBe('MARKET_CLOSED');
    expect(details).toMatchObject({ reason: 'SYMBOL_HALTED', retryAfter: 300 });
  });

  it('waits for the first quote, and for a rate that was never quoted', () => {
    const silent = { session: () => WEEKEND, quotes: quotes({ EURUSD: null }) };
    expect(refusal(limitRequest(1.09), silent)).toMatchObject({
      code: 'PRICE_STALE',
      details: { quoteState: 'WAITING', lastUpdate: null },
    });
    const cross = new Map([...instruments(), ['EURPLN', pair('EUR', 'PLN')]] as const);
    const zloty = { account: account({ currency: 'PLN' }), instruments: cross };
    expect(refusal(limitRequest(1.09), { ...zloty, session: () => WEEKEND })).toMatchObject({
      code: 'PRICE_STALE',
      details: { conversionSymbol: 'EURPLN' },
    });
  });

  it('counts against the total of its symbol with everything that is open or waits', () => {
    const limited = { instruments: instruments({ EURUSD: { maxTotalVolume: 3_000n } }) };
    const orders = [pending({ id: 'ORD-2' })];
    expect(decidePendingOrder(limitRequest(1.09), facts({ ...limited, orders })).ok).toBe(true);
    const closing = order({ id: 'ORD-3', side: 'SELL', reduces: 12, volume: 3_000n });
    const both = { ...limited, orders: [...orders, closing] };
    expect(decidePendingOrder(limitRequest(1.09), facts(both)).ok).toBe(true);
    const full = { ...limited, orders, positions: [position({ side: 'SELL', volume: 1_001n })] };
    expect(refusal(limitRequest(1.09), full)).toMatchObject({
      code: 'INVALID_VOLUME',
      details: { reason: 'TOTAL', volume: 0.1 },
    });
  });
});

describe('the refusal of a pending order', () => {
  type Violation = (
    wanted: PendingOrderRequest,
    given: TradingFacts,
  ) => [PendingOrderRequest, TradingFacts];
  const asked =
    (changes: object): Violation =>
    (wanted, given) => [{ ...wanted, ...changes }, given];
  const given =
    (changes: Partial<TradingFacts>): Violation =>
    (wanted, before) => [wanted, { ...before, ...changes }];
  const holder =
    (changes: Partial<TradingFacts['account']>): Violation =>
    (wanted, before) => [wanted, { ...before, account: { ...before.account, ...changes } }];
  const VIOLATIONS: readonly (readonly [PendingCode, Violation])[] = [
    ['ACCOUNT_DISABLED', holder({ tradeState: 'DISABLED' })],
    ['INVALID_SYMBOL', asked({ symbol: 'EURUSX' })],
    ['INVALID_VOLUME', asked({ volume: decimalOf(0.001) })],
    ['TRADING_RESTRICTED', given({ broker: { tradingState: 'REDUCING', reason: null } })],
    ['MARKET_CLOSED', given({ session: () => HALTED })],
    ['PRICE_STALE', given({ quotes: quotes({ EURUSD: null }) })],
    ['INVALID_PRICE', asked({ limitPrice: decimalOf(1.2) })],
    ['ORDER_EXPIRED', asked({ tif: 'GTD', expiresAtMs: NOW_MS - 1 })],
    ['INVALID_SL_TP', asked({ sl: decimalOf(3) })],
    ['LIMIT_EXCEEDED', given({ group: group({ maxPendingOrders: 0 }) })],
    ['MARGIN_INSUFFICIENT', holder({ balance: 1n })],
  ];

  it('is the earliest of all that apply, and the first that its preview names', () => {
    fc.assert(
      fc.property(fc.subarray([...VIOLATIONS]), (broken) => {
        const start: [PendingOrderRequest, TradingFacts] = [limitRequest(1.09), facts()];
        const both = broken.reduce((pairOf, [, violate]) => violate(...pairOf), start);
        const decision = decidePendingOrder(...both);
        expect(decision.ok ? undefined : decision.refusal.code).toBe(broken[0]?.[0]);
        const { failures, ok } = previewPendingOrder(...both);
        expect(ok).toBe(decision.ok);
        expect(failures[0]).toEqual(decision.ok ? undefined : decision.refusal);
        for (const { code, details } of failures) {
          expect(detailFaults(rowOf(code).details, details)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is always an answer, whatever decimals the client typed', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: 1.08, max: 1.11, noNaN: true }),
      fc.integer({ min: -5, max: 200 }).map((steps) => steps / 100),
    );
    const decimal = number.map(decimalOf);
    const level = fc.option(decimal);
    const levels = fc.record({ volume: decimal, sl: level, tp: level });
    const kinds = fc.constantFrom('LIMIT' as const, 'STOP' as const, 'STOP_LIMIT' as const);
    const sides = fc.constantFrom('BUY' as const, 'SELL' as const);
    fc.assert(
      fc.property(
        levels,
        decimal,
        decimal,
        kinds,
        sides,
        (asked, limitPrice, triggerPrice, type, side) => {
          const terms = { type, limitPrice, triggerPrice } as const;
          const wanted = { ...limitRequest(1), ...asked, ...terms, side };
          for (const { code, details } of previewPendingOrder(wanted, facts()).failures) {
            expect(detailFaults(rowOf(code).details, details)).toEqual([]);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
