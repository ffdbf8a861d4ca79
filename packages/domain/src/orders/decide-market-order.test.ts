/** Placing a market order: where it goes, and each way that it is refused, with its numbers. */
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  group,
  instruments,
  NOW_MS,
  order,
  pair,
  position,
  quotes,
  refusalOf,
  request,
  ruleTo,
  valueOf,
} from '../testing/desk.ts';
import { decideMarketOrder } from './decide-market-order.ts';

const refusal = (wanted: Parameters<typeof request>[0], changes: Partial<TradingFacts> = {}) =>
  refusalOf(decideMarketOrder(request(wanted), facts(changes)));

describe('a market order that may be placed', () => {
  it('goes to the first connected provider and reserves margin and commission', () => {
    const two = facts({
      account: account({ lps: ['YOFX', 'OANDA'] }),
      venues: [
        { lp: 'OANDA', connected: true, lastConnectedMs: NOW_MS },
        { lp: 'YOFX', connected: false, lastConnectedMs: null },
      ],
    });
    const wanted = request({ sl: 1.09, tp: 1.1 });
    expect(valueOf(decideMarketOrder(wanted, two))).toEqual({
      route: 'LP',
      lp: 'OANDA',
      worstPrice: null,
      symbol: 'EURUSD',
      side: 'BUY',
      type: 'MARKET',
      volume: 1_000n,
      limitPrice: null,
      triggerPrice: null,
      tif: 'IOC',
      expiresAtMs: null,
      maxDeviation: null,
      source: 'CLIENT',
      sl: 109_000n,
      tp: 110_000n,
      reservedMargin: 10_985n,
      requestedPrice: 109_504n,
      reduces: null,
    });
  });

  it('is filled from our book at the price of its side, with no provider connected', () => {
    const ours = facts({ account: account({ book: 'B', lps: [] }), venues: [] });
    const placed = valueOf(decideMarketOrder(request({ side: 'SELL' }), ours));
    expect(placed).toMatchObject({ route: 'BOOK', price: 109_496n, requestedPrice: 109_496n });
  });

  it('goes where a rule sends it, else where it would like to, else where its account does', () => {
    const route = (changes: Partial<TradingFacts>, wanted = request()) =>
      valueOf(decideMarketOrder(wanted, facts(changes)));
    const bookB = request({ preference: { book: 'B', lps: null } });
    expect(route({}).route).toBe('LP');
    expect(route({}, bookB).route).toBe('BOOK');
    const own = { account: account({ book: 'B' }), routingRules: [ruleTo('A', ['YOFX'])] };
    expect(route(own, bookB)).toMatchObject({ route: 'LP', lp: 'YOFX' });
    expect(refusal({}, { routingRules: [ruleTo('A', ['OANDA'])] })).toMatchObject({
      code: 'LP_NOT_CONNECTED',
      details: { lp: 'OANDA' },
    });
  });

  it('is carried by free margin to the cent, and refused one cent short', () => {
    const exact = facts({ account: account({ balance: 10_985n }) });
    expect(decideMarketOrder(request(), exact).ok).toBe(true);
    expect(refusal({}, { account: account({ balance: 10_984n }) }).code).toBe(
      'MARGIN_INSUFFICIENT',
    );
  });
});

