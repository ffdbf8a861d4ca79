/** Comparing what a client typed with a volume, however many digits the client used. */
import type { Decimal } from '@faultline/errors';
import type { Vol4 } from './units.ts';
import { VOLUME_DIGITS } from './units.ts';

/** Below zero when `lots` is less than `volume`, zero when equal, above zero when more. */
export function compareLots(lots: Decimal, volume: Vol4): bigint {
  const scale = Math.max(lots.scale, VOLUME_DIGITS);
  const unscaled = lots.unscaled * 10n ** BigInt(scale - lots.scale);
  return unscaled - volume * 10n ** BigInt(scale - VOLUME_DIGITS);
}
