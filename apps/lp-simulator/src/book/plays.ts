/** The plays: which steps an order takes, one after the other, when the simulator behaves well or badly. Pure. */
import { Side, TimeInForce, parseDecimal, type ExecutionReport } from '@faultline/fix';
import type { Quote } from '../quotes/quote-board.ts';
import {
  QTY_SCALE,
  acknowledge,
  bust,
  cancelRest,
  expire,
  fill,
  leavesQty,
  type BookOrder,
  type Moment,
  type Step,
} from './order.ts';

export type Move = (order: BookOrder) => Step;

export interface PricedMoment {
  readonly quote: Quote;
  readonly nowMs: number;
}

interface Played {
  readonly order: BookOrder;
  readonly reports: readonly ExecutionReport[];
}

export function play(start: BookOrder, moves: readonly Move[]): Played {
  const reports: ExecutionReport[] = [];
  let order = start;
  for (const move of moves) {
    const step = move(order);
    order = step.order;
    reports.push(step.report);
  }
  return { order, reports };
}

/** Acknowledged, then filled whole if its terms allow; else over, or resting in the book. */
export function fillMoves(order: BookOrder, at: PricedMoment): readonly Move[] {
  const moment = momentOf(at);
  return [(now) => acknowledge(now, moment), ...tradeMoves(order, at)];
}

/** What follows the acknowledgement. */
export function tradeMoves(order: BookOrder, at: PricedMoment): readonly Move[] {
  const moment = momentOf(at);
  const price = priceFor(order, at.quote);
  if (price === null) return unfilledMoves(order, moment);
  return [(now) => fill(now, { qty: leavesQty(now), price }, moment)];
}

/** A share is filled; what is left is cancelled, or goes on working where it may. */
export function partialMoves(
  order: BookOrder,
  at: PricedMoment,
  fraction: number,
): readonly Move[] {
  const moment = momentOf(at);
  const price = priceFor(order, at.quote);
  const acknowledged: Move = (now) => acknowledge(now, moment);
  if (price === null || order.timeInForce === TimeInForce.FillOrKill) {
    return [acknowledged, ...unfilledMoves(order, moment)];
  }
  const trade = { qty: shareOf(order.qty, fraction), price };
  const moves: Move[] = [acknowledged, (now) => fill(now, trade, moment)];
  return mayRest(order) ? moves : [...moves, (now) => cancelRest(now, moment)];
}

/** Filled, and then half of it once more. */
export function overfillMoves(order: BookOrder, at: PricedMoment): readonly Move[] {
  const moment = momentOf(at);
  const price = priceFor(order, at.quote);
  const more = { qty: shareOf(order.qty, 0.5), price: price ?? 0n };
  const moves = fillMoves(order, at);
  return price === null ? moves : [...moves, (now) => fill(now, more, moment)];
}

/** Filled, and then not. */
export function bustMoves(order: BookOrder, at: PricedMoment): readonly Move[] {
  const moves = fillMoves(order, at);
  const moment = momentOf(at);
  return priceFor(order, at.quote) === null ? moves : [...moves, (now) => bust(now, moment)];
}

export function mayRest({ timeInForce }: BookOrder): boolean {
  return timeInForce !== TimeInForce.ImmediateOrCancel && timeInForce !== TimeInForce.FillOrKill;
}

/** A buyer pays the ask, a seller gets the bid; null when that is worse than the limit. */
export function priceFor({ side, limit }: BookOrder, { bid, ask }: Quote): bigint | null {
  if (side === Side.Buy) return limit === null || ask <= limit ? ask : null;
  return limit === null || bid >= limit ? bid : null;
}

export function momentOf({ quote, nowMs }: PricedMoment): Moment {
  return { instrument: quote.instrument, nowMs };
}

function unfilledMoves(order: BookOrder, moment: Moment): readonly Move[] {
  if (mayRest(order)) return [];
  const over = order.timeInForce === TimeInForce.FillOrKill ? expire : cancelRest;
  return [(now) => over(now, moment)];
}

/** Rounded down to whole base units where the order has any, and never to nothing. */
function shareOf(qty: bigint, fraction: number): bigint {
  const share = parseDecimal(fraction.toFixed(12)) ?? { unscaled: 1n, scale: 0 };
  const exact = (qty * share.unscaled) / 10n ** BigInt(share.scale);
  const unit = 10n ** BigInt(QTY_SCALE);
  const whole = exact - (exact % unit);
  if (whole > 0n) return whole;
  return exact > 0n ? exact : 1n;
}
