/** What the LP service counts: its sessions, how each provider does, orders in doubt, and commits. Read when scraped. */
import type { Metrics } from '@faultline/service';
import { Counter, Gauge, Histogram } from 'prom-client';
import { stateOf, type LpOrder } from '../../order-machine/lp-order.ts';
import type { Health } from '../../lp/health.ts';
import type { BreakerState } from '../../ports/breaker.ts';
import type { FixLines } from '../../ports/fix-line.ts';
import type { OrderBook } from '../../ports/order-book.ts';

export interface LpMetricsDeps {
  readonly lines: FixLines;
  readonly lps: () => readonly string[];
  readonly connected: (lp: string) => boolean;
  readonly breaker: (lp: string) => BreakerState;
  readonly health: (lp: string) => Health;
  /** Epoch milliseconds. */
  readonly lastQuoteTime: (lp: string) => number | null;
  readonly book: Pick<OrderBook, 'openOrders' | 'onCommitted'>;
  readonly now: () => number;
}

interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const ANSWER_BUCKETS_SEC = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BREAKER: Readonly<Record<BreakerState, number>> = { CLOSED: 0, HALF_OPEN: 0.5, OPEN: 1 };

interface Gauged {
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: () => readonly Reading[];
}

/** A gauge that is read anew for every scrape: what is gone has no series. */
function readOnScrape(
  { registry }: Metrics,
  name: string,
  { help, labels: labelNames, read }: Gauged,
): void {
  new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, value } of read()) this.set(labels, value);
    },
  });
}

export function lpMetrics(metrics: Metrics, deps: LpMetricsDeps): void {
  ofSessions(metrics, deps);
  ofProviders(metrics, deps);
  ofOrders(metrics, deps);
}

function ofSessions(metrics: Metrics, { lines }: LpMetricsDeps): void {
  readOnScrape(metrics, 'faultline_fix_session_status', {
    help: '1 for the status that each FIX session is in.',
    labels: ['session', 'lp', 'status'],
    read: () =>
      lines.all.map(({ id, lp, info }) => ({
        labels: { session: id, lp, status: info().status.toLowerCase() },
        value: 1,
      })),
  });
  readOnScrape(metrics, 'faultline_fix_next_seq', {
    help: 'The next MsgSeqNum(34) of each FIX session.',
    labels: ['session', 'direction'],
    read: () =>
      lines.all.flatMap(({ id: session, info }) => [
        { labels: { session, direction: 'out' }, value: info().nextOut },
        { labels: { session, direction: 'in' }, value: info().nextIn },
      ]),
  });
}

function ofProviders(metrics: Metrics, deps: LpMetricsDeps): void {
  const each = (read: (lp: string) => number | null) => (): readonly Reading[] =>
    deps.lps().flatMap((lp) => {
      const value = read(lp);
      return value === null ? [] : [{ labels: { lp }, value }];
    });
  // Names are whole, so that whoever looks for one finds it.
  readOnScrape(metrics, 'faultline_lp_connected', {
    help: '1 while the provider takes orders.',
    labels: ['lp'],
    read: each((lp) => (deps.connected(lp) ? 1 : 0)),
  });
  readOnScrape(metrics, 'faultline_lp_breaker', {
    help: '1 while orders are kept away from a provider that did not answer; 0.5 while one order tries.',
    labels: ['lp'],
    read: each((lp) => BREAKER[deps.breaker(lp)]),
  });
  readOnScrape(metrics, 'faultline_lp_fill_ratio', {
    help: 'Of the provider’s latest orders, the share that was filled.',
    labels: ['lp'],
    read: each((lp) => deps.health(lp).fillRate),
  });
  readOnScrape(metrics, 'faultline_lp_reject_ratio', {
    help: 'Of the provider’s latest orders, the share that was refused.',
    labels: ['lp'],
    read: each((lp) => deps.health(lp).rejectRate),
  });
  readOnScrape(metrics, 'faultline_lp_quote_age_seconds', {
    help: 'Since the provider’s last quote.',
    labels: ['lp'],
    read: each((lp) => {
      const quotedMs = deps.lastQuoteTime(lp);
      return quotedMs === null ? null : Math.max(0, deps.now() - quotedMs) / 1_000;
    }),
  });
}

function ofOrders(metrics: Metrics, { book, lps, now }: LpMetricsDeps): void {
  const { registry } = metrics;
  const registers = [registry];
  const inDoubt = new Map<string, LpOrder>();
  const doubtsOf = (lp: string): readonly LpOrder[] =>
    [...inDoubt.values()].filter((order) => order.lp === lp);
  const answers = new Histogram({
    name: 'faultline_lp_answer_duration_seconds',
    help: 'From an order to the provider’s first word about it.',
    labelNames: ['lp'],
    buckets: ANSWER_BUCKETS_SEC,
    registers,
  });
  const groups = new Counter({
    name: 'faultline_commit_groups_total',
    help: 'Transactions; commits over groups is how many commands share one.',
    registers,
  });
  const waiting = new Set<string>();
  const onOrder = (order: LpOrder): void => {
    const { clOrdId, lp, sentAtMs } = order;
    const state = stateOf(order);
    if (state === 'SENT') waiting.add(clOrdId);
    else if (waiting.delete(clOrdId) && state !== 'IN_DOUBT') {
      answers.observe({ lp }, Math.max(0, now() - sentAtMs) / 1_000);
    }
    if (state === 'IN_DOUBT') inDoubt.set(clOrdId, order);
    else inDoubt.delete(clOrdId);
  };
  for (const order of book.openOrders()) onOrder(order);
  book.onCommitted(({ orders }) => {
    groups.inc();
    for (const order of orders) onOrder(order);
  });
  readOnScrape(metrics, 'faultline_lp_orders_in_doubt', {
    help: 'Orders of which nobody knows whether they were executed.',
    labels: ['lp'],
    read: () => lps().map((lp) => ({ labels: { lp }, value: doubtsOf(lp).length })),
  });
  readOnScrape(metrics, 'faultline_lp_orders_in_doubt_oldest_seconds', {
    help: 'Since the oldest order in doubt was sent; 0 without one.',
    labels: ['lp'],
    read: () =>
      lps().map((lp) => {
        const sent = doubtsOf(lp).map(({ sentAtMs }) => now() - sentAtMs);
        return { labels: { lp }, value: Math.max(0, ...sent) / 1_000 };
      }),
  });
}
