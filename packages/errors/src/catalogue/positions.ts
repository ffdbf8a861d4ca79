/** Why a position is not closed, changed or found. */
import { choice, integer, lots, optional, text, time } from '../fields.ts';
import { afterMs, never, row } from '../spec.ts';

const LOCK_RETRY_MS = 2_000;

export const positions = {
  POSITION_NOT_FOUND: row({
    http: 404,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: { positionId: integer('The position asked for.') },
    retry: never,
    message: 'Position not found',
    solution: ['Check the position id against GET /api/positions.'],
  }),
  POSITION_ALREADY_CLOSED: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      positionId: integer('The position asked for.'),
      closedAt: time('When it was closed.'),
      closeReason: optional(text('What closed it.')),
    },
    retry: never,
    message: 'Position already closed',
    solution: ['Refresh the list of positions.'],
  }),
  PARTIAL_CLOSE_INVALID: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      positionVolume: lots('What is open.'),
      closeVolume: lots('What was to be closed.'),
      reason: text('The rule that it breaks.'),
      minVolume: optional(lots('The least volume that may remain.')),
      volumeStep: optional(lots('The step of volumes.')),
      kind: choice(
        ['EXCEEDS', 'STEP', 'REMAINDER', 'NOT_ALLOWED', 'NOT_OPPOSITE'],
        'Which rule that is.',
      ),
    },
    retry: never,
    message: 'Invalid partial close volume',
    solution: [
      'Close at most the open volume, in steps, and leave nothing smaller than minVolume.',
    ],
  }),
  /** Another execution on this position is under way. */
  POSITION_LOCKED: row({
    http: 409,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      positionId: integer('The position asked for.'),
      lockOrderId: optional(text('The order that holds it.')),
    },
    retry: afterMs(LOCK_RETRY_MS),
    message: 'The position is being changed by another order',
    solution: ['Wait for that order to finish.'],
  }),
};
