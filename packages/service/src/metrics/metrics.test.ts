/** What a scrape finds: every call with its code and outcome, and nobody's name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { startLimited } from '../testing/limited-server.ts';
import { createMetrics } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';

const metrics = createMetrics('desk');
let limited: Awaited<ReturnType<typeof startLimited>>;
let scraped: Awaited<ReturnType<typeof serveMetrics>>;
beforeAll(async () => {
  limited = await startLimited({ metrics, buckets: null });
  const log = pino({ enabled: false });
  scraped = await serveMetrics(metrics, { host: '127.0.0.1', port: 0, log });
});
afterAll(async () => {
  await limited.server.close();
  await scraped.close();
});

const scrape = async (): Promise<string> =>
  (await fetch(`http://127.0.0.1:${scraped.port}/metrics`)).text();
const post = async (path: string, body: string) =>
  fetch(limited.url + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: 'Bearer secret-canary' },
  });

describe('a scrape', () => {
  it('counts calls by procedure, door, code and outcome', async () => {
    await post('/pay', '{"amount":1}');
    await post('/trpc/demo.pay', '{"amount":500}');
    await post('/trpc/demo.bug', '{}');
    await fetch(`${limited.url}/nowhere/secret-canary`);
    await fetch(`${limited.url}/trpc/secret.canary`);
    const text = await scrape();
    for (const line of [
      'faultline_calls_total{procedure="demo.pay",door="rest",code="ok",outcome="applied",service="desk"} 1',
      'faultline_calls_total{procedure="demo.pay",door="trpc",code="insufficient_balance",outcome="not_applied",service="desk"} 1',
      'faultline_calls_total{procedure="demo.bug",door="trpc",code="internal_error",outcome="unknown",service="desk"} 1',
      'faultline_errors_total{code="insufficient_balance",category="account",service="desk"} 1',
      'faultline_errors_total{code="internal_error",category="system",service="desk"} 1',
      'faultline_errors_total{code="not_found",category="validation",service="desk"} 2',
      'faultline_call_duration_seconds_count{service="desk",procedure="demo.pay"} 2',
      'faultline_ratelimit_degraded{service="desk"} 0',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('names no caller and nothing that a caller sent', async () => {
    const text = await scrape();
    expect(text).not.toMatch(/canary|="user|account_?id|user_?id/i);
  });

  it('is not to be had where callers are', async () => {
    expect((await fetch(`${limited.url}/metrics`)).status).toBe(404);
    const elsewhere = await fetch(`http://127.0.0.1:${scraped.port}/pay`);
    expect(elsewhere.status).toBe(404);
  });

  it('finds a number for each name that there is now, and none for those that are gone', async () => {
    const own = createMetrics('desk');
    let gaps: readonly (readonly [string, number])[] = [['EURUSD', 0.5]];
    own.watchEach({ name: 'gap', help: 'Lots.', label: 'symbol' }, () => gaps);
    const lines = async (): Promise<readonly string[]> =>
      (await own.registry.metrics()).split('\n').filter((line) => line.startsWith('gap'));
    expect(await lines()).toEqual(['gap{symbol="EURUSD",service="desk"} 0.5']);
    gaps = [['XAUUSD', 2]];
    expect(await lines()).toEqual(['gap{symbol="XAUUSD",service="desk"} 2']);
  });
});
