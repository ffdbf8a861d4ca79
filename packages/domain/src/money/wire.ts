/** Exact amounts as the numbers that refusal details carry. Nothing computes with these. */
import { decimalNumber } from '@faultline/errors';
import { currencyDigits } from './currency.ts';
import type { Minor, Points, Vol4 } from './units.ts';
import { VOLUME_DIGITS } from './units.ts';

export const moneyNumber = (amount: Minor, currency: string): number =>
  decimalNumber({ unscaled: amount, scale: currencyDigits(currency) });

export const priceNumber = (price: Points, { digits }: { readonly digits: number }): number =>
  decimalNumber({ unscaled: price, scale: digits });

export const lotsNumber = (volume: Vol4): number =>
  decimalNumber({ unscaled: volume, scale: VOLUME_DIGITS });

/** @param basisPoints - Hundredths of a percent: 205020 is 2050.20 %. */
export const percentNumber = (basisPoints: bigint): number =>
  decimalNumber({ unscaled: basisPoints, scale: 2 });
