/** Open positions with their live profit, and closing them. */
import { z } from 'zod';
import { decimal, idempotencyKey, level, serialId, side, symbolName } from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';
import { OPENING_ERRORS } from './opening-errors.ts';
import { DealView, OrderView, PositionView } from './views.ts';

const CLOSING_ERRORS = [
  'ACCOUNT_DISABLED',
  'POSITION_NOT_FOUND',
  'POSITION_ALREADY_CLOSED',
  'POSITION_LOCKED',
  'PARTIAL_CLOSE_INVALID',
  'TRADING_RESTRICTED',
  'MARKET_CLOSED',
  'LP_NOT_CONNECTED',
  'PRICE_STALE',
  'INVALID_PRICE',
  'ORDER_REJECTED',
  'PRICE_CHANGED',
  'LP_TIMEOUT',
] as const;

/** What stops a change of a position's own levels. */
const LEVEL_ERRORS = [
  'ACCOUNT_DISABLED',
  'POSITION_NOT_FOUND',
  'POSITION_ALREADY_CLOSED',
  'POSITION_LOCKED',
  'PRICE_STALE',
  'INVALID_SL_TP',
] as const;

const position = { positionId: serialId, idempotencyKey: idempotencyKey.optional() };

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
      /** Instead of a volume: this much of the position, rounded down to the volume step. */
      percent: z.int().min(1).max(100).optional(),
      maxDeviation: z.int().nonnegative().optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: z.strictObject({ position: PositionView, deal: DealView.nullable(), order: OrderView }),
    errors: CLOSING_ERRORS,
    rest: post('/api/positions/close'),
  }),
  /** Closes many, each on its own: one that fails does not stop the others. */
  closeMany: mutation({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      filter: z.enum(['ALL', 'WINNERS', 'LOSERS']),
      symbol: symbolName.optional(),
      side: side.optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: z.strictObject({
      closed: z.array(z.strictObject({ positionId: serialId, realizedPL: decimal })),
      failed: z.array(
        z.strictObject({ positionId: serialId, code: z.string(), details: z.unknown() }),
      ),
    }),
    errors: ['ACCOUNT_NOT_FOUND', 'ACCOUNT_DISABLED'],
    rest: post('/api/positions/close-many'),
  }),
  /** Closes two opposite positions of one symbol with each other, by the smaller volume: no price is paid twice. */
  closeBy: mutation({
    needs: 'trader',
    input: z.strictObject({ ...position, oppositeId: serialId }),
    output: z.strictObject({ deals: z.array(DealView), remaining: PositionView.nullable() }),
    errors: [
      'ACCOUNT_DISABLED',
      'POSITION_NOT_FOUND',
      'POSITION_ALREADY_CLOSED',
      'POSITION_LOCKED',
      'PARTIAL_CLOSE_INVALID',
      'TRADING_RESTRICTED',
      'MARKET_CLOSED',
      'PRICE_STALE',
    ],
    rest: post('/api/positions/close-by'),
  }),
  /** Closes a position and opens the same volume the other way round. */
  reverse: mutation({
    needs: 'trader',
    input: z.strictObject({ ...position, maxDeviation: z.int().nonnegative().optional() }),
    output: z.strictObject({
      closed: PositionView,
      opened: PositionView.nullable(),
      /** Closed, and then refused to open: why. */
      refusal: z.strictObject({ code: z.string(), details: z.unknown() }).nullable(),
    }),
    errors: [
      ...OPENING_ERRORS.filter((code) => code !== 'ACCOUNT_NOT_FOUND'),
      'POSITION_NOT_FOUND',
      'POSITION_ALREADY_CLOSED',
      'POSITION_LOCKED',
      'PARTIAL_CLOSE_INVALID',
    ],
    rest: post('/api/positions/reverse'),
  }),
  /** Sets stop loss and take profit. What is absent stays; `null` or 0 takes it away. */
  modify: mutation({
    needs: 'trader',
    input: z.strictObject({
      ...position,
      sl: level.optional(),
      tp: level.optional(),
      version: z.int().positive().optional(),
    }),
    output: PositionView,
    errors: LEVEL_ERRORS,
    rest: post('/api/positions/modify'),
  }),
  /** Lets the stop loss follow the market, or stops it from doing so. */
  trailingStop: mutation({
    needs: 'trader',
    input: z.strictObject({
      ...position,
      type: z.enum(['FIXED', 'STEP', 'OFF']),
      /** Points from the best price to the stop loss. */
      distance: z.int().positive().optional(),
      /** Points that the stop loss moves at a time, for STEP. */
      step: z.int().positive().optional(),
    }),
    output: PositionView,
    errors: LEVEL_ERRORS,
    rest: post('/api/positions/trailing-stop'),
  }),
  /** Moves the stop loss to the opening price, or some points beyond it. */
  breakEven: mutation({
    needs: 'trader',
    input: z.strictObject({ ...position, offsetPoints: z.int().nonnegative().optional() }),
    output: PositionView,
    errors: LEVEL_ERRORS,
    rest: post('/api/positions/break-even'),
  }),
};
