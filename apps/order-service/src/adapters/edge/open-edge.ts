/** What stands between the order service and the world: limits, gates, counters, and the store watched for both. */
import {
  createMetrics,
  type ErrorJournal,
  type Logger,
  type Metrics,
  openBuckets,
  openJournal,
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
  readonly journal: ErrorJournal;
  readonly close: () => Promise<void>;
}

/** Beyond what a provider may take for an order: a call that lasts longer hangs. */
const SPARE_MS = 2_000;

/** A caller who goes on using a connection within this time is told to leave on it, and not cut off. */
const LINGER_MS = 200;

export async function openEdge(
  configuration: Configuration,
  data: Store,
  { directory, log }: { readonly directory: string; readonly log: Logger },
): Promise<Edge> {
  const { errors, trustProxy, corsOrigins, drainDelayMs, orderTimeoutMs } = configuration;
  const metrics = createMetrics('order-service');
  const { store, waitMs } = watchStore(data, metrics);
  const buckets = await openLimits(configuration, metrics, log);
  const { journal } = openJournal({
    service: 'order-service',
    directory,
    redact: errors.redact,
    retentionDays: configuration.journalRetentionDays,
    metrics,
    log,
  });
  return {
    options: {
      errors,
      trustProxy,
      corsOrigins,
      drainDelayMs,
      lingerMs: LINGER_MS,
      metrics,
      journal,
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
    journal,
    close: async () => {
      buckets?.close();
      await journal.close();
    },
  };
}

async function openLimits({ rateLimits, redisUrl }: Configuration, metrics: Metrics, log: Logger) {
  if (rateLimits) return openBuckets({ redisUrl, log, onDegraded: metrics.onLimitsDegraded });
  log.warn('rate limits are off');
  return null;
}
