/** Hears the LP service's reports in their order and applies each exactly once. */
import type { LpClient } from '@faultline/client';
import { decimalOf } from '@faultline/errors';
import type { Logger } from '@faultline/service';
import { applyReport } from '../../apply-report/apply-report.ts';
import type { Report } from '../../apply-report/report.ts';
import type { Market } from '../../market/market.ts';
import type { Store } from '../../ports/store.ts';
import type { Waiters } from '../../trading/waiters.ts';
import type { OrderMetrics } from '../edge/order-metrics.ts';
import { pollForever } from './poll.ts';

export interface IntakeDeps {
  readonly client: LpClient;
  readonly store: Store;
  readonly market: Market;
  readonly waiters: Waiters;
  readonly onReport: OrderMetrics['onReport'];
  /** A report waits for a person. */
  readonly onSetAside: () => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

const BATCH = 500;
const WAIT_MS = 10_000;

export async function takeReports(deps: IntakeDeps): Promise<void> {
  const { client, store, log, signal } = deps;
  await pollForever({
    signal,
    ask: async () => {
      const { lastReportSeq } = await store.read({});
      const asked = { afterSeq: lastReportSeq, limit: BATCH, waitMs: WAIT_MS };
      const { reports } = await client.execution.reports.query(asked, { signal });
      // Asked for together, they are decided in their order and committed as one group.
      await Promise.all(reports.map(async (wire) => take(reportOf(wire), deps)));
    },
    onFailure: (error, first) => {
      if (first) log.warn({ err: error }, 'report intake interrupted');
    },
  });
}

type WireReport = Awaited<ReturnType<LpClient['execution']['reports']['query']>>['reports'][number];

const reportOf = ({ qty, price, ...wire }: WireReport): Report => ({
  ...wire,
  qty: qty === null ? null : decimalOf(qty),
  price: price === null ? null : decimalOf(price),
});

async function take(report: Report, deps: IntakeDeps): Promise<void> {
  const { store, market, waiters, onReport, onSetAside, log } = deps;
  const { orderId, lp, execId, seq, kind } = report;
  const execution = execId === null ? undefined : { lp, execId };
  const applied = await store.commit({ orderId, execution }, applyReport(report, market));
  const { wakes, setAside } = applied;
  const facts = { seq, orderId, lp, kind };
  onReport(report);
  if (setAside === null) {
    log.info(facts, 'report applied');
  } else {
    onSetAside();
    log.error({ ...facts, execId, reason: setAside }, 'report set aside for a person');
  }
  waiters.wake(wakes);
}
