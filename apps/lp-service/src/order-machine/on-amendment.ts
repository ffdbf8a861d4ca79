/**
 * An execution that the provider takes back (TradeCancel) or changes (TradeCorrect). What was filled stays as it was told:
 * positions may have been closed on it since, so a person decides what to book. Pure.
 */
import type { ExecutionReport } from '@faultline/fix';
import { subtract, sum } from '../decimals.ts';
import type { LpOrder, OrderReport } from './lp-order.ts';
import { PLAIN } from './outcome.ts';

type Amendment = Extract<ExecutionReport, { execType: 'G' | 'H' }>;

export const isAmendment = (report: ExecutionReport): report is Amendment =>
  report.execType === 'G' || report.execType === 'H';

/** The report names the execution that is meant. A bust carries what it was, a correction what it is to be. */
export function reportOfAmendment(order: LpOrder, amendment: Amendment): OrderReport {
  const { execRefId } = amendment;
  const names = [execRefId, aliasOf(execRefId, order.clOrdId)];
  const fills = order.fills.filter(({ execId }) => names.includes(execId));
  const execId = fills[0]?.execId ?? execRefId;
  if (amendment.execType === 'G') {
    const { lastQty: qty, lastPx: price } = amendment;
    return { ...PLAIN, kind: 'CORRECT', execId, qty, price };
  }
  const qty = fills.length === 0 ? null : sum(fills.map(({ from, to }) => subtract(to, from)));
  return { ...PLAIN, kind: 'BUST', execId, qty, price: fills[0]?.price ?? null };
}

/** The name of an execution whose id the provider has used before for another order. */
export const aliasOf = (execId: string, clOrdId: string): string => `${execId}#${clOrdId}`;
