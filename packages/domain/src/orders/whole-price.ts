/** Prices as clients type them: in whole ticks of the symbol, or INVALID_PRICE. */
import type { Decimal } from '@faultline/errors';
import { decimalNumber, rescaled } from '@faultline/errors';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Points } from '../money/units.ts';
import { priceNumber } from '../money/wire.ts';

/** What INVALID_PRICE is said of. */
export interface Asked {
  readonly field: 'limitPrice' | 'triggerPrice' | 'expectedPrice';
  readonly price: Decimal;
}

/** A typed price in points, unless it has more digits than the symbol. */
export function wholePoints(
  asked: Asked,
  instrument: Instrument,
): Decision<'INVALID_PRICE', Points> {
  const points = rescaled(asked.price, instrument.digits);
  return points === null
    ? refusePrice(asked, instrument, { reason: 'PRECISION' })
    : accepted(points);
}

export interface PriceFault {
  readonly reason: 'WRONG_SIDE' | 'ORDER_TOO_CLOSE_TO_MARKET' | 'PRICE_OUT_OF_RANGE' | 'PRECISION';
  readonly market?: Points;
  readonly minDistance?: Points | undefined;
}

/** INVALID_PRICE with the price as it was asked for. */
export function refusePrice(
  { field, price }: Asked,
  instrument: Instrument,
  { reason, market, minDistance }: PriceFault,
): Decision<'INVALID_PRICE', never> {
  const current = market === undefined ? {} : { currentPrice: priceNumber(market, instrument) };
  const least =
    minDistance === undefined ? {} : { minDistance: priceNumber(minDistance, instrument) };
  return refused('INVALID_PRICE', {
    field,
    price: decimalNumber(price),
    ...current,
    ...least,
    tickSize: priceNumber(1n, instrument),
    reason,
    digits: instrument.digits,
  });
}
