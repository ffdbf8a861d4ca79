/** An account in figures. */
import { z } from 'zod';
import { decimal, instant, serialId } from '../codecs.ts';
import { get, query, subscription } from '../op.ts';

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
  /**
   * What happens to an account, as it happens. Events are numbered without gaps; whoever lost the line asks again after the
   * last number. When that is too long ago, or without a number, the first item is RESYNC with everything as it stands.
   */
  stream: subscription({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      lastEventSeq: z.int().nonnegative().optional(),
    }),
    output: z.strictObject({
      /**
       * Absent for what is in no journal: ACCOUNT_TICK (equity and profit, at most four times a second),
       * SYMBOL_STATE_CHANGED and CONNECTION_STATE.
       */
      seq: z.int().nonnegative().optional(),
      type: z.string(),
      at: instant,
      /** ORDER_*: the order; POSITION_*: the position; and so on, as JSON. A rejection has its code and details. */
      payload: z.unknown(),
    }),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/events', { accountId: 'integer', lastEventSeq: 'integer' }),
  }),
};
