/** The limits of the whole system over a Redis that falls silent and dies: nobody notices but whoever asks too often. */
import { hasRedis, type OwnRedis, startRedis } from '@faultline/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

/** What the guide gives a person for positions: the minute's allowance and the burst beyond it. */
const ALLOWANCE = 120;
const BACK_PER_SEC = 100 / 60;
const BEFORE = 30;
/** For a machine that does other work, too; without a bound of ours a silent Redis holds a call for six seconds and more. */
const WAIT_MAX_MS = 1_500;

if (!hasRedis) process.stderr.write('SKIPPED: Redis in trouble, for there is no redis-server\n');

describe.skipIf(!hasRedis && process.env['CI'] === undefined)('a Redis that falls silent', () => {
  let redis: OwnRedis;
  let system: System;
  beforeAll(async () => {
    redis = await startRedis();
    system = await startSystem({ RATE_LIMITS: 'guide', REDIS_URL: redis.url });
  });
  afterAll(async () => {
    await redis.kill();
    await system.stop();
    await removeData(system);
  });

  it('changes no answer, lets nobody wait, and lifts no limit', async () => {
    const token = await signIn(system);
    const startedMs = performance.now();
    const answers: { status: number; tookMs: number }[] = [];
    for (let count = 0; count < 2 * ALLOWANCE; count += 1) {
      if (count === BEFORE) redis.freeze();
      const askedMs = performance.now();
      const { status } = await http(`${system.url}/api/positions`, { token });
      answers.push({ status, tookMs: performance.now() - askedMs });
    }
    const back = Math.ceil(((performance.now() - startedMs) / 1_000) * BACK_PER_SEC) + 1;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const served = answers.filter(({ status }) => status === 200).length;
    expect(served).toBeGreaterThanOrEqual(ALLOWANCE);
    expect(served).toBeLessThanOrEqual(ALLOWANCE + back);
    expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(WAIT_MAX_MS);
    expect((await http(`${system.url}/health/ready`)).status).toBe(200);
  });

  it('and dies keeps nobody from trading', async () => {
    await redis.kill();
    const token = await signIn(system, 'trader2');
    const body = { accountId: 3, symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
    const placed = await http(`${system.url}/api/orders/market`, { token, body });
    expect(placed.status).toBe(200);
    expect(placed.headers.get('x-ratelimit-limit')).toBe('100');
  });
});
