/** Buckets as the configuration wants them: in this process, or shared over Redis. */
import type { Logger } from '../log/logger.ts';
import { MemoryBuckets } from './memory-buckets.ts';
import type { Buckets } from './rate-limits.ts';
import { RedisBuckets } from './redis-buckets.ts';
import { SharedBuckets } from './shared-buckets.ts';

export interface OpenBuckets extends Buckets {
  readonly close: () => void;
}

export interface BucketOptions {
  /** `null` keeps them in this process. */
  readonly redisUrl: string | null;
  readonly log: Logger;
  readonly onDegraded?: ((degraded: boolean) => void) | undefined;
}

/** Resolves also without Redis, which then is looked for in the background. */
export async function openBuckets(options: BucketOptions): Promise<OpenBuckets> {
  const { redisUrl, log, onDegraded } = options;
  const own = new MemoryBuckets(Date.now);
  if (redisUrl === null) {
    return { take: (key, allowance) => own.take(key, allowance), close: () => undefined };
  }
  const shared = new SharedBuckets({
    own,
    shared: new RedisBuckets(redisUrl),
    onDegraded: (degraded) => {
      if (degraded) log.warn('rate limits are counted in this process only: Redis is silent');
      else log.info('rate limits are shared again');
      onDegraded?.(degraded);
    },
  });
  await shared.open();
  return {
    take: async (key, allowance) => shared.take(key, allowance),
    close: () => shared.close(),
  };
}
