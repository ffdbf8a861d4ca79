/** The older doors of positions. A `tradeId` is the id of a position. */
import {
  idempotencyKey,
  orderContract,
  PositionView,
  post,
  serialId,
  side,
  symbolName,
} from '@faultline/contract';
import { z } from 'zod';
import { leadingTo, olderDoor, type OlderDoor } from './older-door.ts';

const { positions } = orderContract;

const Closed = positions.close.output.extend({ success: z.literal(true) });
const Changed = z.strictObject({ success: z.literal(true), position: PositionView });
/** True only when none failed: closing many is many commands, and the answer tells of each. */
const ClosedMany = positions.closeMany.output.extend({
  success: z.boolean(),
  closedCount: z.int(),
  errors: z.array(z.string()),
});

type Many = z.output<typeof positions.closeMany.output>;
const closedMany = ({ closed, failed }: Many) => ({
  success: failed.length === 0,
  closedCount: closed.length,
  closed,
  failed,
  errors: failed.map(({ positionId, code }) => `${positionId}: ${code}`),
});

const trade = { tradeId: serialId, idempotencyKey: idempotencyKey.optional() };
const bulk = {
  accountId: serialId.optional(),
  symbol: symbolName.optional(),
  idempotencyKey: idempotencyKey.optional(),
};

export const POSITION_DOORS: readonly OlderDoor[] = [
  olderDoor(post('/position/close'), 'positions.close', {
    input: positions.close.input,
    to: (given) => given,
    output: Closed,
    from: (closed) => ({ success: true as const, ...closed }),
  }),
  olderDoor(post('/position/partial-close'), 'positions.close', {
    input: z.strictObject({ ...trade, percent: z.int().min(1).max(100) }),
    to: ({ tradeId: positionId, ...given }) => ({ positionId, ...given }),
    output: Closed,
    from: (closed) => ({ success: true as const, ...closed }),
  }),
  olderDoor(post('/position/close-all'), 'positions.closeMany', {
    input: z.strictObject(bulk),
    to: (given) => ({ filter: 'ALL' as const, ...given }),
    output: ClosedMany,
    from: closedMany,
  }),
  olderDoor(post('/api/positions/close-bulk'), 'positions.closeMany', {
    input: z.strictObject({ ...bulk, type: z.enum(['ALL', 'WINNERS', 'LOSERS']) }),
    to: ({ type: filter, ...given }) => ({ filter, ...given }),
    output: ClosedMany,
    from: closedMany,
  }),
  olderDoor(post('/position/modify'), 'positions.modify', {
    input: positions.modify.input,
    to: (given) => given,
    output: Changed,
    from: (position) => ({ success: true as const, position }),
  }),
  /** Symbol and side are the caller's own belief: told otherwise by the position, nothing is changed. */
  leadingTo(post('/position/trailing-stop'), ['positions.trailingStop', 'positions.get'], {
    input: z.strictObject({
      ...trade,
      symbol: symbolName.optional(),
      side: side.optional(),
      type: z.enum(['FIXED', 'STEP', 'OFF']),
      distance: z.int().positive().optional(),
      stepSize: z.int().positive().optional(),
    }),
    output: Changed.extend({
      tradeId: serialId,
      type: z.enum(['FIXED', 'STEP', 'OFF']),
      distance: z.int().nullable(),
    }),
    run: async ({ tradeId, stepSize: step, symbol, side: believed, ...given }, handlers, call) => {
      const found = await handlers.positions.get({ positionId: tradeId }, call);
      for (const [field, belief] of Object.entries({ symbol, side: believed })) {
        if (belief === undefined || belief === Reflect.get(found, field)) continue;
        throw call.fail('INVALID_REQUEST', { field, reason: 'The position has another one.' });
      }
      const asked = { positionId: tradeId, step, ...given };
      const position = await handlers.positions.trailingStop(asked, call);
      const { type, distance = null } = given;
      return { success: true as const, tradeId, type, distance, position };
    },
  }),
  olderDoor(post('/position/breakeven'), 'positions.breakEven', {
    input: z.strictObject({ ...trade, offsetPoints: z.int().nonnegative().optional() }),
    to: ({ tradeId: positionId, ...given }) => ({ positionId, ...given }),
    output: Changed,
    from: (position) => ({ success: true as const, position }),
  }),
];
