/** Whether a volume fits the instrument's limits. */
import type { Decimal } from '@faultline/errors';
import { decimalNumber, rescaled } from '@faultline/errors';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import { compareLots } from '../money/compare-lots.ts';
import { lotsNumber } from '../money/wire.ts';
import type { Vol4 } from '../money/units.ts';
import { VOLUME_DIGITS } from '../money/units.ts';
import type { Instrument } from './instrument.ts';

/** The volume of a new order, if it lies on a step between the least and the greatest. */
export function orderVolume(
  lots: Decimal,
  instrument: Instrument,
): Decision<'INVALID_VOLUME', Vol4> {
  const { minVolume, maxVolume, volumeStep } = instrument;
  const refuseAs = (reason: 'TOO_LOW' | 'TOO_HIGH' | 'STEP') =>
    refused('INVALID_VOLUME', {
      volume: decimalNumber(lots),
      minVolume: lotsNumber(minVolume),
      maxVolume: lotsNumber(maxVolume),
      volumeStep: lotsNumber(volumeStep),
      reason,
    });
  if (compareLots(lots, minVolume) < 0n) return refuseAs('TOO_LOW');
  if (compareLots(lots, maxVolume) > 0n) return refuseAs('TOO_HIGH');
  const volume = rescaled(lots, VOLUME_DIGITS);
  if (volume === null || (volume - minVolume) % volumeStep !== 0n) return refuseAs('STEP');
  return accepted(volume);
}
