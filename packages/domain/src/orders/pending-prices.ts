/** Whether the prices of a pending order can be: whole ticks, within reason, on the side where the market is not yet. */
import type { Decimal } from '@faultline/errors';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Points } from '../money/units.ts';
import type { Quote, Side } from '../quotes/quote.ts';
import { dealingPrice } from '../quotes/quote.ts';
import { isNoWorse } from './price-deviation.ts';
import type { Asked, PriceFault } from './whole-price.ts';
import { refusePrice, wholePoints } from './whole-price.ts';

/** A price so many times the market's, or so small a part of it, is a slip of the hand. */
const OUT_OF_RANGE_FACTOR = 10n;

export interface PendingPrices {
  readonly limitPrice: Points | null;
  readonly triggerPrice: Points | null;
}

/** The prices by which a pending order waits, and by which it is executed. */
export type PendingTerms =
  | { readonly type: 'LIMIT'; readonly limitPrice: Decimal }
  | { readonly type: 'STOP'; readonly triggerPrice: Decimal }
  | { readonly type: 'STOP_LIMIT'; readonly limitPrice: Decimal; readonly triggerPrice: Decimal };

/**
 * The prices in points, unless one is wrong; the price that the order waits for is looked at first. A LIMIT waits below
 * the ask (BUY) or above the bid (SELL), a STOP beyond them, and neither nearer than `stopsLevel`. The limit of a
 * STOP_LIMIT may lie on either side of its trigger: it is measured when it is there.
 */
export function pendingPrices(
  order: PendingTerms & { readonly side: Side },
  instrument: Instrument,
  quote: Quote,
): Decision<'INVALID_PRICE', PendingPrices> {
  const market = dealingPrice(order.side, quote);
  let triggerPrice: Points | null = null;
  let limitPrice: Points | null = null;
  if (order.type !== 'LIMIT') {
    const asked = { field: 'triggerPrice', price: order.triggerPrice } as const;
    const found = restingPrice(asked, instrument, { market, waits: isWorseFor(order.side) });
    if (!found.ok) return found;
    triggerPrice = found.value;
  }
  if (order.type !== 'STOP') {
    const asked = { field: 'limitPrice', price: order.limitPrice } as const;
    const waits = order.type === 'LIMIT' ? isBetterFor(order.side) : null;
    const found = restingPrice(asked, instrument, { market, waits });
    if (!found.ok) return found;
    limitPrice = found.value;
  }
  return accepted({ limitPrice, triggerPrice });
}

type Waits = (price: Points, market: Points) => boolean;

/** A limit waits where the order would get more than the market gives now. */
const isBetterFor =
  (side: Side): Waits =>
  (price, market) =>
    !isNoWorse(side, market, price);

/** A stop waits where the order would get less. */
const isWorseFor =
  (side: Side): Waits =>
  (price, market) =>
    !isNoWorse(side, price, market);

interface Measure {
  readonly market: Points;
  /** Whether the order has still to wait at a price; `null` when it need not. */
  readonly waits: Waits | null;
}

function restingPrice(
  asked: Asked,
  instrument: Instrument,
  measure: Measure,
): Decision<'INVALID_PRICE', Points> {
  const { market, waits } = measure;
  const found = wholePoints(asked, instrument);
  if (!found.ok) return found;
  const points = found.value;
  const refuseAs = (reason: PriceFault['reason'], minDistance?: Points) =>
    refusePrice(asked, instrument, { reason, market, minDistance });
  const far = points > market * OUT_OF_RANGE_FACTOR || points * OUT_OF_RANGE_FACTOR < market;
  if (points <= 0n || far) return refuseAs('PRICE_OUT_OF_RANGE');
  if (waits === null) return found;
  if (!waits(points, market)) return refuseAs('WRONG_SIDE');
  const distance = points > market ? points - market : market - points;
  const tooClose = distance < instrument.stopsLevel;
  return tooClose ? refuseAs('ORDER_TOO_CLOSE_TO_MARKET', instrument.stopsLevel) : found;
}
