/** How much of a position a close may take. */
import type { Decimal } from '@faultline/errors';
import { decimalNumber, rescaled } from '@faultline/errors';
import type { AccountGroup } from '../accounts/account-group.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { compareLots } from '../money/compare-lots.ts';
import type { Vol4 } from '../money/units.ts';
import { VOLUME_DIGITS } from '../money/units.ts';
import { lotsNumber } from '../money/wire.ts';
import type { Position } from './position.ts';

const REASONS = {
  NOT_POSITIVE: { kind: 'STEP', reason: 'Close volume must be above zero' },
  EXCEEDS: { kind: 'EXCEEDS', reason: 'Close volume exceeds position volume' },
  STEP: { kind: 'STEP', reason: 'Close volume is not a multiple of the volume step' },
  NOT_ALLOWED: { kind: 'NOT_ALLOWED', reason: 'Positions may only be closed whole' },
  REMAINDER: { kind: 'REMAINDER', reason: 'What would remain is below the minimum volume' },
} as const;

interface Terms {
  readonly instrument: Instrument;
  readonly group: AccountGroup;
}

/** So much of a position, rounded down to the volume step. What rounds down to nothing closes nothing. */
export function closingShare(
  percent: bigint,
  position: Position,
  terms: Terms,
): Decision<'PARTIAL_CLOSE_INVALID', Vol4> {
  if (percent === 100n) return accepted(position.volume);
  const share = (position.volume * percent) / 100n;
  const { minVolume, volumeStep } = terms.instrument;
  const volume = share - (share % volumeStep);
  if (volume > 0n)
    return closingVolume({ unscaled: volume, scale: VOLUME_DIGITS }, position, terms);
  return refused('PARTIAL_CLOSE_INVALID', {
    positionVolume: lotsNumber(position.volume),
    closeVolume: lotsNumber(share),
    reason: REASONS.STEP.reason,
    minVolume: lotsNumber(minVolume),
    volumeStep: lotsNumber(volumeStep),
    kind: REASONS.STEP.kind,
  });
}

/** The volume to close. `null` or 0 is all of it, and all of it is always allowed, whatever the step. */
export function closingVolume(
  lots: Decimal | null,
  { volume: open }: Position,
  { instrument: { minVolume, volumeStep }, group }: Terms,
): Decision<'PARTIAL_CLOSE_INVALID', Vol4> {
  if (lots === null || lots.unscaled === 0n) return accepted(open);
  const refuseAs = (fault: keyof typeof REASONS) =>
    refused('PARTIAL_CLOSE_INVALID', {
      positionVolume: lotsNumber(open),
      closeVolume: decimalNumber(lots),
      reason: REASONS[fault].reason,
      minVolume: lotsNumber(minVolume),
      volumeStep: lotsNumber(volumeStep),
      kind: REASONS[fault].kind,
    });
  if (lots.unscaled < 0n) return refuseAs('NOT_POSITIVE');
  if (compareLots(lots, open) > 0n) return refuseAs('EXCEEDS');
  const volume = rescaled(lots, VOLUME_DIGITS);
  if (volume === open) return accepted(open);
  if (!group.partialClose) return refuseAs('NOT_ALLOWED');
  if (volume === null || volume % volumeStep !== 0n) return refuseAs('STEP');
  if (open - volume < minVolume) return refuseAs('REMAINDER');
  return accepted(volume);
}
