/**
 * Which part of an order's quantity is booked already. Every execution covers a stretch of CumQty(14); what two messages
 * tell about the same stretch is told twice. Pure.
 */
import type { Decimal } from '@faultline/errors';
import { compare, larger, multiply, smaller, subtract, sum } from '../decimals.ts';
import type { Fill } from './lp-order.ts';

/** From (exclusive) to (inclusive). */
export interface Stretch {
  readonly from: Decimal;
  readonly to: Decimal;
}

/** What of `wanted` no fill covers, lowest first. */
export function uncovered(fills: readonly Stretch[], wanted: Stretch): Stretch[] {
  const gaps: Stretch[] = [];
  let { from } = wanted;
  for (const fill of fills.toSorted((a, b) => compare(a.from, b.from))) {
    const to = smaller(fill.from, wanted.to);
    if (compare(from, to) < 0) gaps.push({ from, to });
    from = larger(from, fill.to);
  }
  if (compare(from, wanted.to) < 0) gaps.push({ from, to: wanted.to });
  return gaps;
}

export const lengthOf = (stretches: readonly Stretch[]): Decimal =>
  sum(stretches.map(({ from, to }) => subtract(to, from)));

/** What was paid for the fills as far as they lie below `limit`. */
export const paidBelow = (fills: readonly Fill[], limit: Decimal): Decimal =>
  sum(
    fills
      .filter(({ from }) => compare(from, limit) < 0)
      .map(({ from, to, price }) => multiply(subtract(smaller(to, limit), from), price)),
  );
