/** Limits that several processes share over a real Redis, and what is left of them when it dies or falls silent. */
import { afterEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { startLimited } from '../testing/limited-server.ts';
import { hasRedis, type OwnRedis, startRedis } from '@faultline/testkit';
import { openBuckets, type OpenBuckets } from './open-buckets.ts';

const log = pino({ enabled: false });
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

async function ownRedis(port?: number): Promise<OwnRedis> {
  const redis = await startRedis(port);
  cleanUp.push(redis.kill);
  return redis;
}

async function startProcess(redisUrl: string) {
  const degraded: boolean[] = [];
  const buckets: OpenBuckets = await openBuckets({
    redisUrl,
    log,
    onDegraded: (is) => degraded.push(is),
  });
  const limited = await startLimited({ buckets });
  cleanUp.push(buckets.close, async () => limited.server.close());
  const pay = async () => {
    const startedMs = performance.now();
    const { status } = await fetch(`${limited.url}/pay`, {
      method: 'POST',
      body: '{"amount":1}',
      headers: { 'content-type': 'application/json' },
    });
    return { status, tookMs: performance.now() - startedMs };
  };
  return { pay, degraded };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

if (!hasRedis) process.stderr.write('SKIPPED: shared limits, for there is no redis-server\n');

describe.skipIf(!hasRedis && process.env['CI'] === undefined)('limits over Redis', () => {
  it('are one limit for all processes', async () => {
    const { url } = await ownRedis();
    const [one, two] = [await startProcess(url), await startProcess(url)];
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await one.pay()).status, (await two.pay()).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    expect([one.degraded, two.degraded]).toEqual([[], []]);
  });

  it.each(['killed', 'frozen'] as const)(
    'hold when Redis is %s, and only the first caller waits for it',
    async (how) => {
      const redis = await ownRedis();
      const { pay, degraded } = await startProcess(redis.url);
      const before = [await pay(), await pay(), await pay()];
      if (how === 'killed') await redis.kill();
      else redis.freeze();
      const first = await pay();
      const after: Awaited<ReturnType<typeof pay>>[] = [];
      for (let index = 0; index < 40; index += 1) after.push(await pay());
      redis.thaw();
      const statuses = [...before, first, ...after].map(({ status }) => status);
      // What was spent before is not forgotten, and nothing but the limit is ever refused.
      expect(statuses.slice(0, 7)).toEqual([200, 200, 200, 200, 200, 200, 429]);
      expect(new Set(statuses)).toEqual(new Set([200, 429]));
      expect(degraded).toEqual([true]);
      expect(first.tookMs - median(before.map(({ tookMs }) => tookMs))).toBeLessThan(60 + BUSY_MS);
      expect(median(after.map(({ tookMs }) => tookMs))).toBeLessThan(5 + BUSY_MS);
    },
  );

  it('begin without Redis, and are shared as soon as it is there', async () => {
    const redis = await ownRedis();
    const { port } = new URL(redis.url);
    await redis.kill();
    const [one, two] = [await startProcess(redis.url), await startProcess(redis.url)];
    expect([(await one.pay()).status, one.degraded]).toEqual([200, [true]]);
    await ownRedis(Number(port));
    while (one.degraded.length < 2 || two.degraded.length < 2) await one.pay();
    expect(one.degraded).toEqual([true, false]);
    expect((await one.pay()).status).toBe(429);
  });
});

/** For a machine that does other work at the same time; what is tested is that nobody waits for Redis' own patience. */
const BUSY_MS = 200;
