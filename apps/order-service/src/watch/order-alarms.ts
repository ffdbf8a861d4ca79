/** What wakes an operator about orders at providers: one in doubt for too long, and a report that nobody may book unseen. */
import { IN_DOUBT_AGE_METRIC, SET_ASIDE_METRIC } from '@faultline/errors';
import type { Metrics } from '@faultline/service';
import type { BusyBooks } from './busy-books.ts';

interface Watched {
  readonly busy: Pick<BusyBooks, 'all'>;
  readonly now: () => number;
}

/** @returns What to call for each report that was set aside. */
export function alarms(metrics: Pick<Metrics, 'watch' | 'count'>, watched: Watched): () => void {
  metrics.watch(
    { name: 'faultline_orders_in_doubt', help: 'Orders whose outcome nobody knows.' },
    () => inDoubt(watched).length,
  );
  metrics.watch(
    { name: IN_DOUBT_AGE_METRIC, help: 'Age of the oldest order whose outcome nobody knows.' },
    () => oldestSeconds(watched),
  );
  return metrics.count({
    name: SET_ASIDE_METRIC,
    help: 'Reports that fit no order, or came after its end, and wait for a person.',
  });
}

const inDoubt = ({ busy }: Watched) =>
  busy.all().flatMap(({ orders }) => orders.filter(({ status }) => status === 'IN_DOUBT'));

/** Since the order was sent: that is how long nobody has answered for it. */
function oldestSeconds(watched: Watched): number {
  const sentAtMs = inDoubt(watched).map(
    ({ triggeredAtMs, createdAtMs }) => triggeredAtMs ?? createdAtMs,
  );
  return sentAtMs.length === 0 ? 0 : (watched.now() - Math.min(...sentAtMs)) / 1_000;
}
