/** A stop loss that follows the market, and never backs away from it. */
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Points } from '../money/units.ts';
import { refuseLevel } from '../orders/stop-levels.ts';
import type { Quote, Side } from '../quotes/quote.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';
import type { ModifyPositionCode, Place } from './modify-levels.ts';
import { changeable } from './modify-levels.ts';
import type { Position, Trailing } from './position.ts';

/** FIXED follows every better price; STEP only when the stop can move by a whole `step`. Both in points. */
export type TrailingRequest =
  | { readonly type: 'FIXED'; readonly distance: Points }
  | { readonly type: 'STEP'; readonly distance: Points; readonly step: Points };

/** The position with a trailing stop from the current price on; `null` lets its stop loss stay where it is. */
export function decideTrailing(
  request: TrailingRequest | null,
  position: Position,
  facts: TradingFacts,
): Decision<ModifyPositionCode, Position> {
  const found = changeable(position, facts);
  if (!found.ok) return found;
  if (request === null) {
    if (position.trailing === null) return accepted(position);
    return accepted({ ...position, trailing: null, version: position.version + 1 });
  }
  const refusal = refuseDistance(request, position, found.value);
  if (refusal !== null) return refusal;
  const { closingPrice: best } = found.value;
  const step = request.type === 'STEP' ? request.step : null;
  const trailing = { type: request.type, distance: request.distance, step, best };
  const sl = tighter(position.side, position.sl, behind(position.side, best, request.distance));
  return accepted({ ...position, sl, trailing, version: position.version + 1 });
}

/** The position after a tick; the same object unless its stop loss has moved. */
export function followTrailing(position: Position, quote: Quote): Position {
  const { trailing, side, sl, status } = position;
  if (trailing === null || status !== 'OPEN') return position;
  const price = dealingPrice(opposite(side), quote);
  if (gainOf(side, trailing.best, price) <= 0n) return position;
  const moved = movedStop(side, behind(side, price, trailing.distance), { sl, trailing });
  if (moved === null || moved <= 0n) return position;
  const followed = { ...trailing, best: price };
  return { ...position, sl: moved, trailing: followed, version: position.version + 1 };
}

/** Where the stop loss moves to, `null` when it stays. */
function movedStop(
  side: Side,
  candidate: Points,
  { sl, trailing }: { readonly sl: Points | null; readonly trailing: Trailing },
): Points | null {
  if (sl === null) return candidate;
  const gain = gainOf(side, sl, candidate);
  const steps = trailing.step === null ? gain : gain - (gain % trailing.step);
  return steps <= 0n ? null : behind(side, sl, -steps);
}

/** How much better `now` is than `before` for a position of this side. */
const gainOf = (side: Side, before: Points, now: Points): Points =>
  side === 'BUY' ? now - before : before - now;

/** `distance` points on the losing side of a price. */
export const behind = (side: Side, price: Points, distance: Points): Points =>
  side === 'BUY' ? price - distance : price + distance;

/** The stop loss that gives away less; `candidate` when there was none. */
export const tighter = (side: Side, sl: Points | null, candidate: Points): Points =>
  sl === null || gainOf(side, sl, candidate) > 0n ? candidate : sl;

function refuseDistance(
  request: TrailingRequest,
  { side, sl, tp }: Position,
  { instrument, closingPrice: against }: Place,
): Decision<'INVALID_SL_TP', never> | null {
  const refuseAs = (reason: string, minDistance: Points) => {
    const decimal = (price: Points | null) =>
      price === null ? null : { unscaled: price, scale: instrument.digits };
    const wanted = { side, sl: decimal(sl), tp: decimal(tp), field: 'sl' } as const;
    return refuseLevel({ kind: 'TOO_CLOSE', reason, against, minDistance }, wanted, instrument);
  };
  const least = instrument.stopsLevel > 1n ? instrument.stopsLevel : 1n;
  if (request.distance < least) return refuseAs('The trailing distance is too short', least);
  if (request.type === 'STEP' && request.step < 1n) {
    return refuseAs('The trailing step is less than a point', 1n);
  }
  if (behind(side, against, request.distance) <= 0n) {
    return refuseAs('The trailing distance reaches below zero', least);
  }
  return null;
}
