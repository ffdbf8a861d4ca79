/** How far the price may have moved against an order since its client looked at it. */
import type { Decimal } from '@faultline/errors';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Points } from '../money/units.ts';
import { priceNumber } from '../money/wire.ts';
import type { Side } from '../quotes/quote.ts';
import { refusePrice, wholePoints } from './whole-price.ts';

/** What a request at the market says of its price. */
export interface Tolerance {
  /** In points, whole and zero or more: how far the price may be worse than `expectedPrice`; `null` for any distance. */
  readonly maxDeviation: number | null;
  /** The price that the client saw when deciding; the current one when absent. */
  readonly expectedPrice?: Decimal | null;
}

/** What the client saw, in points; `null` when nobody said. */
export function expectedPoints(
  { expectedPrice: price = null }: Tolerance,
  instrument: Instrument,
): Decision<'INVALID_PRICE', Points | null> {
  if (price === null) return accepted(null);
  const asked = { field: 'expectedPrice', price } as const;
  const found = wholePoints(asked, instrument);
  if (!found.ok || found.value > 0n) return found;
  return refusePrice(asked, instrument, { reason: 'PRICE_OUT_OF_RANGE' });
}

export const deviationPoints = ({ maxDeviation }: Tolerance): Points | null =>
  maxDeviation === null ? null : BigInt(maxDeviation);

interface Bounded {
  readonly side: Side;
  /** What the client saw, or what the order was to wake at. */
  readonly expectedPrice: Points;
  /** Zero or more; `null` for any distance. */
  readonly maxDeviation: Points | null;
}

/**
 * The worst price that may still be taken, `null` for any; unless the market is beyond it already. A move in the order's
 * favour is no deviation.
 */
export function worstPrice(
  { side, expectedPrice, maxDeviation }: Bounded,
  instrument: Instrument,
  currentPrice: Points,
): Decision<'PRICE_CHANGED', Points | null> {
  if (maxDeviation === null) return accepted(null);
  const worst = side === 'BUY' ? expectedPrice + maxDeviation : expectedPrice - maxDeviation;
  if (isNoWorse(side, currentPrice, worst)) return accepted(worst);
  return refused('PRICE_CHANGED', {
    symbol: instrument.name,
    requestedPrice: priceNumber(expectedPrice, instrument),
    currentPrice: priceNumber(currentPrice, instrument),
    maxDeviation: Number(maxDeviation),
    digits: instrument.digits,
  });
}

/** Whether an order of this side gets at least as good a price as `limit`. */
export const isNoWorse = (side: Side, price: Points, limit: Points): boolean =>
  side === 'BUY' ? price <= limit : price >= limit;
