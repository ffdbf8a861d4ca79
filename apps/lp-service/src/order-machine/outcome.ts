/** Compares an order before and after something became known, and says what of it is news. Pure. */
import type { Decimal } from '@faultline/errors';
import { compare, isPositive, smaller, subtract, sum } from '../decimals.ts';
import type { Stretch } from './coverage.ts';
import { lengthOf } from './coverage.ts';
import type { LpOrder, OrderReport, Outcome } from './lp-order.ts';
import { isDone } from './lp-order.ts';

/** A new execution: the stretches of the order's quantity that nothing has told of before. */
export interface NewFill {
  readonly execId: string;
  readonly price: Decimal;
  readonly gaps: readonly Stretch[];
}

interface News {
  readonly atMs: number;
  /** The execution that this brought, if it did. */
  readonly fill?: NewFill | null;
  /** Another provider has the order by now: whatever is filled here is too much. */
  readonly isSuperseded?: boolean;
}

export const PLAIN = { execId: null, qty: null, price: null, refusal: null };

/** @param after - What is known now; `doneAtMs` is set here. */
export function outcomeOf(
  before: LpOrder,
  after: LpOrder,
  { atMs, fill = null, isSuperseded = false }: News,
): Outcome {
  const reports: OrderReport[] =
    fill === null ? [] : reportsOf(fill, isSuperseded ? null : after.qty);
  const done = isDone(after);
  if (done && !isDone(before)) reports.push(...endOf(after));
  if (!done) reports.push(...doubtOf(before, after, fill !== null));
  const doneAtMs = before.doneAtMs ?? (done ? atMs : null);
  return { order: { ...after, request: done ? null : after.request, doneAtMs }, reports };
}

/** A fill ends a doubt without another word. */
function doubtOf(before: LpOrder, after: LpOrder, isFilled: boolean): OrderReport[] {
  if (after.inDoubt === before.inDoubt) return [];
  if (after.inDoubt) return [{ ...PLAIN, kind: 'IN_DOUBT' }];
  return isFilled ? [] : [{ ...PLAIN, kind: 'RESTORED' }];
}

/** @param room - The order's quantity; what lies beyond it has been filled all the same, and is told apart. */
function reportsOf({ execId, price, gaps }: NewFill, room: Decimal | null): OrderReport[] {
  const qty = lengthOf(gaps);
  const within =
    room === null ? { unscaled: 0n, scale: 0 } : sum(gaps.map((gap) => below(gap, room)));
  const beyond = subtract(qty, within);
  return [
    ...(isPositive(within)
      ? [{ ...PLAIN, kind: 'FILL' as const, execId, price, qty: within }]
      : []),
    ...(isPositive(beyond)
      ? [{ ...PLAIN, kind: 'OVERFILL' as const, execId, price, qty: beyond }]
      : []),
  ];
}

const below = ({ from, to }: Stretch, limit: Decimal): Decimal =>
  compare(from, limit) >= 0 ? { unscaled: 0n, scale: 0 } : subtract(smaller(to, limit), from);

/** How an order has just ended. One that is full has said so by its fills. */
function endOf(order: LpOrder): OrderReport[] {
  const { ending, fills } = order;
  if (ending === null || doneByFills(order)) return [];
  return ending.refused !== null && fills.length === 0
    ? [{ ...PLAIN, kind: 'REJECT', refusal: ending.refused.refusal }]
    : [{ ...PLAIN, kind: 'CANCEL' }];
}

const doneByFills = (order: LpOrder): boolean => isDone({ ...order, ending: null });
