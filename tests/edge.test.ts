/** The edge as a whole system has it: limits by default, metrics on ports of their own, and a stop that fails nobody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn, simulate, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ RATE_LIMITS: 'guide' });
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

const metricsPort = (part: string): string => {
  const line = system.lines.find((one) => one.startsWith(`${part} runs as process`)) ?? '';
  return /metrics (\d+)/.exec(line)?.[1] ?? '';
};

describe('npm start', () => {
  it('limits sign-ins as the guide says, and tells when to come back', async () => {
    const body = { username: 'trader', password: 'not-it' };
    const answers = [];
    for (let index = 0; index < 8; index += 1) {
      const username = `stranger${index}`;
      answers.push(await http(`${system.url}/login`, { body: { ...body, username } }));
    }
    const refused = answers.at(-1);
    expect(answers.slice(0, 7).map(({ status }) => status)).toEqual(Array(7).fill(401));
    expect(refused?.status).toBe(429);
    expect(refused?.body).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      details: { limit: 5, window: '1m' },
    });
    // Twelve seconds for one of five a minute, less what the eight have taken.
    const retryAfterSec = Number(refused?.headers.get('retry-after'));
    expect(retryAfterSec).toBeGreaterThanOrEqual(8);
    expect(retryAfterSec).toBeLessThanOrEqual(12);
    expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(system.lines.join('\n')).not.toContain('rate limits are off');
  });

  it.each(['order-service', 'lp-service'])('lets %s be scraped, elsewhere', async (part) => {
    const scraped = await http(`http://127.0.0.1:${metricsPort(part)}/metrics`);
    expect(scraped.text).toContain(`service="${part}"`);
    expect(scraped.text).toContain('# TYPE faultline_errors_total counter');
    expect((await http(`${system.url}/metrics`)).status).toBe(404);
  });
});

describe('a stop with orders at a provider', () => {
  it('waits for their fills, and every caller is told', async () => {
    const own = await startSystem();
    expect(own.lines.join('\n')).toContain('rate limits are off');
    const token = await signIn(own);
    const body = { symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
    // The very first takes its time, and ten that had to wait behind it might be sent away.
    await http(`${own.url}/api/orders/market`, { token, body });
    await simulate(own, '/behaviour', { mode: 'delay', ms: 800 });
    const placing = Array.from({ length: 10 }, async () =>
      http(`${own.url}/api/orders/market`, { token, body }),
    );
    await until(
      async () => http(`${own.control}/orders`),
      ({ text }) => text.split('"clOrdId"').length > 11,
    ).catch(async () => {
      const told = await Promise.all(placing);
      throw new Error(`not all reached the provider: ${told.map(({ text }) => text).join('\n')}`);
    });
    const stopped = own.stop();
    const placed = await Promise.all(placing);
    expect(placed.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await stopped).toBe(0);
    await removeData(own);
  });
});
