/** Knowing before: what an order would need and which codes it would meet, and how large it may be. */
import { z } from 'zod';
import { decimal, level, serialId, side, symbolName } from '../codecs.ts';
import { get, query } from '../op.ts';

const Draft = z.strictObject({
  accountId: serialId.optional(),
  symbol: symbolName,
  /** BUY unless said otherwise. */
  side: side.optional(),
  type: z.enum(['MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT']).optional(),
  volume: decimal,
  price: decimal.optional(),
  triggerPrice: decimal.optional(),
  limitPrice: decimal.optional(),
  sl: level.optional(),
  tp: level.optional(),
  expectedPrice: decimal.optional(),
  maxDeviation: z.int().nonnegative().optional(),
});

export const risk = {
  /** The decision of the real order without the order: its very code and details first, then what else stands in the way. */
  preview: query({
    needs: 'trader',
    input: Draft,
    output: z.strictObject({
      ok: z.boolean(),
      /** Null where too little is known to say. */
      requiredMargin: decimal.nullable(),
      freeMarginAfter: decimal.nullable(),
      marginLevelAfter: decimal.nullable(),
      /** The level after it would be at or below the margin call. */
      belowMarginCall: z.boolean(),
      commission: decimal.nullable(),
      price: decimal.nullable(),
      failures: z.array(z.strictObject({ code: z.string(), details: z.unknown() })),
    }),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/risk/margin-preview', {
      accountId: 'integer',
      symbol: 'text',
      side: 'text',
      type: 'text',
      volume: 'decimal',
      price: 'decimal',
      triggerPrice: 'decimal',
      limitPrice: 'decimal',
      sl: 'decimal',
      tp: 'decimal',
      expectedPrice: 'decimal',
      maxDeviation: 'integer',
    }),
  }),
  /** The volume at which a stop loss so many pips away costs so many percent of the equity. */
  lotSize: query({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      symbol: symbolName,
      /** Percent of the equity: 2 is two percent. */
      riskPercent: decimal,
      slPips: decimal,
    }),
    output: z.strictObject({
      symbol: z.string(),
      riskPercent: decimal,
      slPips: decimal,
      recommendedLot: decimal,
      riskAmount: decimal,
    }),
    errors: ['ACCOUNT_NOT_FOUND', 'INVALID_SYMBOL', 'PRICE_STALE'],
    rest: get('/risk/calculate-lot', {
      accountId: 'integer',
      symbol: 'text',
      riskPercent: 'decimal',
      slPips: 'decimal',
    }),
  }),
};
