/** The store as it is, with an eye on how long its commits take and how many of them share one transaction. */
import { type Metrics, watchQueue } from '@faultline/service';
import { Counter, Histogram } from 'prom-client';
import type { Store } from '../../ports/store.ts';
import { watchedVerify } from './order-metrics.ts';

export interface WatchedStore {
  readonly store: Store;
  /** How long a commit that begins now will take, milliseconds. */
  readonly waitMs: () => number;
}

const COMMIT_BUCKETS_SEC = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

export function watchStore(store: Store, metrics: Metrics): WatchedStore {
  const { registry } = metrics;
  const registers = [registry];
  const groups = new Counter({
    name: 'faultline_commit_groups_total',
    help: 'Transactions; commits over groups is how many commands share one.',
    registers,
  });
  const commits = new Histogram({
    name: 'faultline_commit_duration_seconds',
    help: 'From the wish to commit a command to its being on disk.',
    buckets: COMMIT_BUCKETS_SEC,
    registers,
  });
  const queue = watchQueue(() => performance.now());
  store.onCommitted(({ isOurs }) => isOurs && groups.inc());
  const commit: Store['commit'] = async (wanted, decide) => {
    const end = queue.begin();
    const startedMs = performance.now();
    try {
      return await store.commit(wanted, decide);
    } finally {
      end();
      commits.observe((performance.now() - startedMs) / 1_000);
    }
  };
  const verify = watchedVerify(store, metrics);
  return { store: { ...store, commit, verify }, waitMs: queue.waitMs };
}