describe('a market order that is refused', () => {
  it('says why the account is disabled', () => {
    const off = account({ tradeState: 'DISABLED', disabledReason: 'Documents expired' });
    expect(refusal({}, { account: off })).toEqual({
      code: 'ACCOUNT_DISABLED',
      details: { accountId: 1, reason: 'Documents expired' },
    });
  });

  it('says whether account or instrument restricts it', () => {
    const closeOnly = account({ tradeState: 'CLOSE_ONLY' });
    expect(refusal({}, { account: closeOnly })).toMatchObject({
      code: 'TRADING_RESTRICTED',
      details: { scope: 'ACCOUNT', mode: 'CLOSE_ONLY', symbol: 'EURUSD' },
    });
    for (const [tradeMode, side] of [
      ['LONG_ONLY', 'SELL'],
      ['SHORT_ONLY', 'BUY'],
      ['CLOSE_ONLY', 'BUY'],
    ] as const) {
      const restricted = { instruments: instruments({ EURUSD: { tradeMode } }) };
      const details = { scope: 'SYMBOL', mode: tradeMode };
      expect(refusal({ side }, restricted)).toMatchObject({ code: 'TRADING_RESTRICTED', details });
    }
    const longOnly = facts({ instruments: instruments({ EURUSD: { tradeMode: 'LONG_ONLY' } }) });
    expect(decideMarketOrder(request(), longOnly).ok).toBe(true);
  });

  it('says when the market opens, and when to look again after a halt', () => {
    const opensAtMs = NOW_MS + 36_000_000;
    const weekend = { open: false, opensAtMs, reason: 'WEEKEND_CLOSED', holiday: null } as const;
    expect(refusal({}, { session: () => weekend })).toEqual({
      code: 'MARKET_CLOSED',
      details: { symbol: 'EURUSD', opensAt: '2026-01-18T22:00:00Z', reason: 'WEEKEND_CLOSED' },
    });
    const retryAfter = (reason: 'SYMBOL_HALTED' | 'CIRCUIT_BREAKER') =>
      refusal({}, { session: () => ({ open: false, opensAtMs: null, reason, holiday: null }) })
        .details;
    expect(retryAfter('SYMBOL_HALTED')).toMatchObject({ opensAt: null, retryAfter: 300 });
    expect(retryAfter('CIRCUIT_BREAKER')).toMatchObject({ opensAt: null, retryAfter: 600 });
  });

  it('names every provider that was tried, and when the first was last there', () => {
    const down = { connected: false, lastConnectedMs: NOW_MS };
    expect(
      refusal(
        {},
        { account: account({ lps: ['YOFX', 'OANDA'] }), venues: [{ lp: 'YOFX', ...down }] },
      ),
    ).toEqual({
      code: 'LP_NOT_CONNECTED',
      details: { lp: 'YOFX', lastConnected: '2026-01-18T12:00:00Z', tried: ['YOFX', 'OANDA'] },
    });
    expect(refusal({}, { venues: [] }).details).toMatchObject({ lp: 'YOFX', lastConnected: null });
    expect(refusal({}, { account: account({ lps: [] }) }).details).toMatchObject({ tried: [] });
  });

  it('tells the age of a quote that is too old, and waits for one that never came', () => {
    expect(refusal({}, { quotes: quotes({ EURUSD: [1n, 2n, 10_001] }) })).toEqual({
      code: 'PRICE_STALE',
      details: {
        symbol: 'EURUSD',
        lastUpdate: '2026-01-18T11:59:49Z',
        ageMs: 10_001,
        maxAgeMs: 10_000,
        quoteState: 'STALE',
      },
    });
    expect(refusal({}, { quotes: quotes({ EURUSD: null }) })).toEqual({
      code: 'PRICE_STALE',
      details: { symbol: 'EURUSD', lastUpdate: null, maxAgeMs: 10_000, quoteState: 'WAITING' },
    });
    const atTheLimit = facts({ quotes: quotes({ EURUSD: [109_496n, 109_504n, 10_000] }) });
    expect(decideMarketOrder(request(), atTheLimit).ok).toBe(true);
  });

  it('names the pair that cannot convert the margin or the profit', () => {
    const cross = new Map([
      ...instruments(),
      ['GBPCHF', pair('GBP', 'CHF')],
      ['USDCHF', pair('USD', 'CHF')],
    ] as const);
    const all = { GBPCHF: [113_000n, 113_010n], USDCHF: [89_000n, 89_010n] } as const;
    for (const missing of ['GBPUSD', 'USDCHF']) {
      const market = quotes({ ...all, [missing]: null });
      expect(refusal({ symbol: 'GBPCHF' }, { instruments: cross, quotes: market })).toMatchObject({
        code: 'PRICE_STALE',
        details: { symbol: 'GBPCHF', conversionSymbol: missing, quoteState: 'WAITING' },
      });
    }
  });

  it('counts orders under way against the limit of positions', () => {
    const limited = group({ maxOpenPositions: 2 });
    const closing = order({ id: 'ORD-2', reduces: 12 });
    const one = { group: limited, positions: [position()], orders: [closing] };
    expect(decideMarketOrder(request(), facts(one)).ok).toBe(true);
    const partly = order({ id: 'ORD-3', status: 'PARTIALLY_FILLED', positionId: 12 });
    expect(decideMarketOrder(request(), facts({ ...one, orders: [partly] })).ok).toBe(true);
    expect(refusal({}, { ...one, orders: [order(), closing] })).toEqual({
      code: 'LIMIT_EXCEEDED',
      details: { kind: 'MAX_POSITIONS', limit: 2, current: 2 },
    });
  });

  it('gives every number that the margin was decided by', () => {
    const poor = account({ balance: 20_000n });
    expect(refusal({ volume: 1 }, { account: poor })).toEqual({
      code: 'MARGIN_INSUFFICIENT',
      details: {
        requiredMargin: 1_095,
        commission: 3.5,
        freeMargin: 200,
        availableMargin: 200,
        symbol: 'EURUSD',
        volume: 1,
        leverage: 100,
        currency: 'USD',
        marginLevelAfter: 17.94,
        maxVolume: 0.18,
        reason: 'NEW_ORDER',
      },
    });
  });

  it('tells the leverage that was applied, and that nothing fits', () => {
    const broke = account({ balance: -1n });
    const { details } = refusal({ symbol: 'XAUUSD' }, { account: broke });
    expect(details).toMatchObject({ leverage: 20, maxVolume: 0, freeMargin: -0.01 });
  });

  it('keeps margin for what is already under way', () => {
    const working = order({ reservedMargin: 995_000n });
    expect(refusal({}, { orders: [working] }).details).toMatchObject({ freeMargin: 50 });
  });
});
