/** What becomes of a pending order when its price is reached. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  fill,
  group,
  HALTED,
  ids,
  NOW_MS,
  pair,
  instruments,
  quotes,
  ruleTo,
  WEEKEND,
} from '../testing/desk.ts';
import { pending } from '../testing/pending-orders.ts';
import { applyFill } from '../positions/apply-fill.ts';
import type { Order } from './order.ts';
import { isNoWorse } from './price-deviation.ts';
import { triggerOrder } from './trigger-order.ts';

const EURUSD = (bid: bigint, ask: bigint, ageMs = 0) => quotes({ EURUSD: [bid, ask, ageMs] });
const BELOW = EURUSD(108_892n, 108_900n);
const trigger = (order: Order, changes: Partial<TradingFacts> = {}) =>
  triggerOrder(order, facts({ quotes: BELOW, orders: [order], ...changes }));

describe('a triggered order', () => {
  it('goes to its provider, which must not fill a limit beyond it', () => {
    const placed = trigger(pending());
    expect(placed).toMatchObject({
      kind: 'PLACED',
      destination: { route: 'LP', lp: 'YOFX', worstPrice: 109_000n },
      woken: { status: 'TRIGGERED', triggeredAtMs: NOW_MS, version: 2 },
      order: {
        status: 'ROUTED',
        book: 'A',
        lp: 'YOFX',
        triggeredAtMs: NOW_MS,
        requestedPrice: 108_900n,
        version: 3,
      },
    });
    expect(placed.order.reservedMargin).toBe(10_925n);
  });

  it('is filled from our own book at the market, which is the limit or better', () => {
    const own = account({ book: 'B' });
    const placed = trigger(pending({ book: 'B' }), { account: own });
    expect(placed).toMatchObject({
      kind: 'PLACED',
      destination: { route: 'BOOK', price: 108_900n },
      order: { status: 'TRIGGERED', book: 'B', lp: null },
    });
    const result = applyFill({
      order: placed.order,
      position: null,
      fill: fill({ price: 108_900n, lp: null, lpExecId: null }),
      facts: facts({ account: own, quotes: BELOW }),
      ids: ids(),
    });
    expect(result.order).toMatchObject({ status: 'FILLED', reservedMargin: 0n });
    expect(result.position).toMatchObject({ openPrice: 108_900n, book: 'B', status: 'OPEN' });
  });

  it('goes where a rule sends it now, and else where it was bound when it was placed', () => {
    const both = { account: account({ book: 'B', lps: ['YOFX'] }) };
    expect(trigger(pending(), both)).toMatchObject({ destination: { route: 'LP', lp: 'YOFX' } });
    const routingRules = [ruleTo('B')];
    expect(trigger(pending(), { ...both, routingRules })).toMatchObject({
      destination: { route: 'BOOK' },
      order: { book: 'B', lp: null },
    });
  });

  it('waits when its price is not reached or its time is over', () => {
    const far = pending({ limitPrice: 108_000n });
    expect(trigger(far)).toEqual({ kind: 'WAITING', order: far });
    const late = pending({ expiresAtMs: NOW_MS });
    expect(trigger(late).kind).toBe('WAITING');
  });

  it('never wakes on a stale quote, outside the session or in a halt', () => {
    const kind = (changes: Partial<TradingFacts>) => trigger(pending(), changes).kind;
    expect(kind({ quotes: EURUSD(108_892n, 108_900n, 10_001) })).toBe('WAITING');
    expect(kind({ quotes: () => undefined })).toBe('WAITING');
    expect(kind({ session: () => WEEKEND })).toBe('WAITING');
    expect(kind({ session: () => HALTED })).toBe('WAITING');
    expect(kind({ broker: { tradingState: 'HALTED', reason: null } })).toBe('WAITING');
  });

  it('is rejected for what has changed since it was placed, and says why', () => {
    const code = (changes: Partial<TradingFacts>) => {
      const result = trigger(pending(), changes);
      expect(result.order).toMatchObject({ status: 'REJECTED', doneAtMs: NOW_MS });
      return result.order.reject?.code;
    };
    expect(code({ account: account({ balance: 10_924n }) })).toBe('MARGIN_INSUFFICIENT');
    expect(code({ account: account({ tradeState: 'DISABLED' }) })).toBe('ACCOUNT_DISABLED');
    expect(code({ broker: { tradingState: 'REDUCING', reason: null } })).toBe('TRADING_RESTRICTED');
    expect(code({ group: group({ maxOpenPositions: 0 }) })).toBe('LIMIT_EXCEEDED');
    expect(code({ venues: [] })).toBe('LP_NOT_CONNECTED');
    const off = instruments({ EURUSD: { tradeMode: 'DISABLED' } });
    expect(code({ instruments: off })).toBe('INVALID_SYMBOL');
    const zloty = new Map([...instruments(), ['EURPLN', pair('EUR', 'PLN')]] as const);
    const foreign = { account: account({ currency: 'PLN' }), instruments: zloty };
    expect(code(foreign)).toBe('PRICE_STALE');
  });

  it('is rejected when the market has jumped over one of its levels, and not for how near one is', () => {
    const refused = (order: Order, quotes = BELOW) => {
      const result = trigger(order, { quotes });
      return result.kind === 'REJECTED' ? result.refusal : null;
    };
    const fallenThrough = pending({ sl: 108_950n });
    expect(refused(fallenThrough)).toMatchObject({
      code: 'INVALID_SL_TP',
      details: { field: 'sl', sl: 1.0895, currentPrice: 1.089, kind: 'DIRECTION' },
    });
    const stop = pending({ type: 'STOP', limitPrice: null, triggerPrice: 110_000n, tp: 110_500n });
    const above = EURUSD(110_600n, 110_608n);
    expect(refused(stop, above)).toMatchObject({ details: { field: 'tp', kind: 'DIRECTION' } });
    expect(refused(pending({ sl: 108_891n, tp: 108_901n }))).toBeNull();
  });

  it('is carried by free margin to the cent', () => {
    expect(trigger(pending(), { account: account({ balance: 10_925n }) }).kind).toBe('PLACED');
  });
});

describe('a woken limit', () => {
  it('never trades beyond its price, whatever the market does', () => {
    const prices = fc.bigInt({ min: 100_000n, max: 120_000n });
    const sides = fc.constantFrom('BUY' as const, 'SELL' as const);
    const books = fc.constantFrom('A' as const, 'B' as const);
    fc.assert(
      fc.property(prices, prices, sides, books, (limitPrice, bid, side, book) => {
        const order = pending({ side, limitPrice, book });
        const result = trigger(order, { quotes: EURUSD(bid, bid + 8n) });
        const price = side === 'BUY' ? bid + 8n : bid;
        expect(result.kind === 'PLACED').toBe(isNoWorse(side, price, limitPrice));
        if (result.kind !== 'PLACED') return;
        const { destination } = result;
        const worst = destination.route === 'LP' ? destination.worstPrice : destination.price;
        expect(isNoWorse(side, worst ?? -1n, limitPrice)).toBe(true);
      }),
    );
  });
});

describe('a stop', () => {
  const stop = pending({ type: 'STOP', limitPrice: null, triggerPrice: 110_000n });

  it('takes the market, however far a gap has carried it', () => {
    const placed = trigger(stop, { quotes: EURUSD(111_000n, 111_008n) });
    expect(placed).toMatchObject({ kind: 'PLACED', destination: { worstPrice: null } });
  });

  it('is refused beyond the distance from its trigger that it allows', () => {
    const bounded = { ...stop, maxDeviation: 20n };
    const near = trigger(bounded, { quotes: EURUSD(110_012n, 110_020n) });
    expect(near).toMatchObject({ kind: 'PLACED', destination: { worstPrice: 110_020n } });
    const beyond = trigger(bounded, { quotes: EURUSD(110_013n, 110_021n) });
    expect(beyond.order.reject).toEqual({
      code: 'PRICE_CHANGED',
      details: {
        symbol: 'EURUSD',
        requestedPrice: 1.1,
        currentPrice: 1.10021,
        maxDeviation: 20,
        digits: 5,
      },
    });
  });
});

describe('a stop-limit', () => {
  const both = pending({ type: 'STOP_LIMIT', triggerPrice: 110_000n, limitPrice: 109_900n });

  it('becomes a limit that rests until the market comes back', () => {
    const woken = trigger(both, { quotes: EURUSD(110_000n, 110_008n) });
    expect(woken).toMatchObject({
      kind: 'RESTING',
      woken: { status: 'TRIGGERED' },
      order: { status: 'PENDING', triggeredAtMs: NOW_MS, version: 3 },
    });
    expect(trigger(woken.order, { quotes: EURUSD(110_100n, 110_108n) }).kind).toBe('WAITING');
    const later = trigger(woken.order, {
      quotes: EURUSD(109_890n, 109_898n),
      nowMs: NOW_MS + 5_000,
    });
    expect(later).toMatchObject({
      kind: 'PLACED',
      destination: { worstPrice: 109_900n },
      order: { status: 'ROUTED', triggeredAtMs: NOW_MS },
    });
  });

  it('is executed at once when its limit is reached by the same quote', () => {
    const above = { ...both, limitPrice: 110_050n };
    expect(trigger(above, { quotes: EURUSD(110_000n, 110_008n) }).kind).toBe('PLACED');
  });
});
