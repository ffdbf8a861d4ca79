/** What happens to one call on a bad day: keys, repetitions, deadlines, and whether it was executed. */
import { afterEach, describe, expect, it } from 'vitest';
import { createOrderClient } from '../client.ts';
import { safe } from '../safe.ts';
import {
  answer,
  type Behaviour,
  refuse,
  scriptedServer,
  type ScriptedServer,
} from '../testing/scripted-server.ts';

let server: ScriptedServer;
afterEach(async () => server.close());

const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 } as const;
const filled = { order: { id: 'ORD-1' }, position: null, deal: null };

async function clientOf(behaviour: Behaviour, timeoutMs = 10_000) {
  server = await scriptedServer(behaviour);
  return createOrderClient({ url: server.url, token: () => 'service', timeoutMs });
}
const keys = (): unknown[] => server.asked.map(({ input }) => input['idempotencyKey']);

describe('a command', () => {
  it('carries a key of its own, which every repetition keeps', async () => {
    const client = await clientOf((_, response, nth) => {
      if (nth === 1) response.destroy();
      else answer(response, filled);
    });
    const placed = await safe(client.orders.placeMarket.mutate(order));
    expect(placed).toMatchObject({ ok: true, data: filled });
    const [first, second] = keys();
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    await client.orders.placeMarket.mutate(order);
    expect(keys()[2]).not.toBe(first);
  });

  it('keeps the key that its caller gives', async () => {
    const client = await clientOf((_, response) => answer(response, filled));
    await client.orders.placeMarket.mutate({ ...order, idempotencyKey: 'my-own-key' });
    expect(keys()).toEqual(['my-own-key']);
  });

  it('is not repeated where it has no key and may have arrived', async () => {
    const client = await clientOf((_, response) => response.destroy());
    const login = { username: 'ann', password: 'secret' };
    const failed = await safe(client.auth.login.mutate(login));
    expect(failed).toMatchObject({ ok: false, error: { code: 'NETWORK_ERROR', attempts: 1 } });
    expect(server.asked).toHaveLength(1);
    expect(keys()).toEqual([undefined]);
  });

  it('is not sent again after a refusal that was decided: another decision is another command', async () => {
    const details = { symbol: 'EURUSD', requestedPrice: 1.1, currentPrice: 1.2, maxDeviation: 5 };
    const client = await clientOf((_, response) =>
      refuse(response, { code: 'PRICE_CHANGED', details, httpStatus: 409 }),
    );
    const placed = await safe(client.orders.placeMarket.mutate(order));
    expect(placed).toMatchObject({ error: { code: 'PRICE_CHANGED', outcome: 'NOT_APPLIED' } });
    expect(server.asked).toHaveLength(1);
  });

  it('is in doubt when the provider does not answer, and is not sent again', async () => {
    const details = { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD', orderId: 'ORD-7' };
    const client = await clientOf((_, response) =>
      refuse(response, { code: 'LP_TIMEOUT', details, outcome: 'UNKNOWN', httpStatus: 504 }),
    );
    const placed = await safe(client.orders.placeMarket.mutate(order));
    expect(placed).toMatchObject({ error: { code: 'LP_TIMEOUT', outcome: 'UNKNOWN' } });
    expect(server.asked).toHaveLength(1);
  });

  it('stays unknown when a later try was only turned away at the door', async () => {
    const client = await clientOf((_, response, nth) => {
      if (nth === 1) return response.destroy();
      const details = { requiredRole: 'TRADER', userRole: 'NOBODY' };
      return refuse(response, { code: 'PERMISSION_DENIED', details, httpStatus: 403 });
    });
    const placed = await safe(client.orders.placeMarket.mutate(order));
    expect(placed).toMatchObject({
      error: { code: 'PERMISSION_DENIED', outcome: 'UNKNOWN', attempts: 2 },
    });
    expect(placed).toMatchObject({ error: { idempotencyKey: keys()[0] } });
  });

  it('was not executed when a later try says so about the very key', async () => {
    const details = { symbol: 'EURUSD', volume: 0.1, minVolume: 1, maxVolume: 2, volumeStep: 1 };
    const client = await clientOf((_, response, nth) => {
      if (nth === 1) return response.destroy();
      return refuse(response, { code: 'INVALID_VOLUME', details, httpStatus: 400 });
    });
    const placed = await safe(client.orders.placeMarket.mutate(order));
    expect(placed).toMatchObject({ error: { code: 'INVALID_VOLUME', outcome: 'NOT_APPLIED' } });
  });
});

describe('a call that waits', () => {
  const limited: Behaviour = (_, response, nth) => {
    const details = { limit: 1, window: '1m', retryAfter: 1 };
    if (nth > 1) return answer(response, []);
    return refuse(response, { code: 'RATE_LIMIT_EXCEEDED', details, httpStatus: 429 });
  };

  it('waits as long as the server asks', async () => {
    const client = await clientOf(limited);
    const startedAt = performance.now();
    expect(await safe(client.positions.list.query({}))).toMatchObject({ ok: true });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
  });

  it('also when it is a proxy that asks, whose page is no answer of ours', async () => {
    const client = await clientOf((_, response, nth) => {
      if (nth > 1) return answer(response, []);
      response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '2' });
      return response.end('<h1>Back soon</h1>');
    });
    const startedAt = performance.now();
    expect(await safe(client.positions.list.query({}))).toMatchObject({ ok: true });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1_990);
  });

  it('does not wait when that would outlast its deadline', async () => {
    const client = await clientOf(limited, 900);
    const told = await safe(client.positions.list.query({}));
    expect(told).toMatchObject({ error: { code: 'RATE_LIMIT_EXCEEDED', attempts: 1 } });
  });

  it('ends at once when its caller has had enough, and knows what it knew', async () => {
    const client = await clientOf(limited);
    const enough = new AbortController();
    const placed = safe(client.orders.placeMarket.mutate(order, { signal: enough.signal }));
    await expect.poll(() => server.asked.length).toBe(1);
    setTimeout(() => enough.abort(), 50);
    expect(await placed).toMatchObject({ error: { code: 'ABORTED', outcome: 'NOT_APPLIED' } });
  });

  it('ends at its deadline, of which the server was told', async () => {
    const client = await clientOf(() => undefined, 300);
    const told = await safe(client.orders.placeMarket.mutate(order));
    expect(told).toMatchObject({ error: { code: 'TIMEOUT', outcome: 'UNKNOWN' } });
    const toldMs = Number(server.asked[0]?.headers['x-request-timeout-ms']);
    expect(toldMs).toBeGreaterThan(0);
    expect(toldMs).toBeLessThanOrEqual(300);
  });

  it('says which status a stranger answered with', async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(418, { 'content-type': 'text/plain' });
      response.end('teapot');
    }, 500);
    const told = await safe(client.positions.list.query({}));
    expect(told).toMatchObject({ error: { code: 'UNKNOWN_ERROR', details: { httpStatus: 418 } } });
  });
});
