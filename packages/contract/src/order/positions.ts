/** Open positions with their live profit, and closing them. */
import { z } from 'zod';
import { decimal, idempotencyKey, serialId } from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';
import { DealView, OrderView, PositionView } from './views.ts';

export const positions = {
  list: query({
    needs: 'trader',
    input: z.strictObject({ accountId: serialId.optional() }),
    output: z.array(PositionView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/positions', { accountId: 'integer' }),
  }),
  get: query({
    needs: 'trader',
    input: z.strictObject({ positionId: serialId }),
    output: PositionView,
    errors: ['POSITION_NOT_FOUND'],
    rest: get('/api/positions/:positionId', { positionId: 'integer' }),
  }),
  /** Closes a position, whole or in part, at the market. */
  close: mutation({
    needs: 'trader',
    input: z.strictObject({
      positionId: serialId,
      /** Lots; absent or 0 closes all. */
      volume: decimal.optional(),
      maxDeviation: z.int().nonnegative().optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: z.strictObject({ position: PositionView, deal: DealView.nullable(), order: OrderView }),
    errors: [
      'ACCOUNT_DISABLED',
      'POSITION_NOT_FOUND',
      'POSITION_ALREADY_CLOSED',
      'POSITION_LOCKED',
      'PARTIAL_CLOSE_INVALID',
      'MARKET_CLOSED',
      'LP_NOT_CONNECTED',
      'PRICE_STALE',
      'ORDER_REJECTED',
      'PRICE_CHANGED',
      'LP_TIMEOUT',
    ],
    rest: post('/api/positions/close'),
  }),
};
