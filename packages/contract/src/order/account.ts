/** An account in figures. */
import { z } from 'zod';
import { decimal, serialId } from '../codecs.ts';
import { get, query } from '../op.ts';

export const account = {
  summary: query({
    needs: 'trader',
    input: z.strictObject({ accountId: serialId.optional() }),
    output: z.strictObject({
      accountId: serialId,
      accountNumber: z.string(),
      currency: z.string(),
      leverage: z.int(),
      marginMode: z.enum(['HEDGING', 'NETTING']),
      balance: decimal,
      credit: decimal,
      equity: decimal,
      margin: decimal,
      freeMargin: decimal,
      /** Equity over margin in percent; null while nothing ties up margin. */
      marginLevel: decimal.nullable(),
      unrealizedPL: decimal,
      /** Realised since the start of the trading day. */
      realizedPL: decimal,
      openPositions: z.int(),
      /** True when a position had to be valued at its last known price because no fresh one exists. */
      stale: z.boolean(),
    }),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/account/summary', { accountId: 'integer' }),
  }),
};
