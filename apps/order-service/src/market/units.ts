/** Between the core's scaled integers and the exact decimals of the wire. */
import {
  currencyDigits,
  type Instrument,
  type Minor,
  type Points,
  type Vol4,
} from '@faultline/domain';
import { type Decimal, rescaled } from '@faultline/errors';

const VOLUME_SCALE = 4;
const LEVEL_SCALE = 2;

export const moneyOf = (minor: Minor, currency: string): Decimal => ({
  unscaled: minor,
  scale: currencyDigits(currency),
});
export const lotsOf = (volume: Vol4): Decimal => ({ unscaled: volume, scale: VOLUME_SCALE });
export const priceOf = (points: Points, { digits }: Pick<Instrument, 'digits'>): Decimal => ({
  unscaled: points,
  scale: digits,
});
/** Basis points of a percent: 205020 is 2050.20. */
export const levelOf = (basisPoints: bigint): Decimal => ({
  unscaled: basisPoints,
  scale: LEVEL_SCALE,
});

/** What an LP trades in: units of the base currency, contract size × lots. */
export const unitsOf = (volume: Vol4, { contractSize }: Instrument): Decimal => ({
  unscaled: volume * contractSize,
  scale: VOLUME_SCALE,
});

/** The way back; `null` when the units are no whole number of ten-thousandths of a lot. */
export function volumeOfUnits(units: Decimal, { contractSize }: Instrument): Vol4 | null {
  const exact = rescaled(units, VOLUME_SCALE);
  if (exact === null || exact % contractSize !== 0n) return null;
  return exact / contractSize;
}
