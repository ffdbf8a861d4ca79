/**
 * What a provider's report changes. Each is applied once: its number and its effect are one commit, and an execution is
 * known by the provider's own id. A report that cannot be true is set aside for a person, never dropped.
 */
import { isDone, type Order } from '@faultline/domain';
import type { Market } from '../market/market.ts';
import type { AccountEvent } from '../ports/records.ts';
import type { Changes, Decided, Facts } from '../ports/store.ts';
import type { Wake } from '../trading/waiters.ts';
import { effectOf } from './effects.ts';
import type { Report } from './report.ts';

/** Once this is on disk. */
interface Applied {
  readonly wakes: readonly Wake[];
  /** Why it is kept for a person and nothing was booked; `null` where it was applied. */
  readonly setAside: string | null;
}

const NOTHING: Applied = { wakes: [], setAside: null };

/** For `Store.commit`. Throws where a fill cannot be booked yet: it is applied again later, in its turn. */
export function applyReport(report: Report, market: Market): (facts: Facts) => Decided<Applied> {
  return (facts) => {
    // Seen before, or ahead of one that could not be applied: it will be heard again in its turn.
    if (report.seq !== facts.lastReportSeq + 1) return { answer: NOTHING };
    const numbered = { atMs: market.now(), lastReportSeq: report.seq };
    const fault = faultOf(report, facts);
    const { order } = facts;
    const setAside = (reason: string) => broken(report, { numbered, order, reason });
    if (fault !== null) return setAside(fault);
    if (order === null || isDone(order)) return { answer: NOTHING, changes: numbered };
    const effect = effectOf(report, { market, facts, order });
    if (effect === 'IMPOSSIBLE') return setAside('it does not fit the order');
    const { wakes, changes } = effect;
    return { answer: { wakes, setAside: null }, changes: { ...numbered, ...changes } };
  };
}

/**
 * What would have to be booked against what was booked before, or against nothing: positions may have been closed on it
 * since, and money paid out. A person decides.
 */
const FOR_A_PERSON: Readonly<Partial<Record<Report['kind'], string>>> = {
  OVERFILL: 'the provider has executed more than the order',
  BUST: 'the provider takes an execution back',
  CORRECT: 'the provider changes an execution',
  UNKNOWN_ORDER: 'the provider has an order that is not ours',
};

/** Why nobody may act on a report without looking at it. */
function faultOf({ kind }: Report, { order, executionApplied }: Facts): string | null {
  const reason = FOR_A_PERSON[kind];
  if (reason !== undefined) return reason;
  if (order === null) return 'there is no such order';
  return isLateFill(kind, order) && !executionApplied
    ? `the order was already ${order.status}`
    : null;
}

/** Whatever else comes after an order's end changes nothing; an execution is a fact that somebody has to book. */
const isLateFill = (kind: Report['kind'], order: Order): boolean =>
  kind === 'FILL' && isDone(order);

type Numbered = Required<Pick<Changes, 'atMs' | 'lastReportSeq'>>;

interface Case {
  readonly numbered: Numbered;
  readonly order: Order | null;
  readonly reason: string;
}

/** Kept for a person; the account that the order belongs to is told. */
function broken(report: Report, { numbered, order, reason }: Case): Decided<Applied> {
  const { seq, orderId, kind, execId } = report;
  const readable: unknown = JSON.parse(
    JSON.stringify(report, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  );
  const { atMs } = numbered;
  const waiting = { settledAtMs: null, settledBy: null, evidence: null };
  const entry = { seq, orderId, report: readable, reason, atMs, ...waiting };
  const payload = { orderId, kind, execId, reason };
  const type = 'ORDER_BREAK';
  const events: AccountEvent[] =
    order === null ? [] : [{ accountId: order.accountId, type, payload, atMs }];
  const answer = { wakes: [], setAside: reason };
  return { answer, changes: { ...numbered, breaks: [entry], events } };
}
