/** How far orders come and how long that takes: to the LP service, and back as a report that is booked. */
import type { Metrics } from '@faultline/service';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { LpPort } from '../../ports/lp.ts';
import type { BooksCheck, Store } from '../../ports/store.ts';

export interface OrderMetrics {
  /** The port as it is, with an eye on its answers. */
  readonly watched: (port: LpPort) => LpPort;
  /** A report about an order is booked, so long after it became known to the LP service. */
  readonly onReport: (report: { readonly kind: string; readonly atMs: number }) => void;
}

const STAGE_BUCKETS_SEC = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param now - Epoch milliseconds, as the LP service counts them. */
export function orderMetrics({ registry }: Metrics, now: () => number): OrderMetrics {
  const registers = [registry];
  const stages = new Histogram({
    name: 'faultline_order_stage_duration_seconds',
    help: 'submit: from us to the LP service’s disk. report: from what a provider said to our books.',
    labelNames: ['stage'],
    buckets: STAGE_BUCKETS_SEC,
    registers,
  });
  const submits = new Counter({
    name: 'faultline_order_submits_total',
    help: 'Orders handed to the LP service, by its answer; one that is unreachable is asked again.',
    labelNames: ['result'],
    registers,
  });
  const reports = new Counter({
    name: 'faultline_order_reports_total',
    help: 'Reports about orders by what they say. OVERFILL, BUST, CORRECT and UNKNOWN_ORDER need a person.',
    labelNames: ['kind'],
    registers,
  });
  for (const result of ['taken', 'refused', 'unreachable']) submits.inc({ result }, 0);
  for (const kind of ['overfill', 'bust', 'correct', 'unknown_order']) reports.inc({ kind }, 0);
  return {
    watched: (port) => ({
      ...port,
      submit: async (submission, requestId) => {
        const startedMs = performance.now();
        const answer = await port.submit(submission, requestId);
        submits.inc({ result: answer.kind });
        stages.observe({ stage: 'submit' }, (performance.now() - startedMs) / 1_000);
        return answer;
      },
    }),
    onReport: ({ kind, atMs }) => {
      reports.inc({ kind: kind.toLowerCase() });
      stages.observe({ stage: 'report' }, Math.max(0, now() - atMs) / 1_000);
    },
  };
}

/** Every look at the books also says whether they hold. */
export function watchedVerify(
  store: Pick<Store, 'verify'>,
  { registry }: Metrics,
): () => Promise<BooksCheck> {
  const broken = new Gauge({
    name: 'faultline_books_broken',
    help: '1 when the last check found a balance that its postings do not explain, or an altered audit log.',
    registers: [registry],
  });
  return async () => {
    const check = await store.verify();
    broken.set(check.unexplained.length > 0 || check.auditBreak !== null ? 1 : 0);
    return check;
  };
}
