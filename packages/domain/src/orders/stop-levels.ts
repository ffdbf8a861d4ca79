/** Whether a stop loss and a take profit make sense beside the market. */
import type { Decimal } from '@faultline/errors';
import { decimalNumber, rescaled } from '@faultline/errors';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Points } from '../money/units.ts';
import { priceNumber } from '../money/wire.ts';
import type { Quote, Side } from '../quotes/quote.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';

export interface StopLevels {
  readonly sl: Points | null;
  readonly tp: Points | null;
}

interface Wanted {
  readonly side: Side;
  readonly sl: Decimal | null;
  readonly tp: Decimal | null;
}

type Field = 'sl' | 'tp';

interface Fault {
  readonly kind: 'DIRECTION' | 'TOO_CLOSE' | 'PRECISION';
  readonly reason: string;
  /** The price that the level was measured against. */
  readonly against: Points;
}

/**
 * The levels in points, unless one is wrong; the stop loss is looked at first.
 *
 * A level must lie beyond the entry (BUY: ask) and beyond the side that will trigger it (BUY: bid), at least
 * `stopsLevel` from the latter.
 */
export function stopLevels(
  wanted: Wanted,
  instrument: Instrument,
  quote: Quote,
): Decision<'INVALID_SL_TP', StopLevels> {
  for (const field of ['sl', 'tp'] as const) {
    const level = wanted[field];
    const fault = level && levelFault({ field, side: wanted.side, level }, instrument, quote);
    if (fault) return refuseLevel(fault, { ...wanted, field }, instrument);
  }
  const points = (level: Decimal | null) => level && rescaled(level, instrument.digits);
  return accepted({ sl: points(wanted.sl), tp: points(wanted.tp) });
}

interface Level {
  readonly field: Field;
  readonly side: Side;
  readonly level: Decimal;
}

function levelFault(
  { field, side, level }: Level,
  instrument: Instrument,
  quote: Quote,
): Fault | null {
  const label = field.toUpperCase();
  const entry = dealingPrice(side, quote);
  const trigger = dealingPrice(opposite(side), quote);
  const points = rescaled(level, instrument.digits);
  if (points === null) {
    const reason = `${label} has more than ${instrument.digits} decimals`;
    return { kind: 'PRECISION', reason, against: entry };
  }
  if (points <= 0n) {
    return { kind: 'DIRECTION', reason: `${label} must be above zero`, against: entry };
  }
  const below = (field === 'sl') === (side === 'BUY');
  const beyond = (price: Points): Points => (below ? price - points : points - price);
  const where = below ? 'below' : 'above';
  if (beyond(entry) <= 0n) {
    const reason = `${label} must be ${where} entry for ${side} orders`;
    return { kind: 'DIRECTION', reason, against: entry };
  }
  if (beyond(trigger) <= 0n) {
    const closing = side === 'BUY' ? 'bid' : 'ask';
    const reason = `${label} must be ${where} the ${closing} for ${side} orders`;
    return { kind: 'DIRECTION', reason, against: trigger };
  }
  if (beyond(trigger) < instrument.stopsLevel) {
    return { kind: 'TOO_CLOSE', reason: `${label} is too close to the market`, against: trigger };
  }
  return null;
}

function refuseLevel(
  { kind, reason, against }: Fault,
  { side, sl, tp, field }: Wanted & { field: Field },
  instrument: Instrument,
): Decision<'INVALID_SL_TP', never> {
  const distance =
    kind === 'TOO_CLOSE' ? { minDistance: priceNumber(instrument.stopsLevel, instrument) } : {};
  return refused('INVALID_SL_TP', {
    side,
    currentPrice: priceNumber(against, instrument),
    sl: sl && decimalNumber(sl),
    tp: tp && decimalNumber(tp),
    field,
    reason,
    ...distance,
    kind,
  });
}
