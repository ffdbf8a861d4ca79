/** Whether a position can still be touched. */
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import { isoSeconds } from '../time/instant.ts';
import type { Position } from './position.ts';

/** The position, unless it is closed or an order is closing it. */
export function openPosition(
  position: Position,
): Decision<'POSITION_ALREADY_CLOSED' | 'POSITION_LOCKED', Position> {
  const { id: positionId, status, lockOrderId, closedAtMs, closeReason } = position;
  if (status === 'CLOSED') {
    const closedAt = isoSeconds(closedAtMs ?? 0);
    const reason = closeReason === null ? {} : { closeReason };
    return refused('POSITION_ALREADY_CLOSED', { positionId, closedAt, ...reason });
  }
  if (status === 'CLOSING') {
    const lock = lockOrderId === null ? {} : { lockOrderId };
    return refused('POSITION_LOCKED', { positionId, ...lock });
  }
  return accepted(position);
}
