/** The error journals of both services through one door, on the running system: what support finds by a request's id. */
import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn, simulate } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let trader = '';
let support = '';
const signAll = async (): Promise<void> => {
  trader = await signIn(system);
  support = await signIn(system, 'support');
};
beforeAll(async () => {
  system = await startSystem();
  await signAll();
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

/** The whole system stops and starts once more. */
const RESTART = { timeout: 60_000 };

const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
const place = async (body: object) => {
  const answer = await http(`${system.url}/api/orders/market`, { token: trader, body });
  return { ...answer, requestId: String(answer.headers.get('x-request-id')) };
};
const found = async (query: string) => {
  const answer = await http(`${system.url}/admin/errors?${query}`, { token: support });
  expect(answer.status).toBe(200);
  return answer.body as unknown as readonly Record<string, unknown>[];
};

/** Everything that Prometheus would find at both services. */
async function scrapeBoth(): Promise<string> {
  const ports = system.lines.flatMap((line) => /metrics (\d+)$/.exec(line)?.[1] ?? []);
  const scraped = ports.map(async (port) => http(`http://127.0.0.1:${port}/metrics`));
  return (await Promise.all(scraped)).map(({ text }) => text).join('\n');
}

describe('the metrics of both services', () => {
  it('have every series that alerts and dashboard ask for', async () => {
    await place(order);
    const text = await scrapeBoth();
    const files = ['prometheus/alerts.yml', 'grafana/dashboards/faultline.json'];
    const asked = files
      .map((file) => readFileSync(join(import.meta.dirname, '..', 'deploy', file), 'utf8'))
      .flatMap((written) => written.match(/(?<![="\w])faultline_[a-z0-9_]+\b/g) ?? [])
      .map((name) => name.replace(/_(bucket|count|sum)$/, ''));
    expect(new Set(asked).size).toBeGreaterThan(10);
    expect(asked.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
    expect(text).toMatch(
      /^faultline_order_stage_duration_seconds_count\{.*stage="report".*\} [1-9]/m,
    );
    expect(text).toMatch(/^faultline_order_submits_total\{.*result="taken".*\} [1-9]/m);
    expect(text).not.toMatch(/account_?id=|user_?id=|order_?id=|ORD-/i);
  });
});

describe('the error journal', () => {
  it('has an order that was refused here, under the id that its caller was given', async () => {
    const refused = await place({ ...order, volume: 50 });
    expect(refused.body['code']).toBe('MARGIN_INSUFFICIENT');
    expect(await found(`requestId=${refused.requestId}`)).toMatchObject([
      {
        service: 'order-service',
        code: 'MARGIN_INSUFFICIENT',
        outcome: 'NOT_APPLIED',
        procedure: 'orders.placeMarket',
        requestId: refused.requestId,
        details: { symbol: 'EURUSD', volume: 50 },
      },
    ]);
  });

  it('has what both services met of an order that the provider refused', async () => {
    await simulate(system, '/behaviour', { mode: 'reject', ordRejReason: 3, text: 'no', count: 1 });
    const refused = await place(order);
    expect(refused.body['code']).toBe('ORDER_REJECTED');
    const entries = await found(`requestId=${refused.requestId}`);
    expect(entries.map(({ service, procedure }) => [service, procedure])).toEqual(
      expect.arrayContaining([
        ['order-service', 'orders.placeMarket'],
        ['lp-service', 'execution.reports'],
      ]),
    );
    const [id] = entries.map((entry) => String(entry['id']));
    const one = await http(`${system.url}/admin/errors/${id}`, { token: support });
    expect(one.body).toMatchObject({ id, requestId: refused.requestId });
    const byOrder = await found(`orderId=${String(entries.at(-1)?.['orderId'])}`);
    expect(byOrder.length).toBeGreaterThan(0);
  });

  it('counts by code and service, and goes on a page at a time', async () => {
    await place({ ...order, symbol: 'NOWHERE' });
    const stats = await http(`${system.url}/admin/errors/stats?bucket=day`, { token: support });
    expect(stats.body).toMatchObject({
      missing: [],
      counts: expect.arrayContaining([
        expect.objectContaining({ service: 'order-service', code: 'ORDER_REJECTED', count: 1 }),
        expect.objectContaining({ service: 'lp-service', code: 'ORDER_REJECTED', count: 1 }),
      ]) as unknown,
    });
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? 'limit=2' : `limit=2&cursor=${cursor}`;
      const page = await http(`${system.url}/admin/errors?${query}`, { token: support });
      seen.push(...(page.body as unknown as readonly { id: string }[]).map(({ id }) => id));
      cursor = page.headers.get('x-next-cursor');
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is for support and administrators, and nobody else', async () => {
    const denied = await http(`${system.url}/admin/errors`, { token: trader });
    expect(denied).toMatchObject({ status: 403, body: { code: 'PERMISSION_DENIED' } });
  });

  it(
    'is set aside and replaced when its file is ruined; orders are filled all the while',
    RESTART,
    async () => {
      const { dataDir } = system;
      await system.stop();
      for (const part of ['order', 'lp'])
        truncateSync(join(dataDir, part, 'journal.duckdb'), 5_000);
      system = await startSystem({}, dataDir);
      await signAll();
      expect((await place(order)).status).toBe(200);
      const refused = await place({ ...order, volume: 50 });
      expect(await found(`requestId=${refused.requestId}`)).toHaveLength(1);
      expect(readdirSync(join(dataDir, 'order')).join(' ')).toMatch(/journal\.duckdb\.aside-\d+/);
      expect((await place(order)).status).toBe(200);
    },
  );
});
