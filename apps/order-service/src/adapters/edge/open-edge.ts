/** What stands between the order service and the world: limits, gates, counters, and the store watched for both. */
import {
  createMetrics,
  type Logger,
  type Metrics,
  openBuckets,
  type ServerOptions,
} from '@faultline/service';
import type { Configuration } from '../../env.ts';
import type { Store } from '../../ports/store.ts';
import { policies } from './call-policies.ts';
import { watchStore } from './watched-store.ts';

interface Edge {
  readonly options: Omit<ServerOptions, 'procedures' | 'authenticate' | 'log' | 'restShapes'>;
  /** To be used instead of the store that was given. */
  readonly store: Store;
  readonly metrics: Metrics;
  readonly close: () => void;
}

/** Beyond what a provider may take for an order: a call that lasts longer hangs. */
const SPARE_MS = 2_000;

export async function openEdge(
  configuration: Configuration,
  data: Store,
  log: Logger,
): Promise<Edge> {
  const { errors, trustProxy, corsOrigins, drainDelayMs, orderTimeoutMs } = configuration;
  const metrics = createMetrics('order-service');
  const { store, waitMs } = watchStore(data, metrics);
  const buckets = await openLimits(configuration, metrics, log);
  return {
    options: {
      errors,
      trustProxy,
      corsOrigins,
      drainDelayMs,
      metrics,
      policies,
      buckets,
      waitMs,
      callTimeoutMs: orderTimeoutMs + SPARE_MS,
      store: {
        // A decision that changes nothing still takes a transaction.
        probe: async () => store.commit({}, () => ({ answer: undefined })),
        durability: await store.durability(),
      },
    },
    store,
    metrics,
    close: () => buckets?.close(),
  };
}

async function openLimits({ rateLimits, redisUrl }: Configuration, metrics: Metrics, log: Logger) {
  if (rateLimits) return openBuckets({ redisUrl, log, onDegraded: metrics.onLimitsDegraded });
  log.warn('rate limits are off');
  return null;
}
