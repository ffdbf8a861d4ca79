/** Prices as the caller's account sees them. A symbol without a price says so instead of showing an old one as new. */
import { z } from 'zod';
import { decimal, instant, symbolName } from '../codecs.ts';
import { get, mutation, post, query, subscription } from '../op.ts';

const QuoteView = z.strictObject({
  symbol: z.string(),
  lp: z.string().nullable(),
  bid: decimal.nullable(),
  ask: decimal.nullable(),
  /** WAITING: none yet. STALE: too old to trade on. */
  state: z.enum(['WAITING', 'LIVE', 'STALE', 'HALTED']),
  ageMs: z.int().nullable(),
  time: instant.nullable(),
});

/** One price change, as it was. */
const TickView = z.strictObject({
  symbol: z.string(),
  bid: decimal,
  ask: decimal,
  /** Ask less bid. */
  spread: decimal,
  /** Epoch milliseconds. */
  timestamp: z.int(),
  lp: z.string(),
});

const CandleView = z.strictObject({
  /** Epoch milliseconds of its beginning. */
  timestamp: z.int(),
  /** Bids, as charts are drawn. */
  open: decimal,
  high: decimal,
  low: decimal,
  close: decimal,
  /** Price changes that it holds. */
  volume: z.int(),
});

const chosen = z.array(symbolName).min(1).max(100).optional();
const SubscribedView = z.strictObject({ symbols: z.array(z.string()) });

export const quotes = {
  snapshot: query({
    needs: 'trader',
    input: z.strictObject({ symbols: chosen }),
    output: z.array(QuoteView),
    errors: ['INVALID_SYMBOL'],
    rest: get('/api/quotes', { symbols: 'list' }),
  }),
  /**
   * Prices as they change. Who cannot keep up misses prices in between and never the last one. Every five seconds a
   * HEARTBEAT tells that the line stands, with the symbols whose state has changed for want of prices.
   */
  stream: subscription({
    needs: 'trader',
    input: z.strictObject({
      /** The subscribed ones when absent. */
      symbols: chosen,
      /** Items a second at most. */
      maxRate: z.int().min(1).max(20).optional(),
    }),
    output: z.strictObject({
      type: z.enum(['QUOTES', 'HEARTBEAT']),
      at: instant,
      quotes: z.array(QuoteView),
      /** The same prices in the form of `quotes.ticks`. */
      ticks: z.array(TickView),
    }),
    errors: ['INVALID_SYMBOL'],
    rest: get('/api/quotes/stream', { symbols: 'list', maxRate: 'integer' }),
  }),
  /** The last price changes of a symbol, the newest last. They are kept in memory since the start, at most 10,000. */
  ticks: query({
    needs: 'trader',
    input: z.strictObject({ symbol: symbolName, limit: z.int().min(1).max(10_000).optional() }),
    output: z.array(TickView),
    errors: ['INVALID_SYMBOL'],
    rest: get('/ticks', { symbol: 'text', limit: 'integer' }),
  }),
  /** The last candles of a symbol, the newest last and unfinished. Kept in memory since the start, at most 1,000. */
  candles: query({
    needs: 'trader',
    input: z.strictObject({
      symbol: symbolName,
      /** One minute unless said otherwise. */
      timeframe: z.enum(['1m', '5m', '15m', '1h', '4h', '1d']).optional(),
      limit: z.int().min(1).max(1_000).optional(),
    }),
    output: z.array(CandleView),
    errors: ['INVALID_SYMBOL'],
    rest: get('/ohlc', { symbol: 'text', timeframe: 'text', limit: 'integer' }),
  }),
  /** The symbols that the caller's streams show when they name none: all of them until one is taken away. */
  subscribed: query({
    needs: 'trader',
    input: z.strictObject({}),
    output: SubscribedView,
    errors: [],
    rest: get('/api/symbols/subscribed'),
  }),
  /** Kept in memory: after a restart every symbol is subscribed again. */
  subscribe: mutation({
    needs: 'trader',
    input: z.strictObject({ symbol: symbolName }),
    output: SubscribedView,
    errors: ['INVALID_SYMBOL'],
    rest: post('/api/symbols/subscribe'),
  }),
  unsubscribe: mutation({
    needs: 'trader',
    input: z.strictObject({ symbol: symbolName }),
    output: SubscribedView,
    errors: ['INVALID_SYMBOL'],
    rest: post('/api/symbols/unsubscribe'),
  }),
};
