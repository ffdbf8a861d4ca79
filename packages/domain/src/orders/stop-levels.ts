/** Whether a stop loss and a take profit make sense beside the prices that they are measured against. */
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

export type LevelField = 'sl' | 'tp';

/** A price that a level must lie beyond. */
interface Anchor {
  readonly price: Points;
  /** As in "must be below the bid for BUY orders". */
  readonly name: string;
}

/** What levels are measured against. From the last anchor they keep at least `stopsLevel`. */
export interface Anchors {
  readonly of: 'orders' | 'positions';
  readonly beyond: readonly [Anchor, ...Anchor[]];
}

const closingSide = (side: Side, quote: Quote): Anchor => ({
  price: dealingPrice(opposite(side), quote),
  name: side === 'BUY' ? 'the bid' : 'the ask',
});

/** Of an order at the market: beyond the entry (BUY: ask) and beyond the side that triggers them (BUY: bid). */
export const marketAnchors = (side: Side, quote: Quote): Anchors => ({
  of: 'orders',
  beyond: [{ price: dealingPrice(side, quote), name: 'entry' }, closingSide(side, quote)],
});

/** Of a pending order: its own price. */
export const pendingAnchors = (price: Points): Anchors => ({
  of: 'orders',
  beyond: [{ price, name: 'entry' }],
});

/** Of an open position: the side that triggers them. The entry lies behind, and a stop loss may have passed it. */
export const positionAnchors = (side: Side, quote: Quote): Anchors => ({
  of: 'positions',
  beyond: [closingSide(side, quote)],
});

/** The levels in points, unless one is wrong; the stop loss is looked at first. */
export function stopLevels(
  wanted: Wanted,
  instrument: Instrument,
  anchors: Anchors,
): Decision<'INVALID_SL_TP', StopLevels> {
  for (const field of ['sl', 'tp'] as const) {
    const level = wanted[field];
    const fault = level && levelFault({ field, side: wanted.side, level }, instrument, anchors);
    if (fault) return refuseLevel(fault, { ...wanted, field }, instrument);
  }
  const points = (level: Decimal | null) => level && rescaled(level, instrument.digits);
  return accepted({ sl: points(wanted.sl), tp: points(wanted.tp) });
}

interface Level {
  readonly field: LevelField;
  readonly side: Side;
  readonly level: Decimal;
}

export interface LevelFault {
  readonly kind: 'DIRECTION' | 'TOO_CLOSE' | 'FROZEN' | 'PRECISION';
  readonly reason: string;
  /** The price that the level was measured against. */
  readonly against: Points;
  /** What it should have kept from that price. */
  readonly minDistance?: Points;
}

function levelFault(
  { field, side, level }: Level,
  { digits, stopsLevel }: Instrument,
  { of, beyond }: Anchors,
): LevelFault | null {
  const label = field.toUpperCase();
  const [{ price: entry }] = beyond;
  const points = rescaled(level, digits);
  if (points === null) {
    const reason = `${label} has more than ${digits} decimals`;
    return { kind: 'PRECISION', reason, against: entry };
  }
  if (points <= 0n) {
    return { kind: 'DIRECTION', reason: `${label} must be above zero`, against: entry };
  }
  const below = (field === 'sl') === (side === 'BUY');
  const distance = (price: Points): Points => (below ? price - points : points - price);
  for (const { price: against, name } of beyond) {
    if (distance(against) > 0n) continue;
    const where = below ? 'below' : 'above';
    const reason = `${label} must be ${where} ${name} for ${side} ${of}`;
    return { kind: 'DIRECTION', reason, against };
  }
  const against = beyond.at(-1)?.price ?? entry;
  if (distance(against) >= stopsLevel) return null;
  const reason = `${label} is too close to the market`;
  return { kind: 'TOO_CLOSE', reason, against, minDistance: stopsLevel };
}

/** INVALID_SL_TP with the levels as they were asked for. */
export function refuseLevel(
  { kind, reason, against, minDistance }: LevelFault,
  { side, sl, tp, field }: Wanted & { readonly field: LevelField },
  instrument: Instrument,
): Decision<'INVALID_SL_TP', never> {
  const least =
    minDistance === undefined ? {} : { minDistance: priceNumber(minDistance, instrument) };
  return refused('INVALID_SL_TP', {
    side,
    currentPrice: priceNumber(against, instrument),
    sl: sl && decimalNumber(sl),
    tp: tp && decimalNumber(tp),
    field,
    reason,
    ...least,
    kind,
    digits: instrument.digits,
  });
}
