/** English: why a position is not closed, changed or found. */
import { englishTexts } from '../source.ts';

export const positions = englishTexts({
  POSITION_NOT_FOUND: {
    detail: 'There is no position {positionId} in your accounts.',
    admin: ['Look the position up with its account: it may belong to somebody else.'],
  },
  POSITION_ALREADY_CLOSED: {
    detail:
      'Position {positionId} has been closed: {closedAt, time}.{closeReason, select, none {} other { Closed by: {closeReason}.}}',
    admin: ['Look at the deals of the position to see what closed it.'],
  },
  PARTIAL_CLOSE_INVALID: {
    detail:
      '{closeVolume, plural, one {# lot} other {# lots}} of {positionVolume, lots} cannot be closed.{minVolume, select, none {} other { Minimum volume: {minVolume, lots}.}}{volumeStep, select, none {} other { Volume step: {volumeStep, lots}.}}',
    admin: ['Check the volume limits of the symbol and whether the group may close in part.'],
    reasons: {
      EXCEEDS: 'More would be closed than is open.',
      STEP: 'The volume to close is no multiple of the volume step.',
      REMAINDER: 'What remained open would be smaller than the minimum volume.',
      NOT_ALLOWED: 'Positions of this account can only be closed as a whole.',
      NOT_OPPOSITE: 'The two positions are not opposite positions in the same symbol.',
    },
  },
  POSITION_LOCKED: {
    detail:
      'Position {positionId} is being changed{lockOrderId, select, none {} other { by order {lockOrderId}}}.',
    admin: ['If the lock stays, look at the order that holds it.'],
  },
});
