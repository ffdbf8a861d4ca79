/** Prices as the caller's account sees them. A symbol without a price says so instead of showing an old one as new. */
import { z } from 'zod';
import { decimal, instant, symbolName } from '../codecs.ts';
import { get, query } from '../op.ts';

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

export const quotes = {
  snapshot: query({
    needs: 'trader',
    input: z.strictObject({ symbols: z.array(symbolName).min(1).max(100).optional() }),
    output: z.array(QuoteView),
    errors: ['INVALID_SYMBOL'],
    rest: get('/api/quotes', { symbols: 'list' }),
  }),
};
