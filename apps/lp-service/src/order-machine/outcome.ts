/** Compares an order before and after something became known, and says what of it is news. Pure. */
import type { Decimal } from '@faultline/errors';
import type { LpOrder, OrderReport, Outcome } from './lp-order.ts';
import { isDone } from './lp-order.ts';

/** A new execution, whole, however many gaps it fills. */
export interface NewFill {
  readonly execId: string;
  readonly qty: Decimal;
  readonly price: Decimal;
}

const PLAIN = { execId: null, qty: null, price: null, refusal: null };

/**
 * @param after - What is known now; `doneAtMs` is set here.
 * @param news - The execution that this brought, if it did.
 */
export function outcomeOf(
  before: LpOrder,
  after: LpOrder,
  { atMs, news = null }: { readonly atMs: number; readonly news?: NewFill | null },
): Outcome {
  const reports: OrderReport[] = [];
  if (news !== null) reports.push({ ...PLAIN, kind: 'FILL', ...news });
  const done = isDone(after);
  if (done && !isDone(before)) reports.push(...endOf(after));
  if (!done && after.inDoubt && !before.inDoubt) reports.push({ ...PLAIN, kind: 'IN_DOUBT' });
  if (!done && !after.inDoubt && before.inDoubt && news === null) {
    reports.push({ ...PLAIN, kind: 'RESTORED' });
  }
  const doneAtMs = before.doneAtMs ?? (done ? atMs : null);
  return { order: { ...after, doneAtMs }, reports };
}

/** How an order has just ended. One that is full has said so by its fills. */
function endOf(order: LpOrder): OrderReport[] {
  const { ending, fills } = order;
  if (ending === null || doneByFills(order)) return [];
  return ending.refusal !== null && fills.length === 0
    ? [{ ...PLAIN, kind: 'REJECT', refusal: ending.refusal }]
    : [{ ...PLAIN, kind: 'CANCEL' }];
}

const doneByFills = (order: LpOrder): boolean => isDone({ ...order, ending: null });
