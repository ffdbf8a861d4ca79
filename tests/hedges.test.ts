/** The house covers half of what its own book takes: at the real provider, over deaths and silences, once. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BookOrder,
  bookOf,
  http,
  signIn,
  simulate,
  until,
  untilDone,
} from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const ORDER_TIMEOUT_MS = 800;
const CLIENT = 2;
const HOUSE = 3;

let system: System;
let trader = '';
let admin = '';
beforeAll(async () => {
  system = await startSystem({
    ORDER_TIMEOUT_MS: String(ORDER_TIMEOUT_MS),
    RECONNECT_INITIAL_MS: '100',
  });
  trader = await signIn(system);
  admin = await signIn(system, 'admin');
  await asAdmin('/admin/account/update', { accountId: HOUSE, marginMode: 'NETTING' });
  await asAdmin('/api/config', { hedgeAccountId: HOUSE });
  await asAdmin('/api/routing/rules', {
    id: 'half',
    enabled: true,
    when: { symbols: ['EURUSD'], isDemo: true },
    route: { book: 'B', lps: null, hedgePercent: 50 },
    note: 'Half of it is covered',
  });
});
let sentBefore = 0;
beforeEach(async () => {
  sentBefore = (await bookOf(system)).length;
});
afterEach(async () => {
  await simulate(system, '/reset', {});
  await closeAll();
  await settled(0);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

async function asAdmin(path: string, body: object): Promise<void> {
  const answer = await http(system.url + path, { token: admin, body });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
}

const ORDER = { accountId: CLIENT, symbol: 'EURUSD', side: 'BUY' };
let keys = 0;
async function buy(volume: number): Promise<number> {
  keys += 1;
  const body = { ...ORDER, volume };
  const path = `${system.url}/api/orders/market`;
  const placed = await untilDone(async () => {
    const headers = { 'idempotency-key': `client-order-${keys}` };
    const answer = await http(path, { token: trader, body, headers });
    // Right after a start there may be no price yet: nothing was done, and that is what this key stands for now.
    if (answer.body['code'] === 'PRICE_STALE') keys += 1;
    return answer;
  });
  expect(placed.body).toMatchObject({ order: { book: 'B', lp: null, status: 'FILLED' } });
  return (placed.body['position'] as { id: number }).id;
}

async function close(positionId: number, volume?: number): Promise<void> {
  const body = { positionId, ...(volume === undefined ? {} : { volume }) };
  const { status, text } = await http(`${system.url}/api/positions/close`, { token: trader, body });
  if (status !== 200) throw new Error(text);
}

type Rows = readonly Record<string, unknown>[];

async function listOf(path: string, token: string): Promise<Rows> {
  const { status, text } = await http(system.url + path, { token });
  if (status !== 200) throw new Error(`${path}: ${text}`);
  return JSON.parse(text) as Rows;
}

async function closeAll(): Promise<void> {
  for (const { id } of await listOf(`/api/positions?accountId=${CLIENT}`, trader)) {
    await close(id as number);
  }
}

/** What support sees of EURUSD: `null` where there is nothing, `undefined` while nobody can be asked. */
async function standing(): Promise<Rows[number] | null | undefined> {
  const rows = await listOf('/api/hedges', admin).catch(() => null);
  return rows === null ? undefined : (rows.find(({ symbol }) => symbol === 'EURUSD') ?? null);
}

/** The cover is that many lots, nothing is under way, and nothing stands in its way. */
async function settled(lots: number): Promise<void> {
  await until(
    standing,
    (now) =>
      lots === 0
        ? now === null
        : now?.['hedgedVolume'] === lots && now['gap'] === 0 && now['since'] === null,
    30_000,
  );
  expect(await netAtProvider()).toBe(lots);
}

/** Lots that the provider has filled for the house, since this test began. */
async function netAtProvider(): Promise<number> {
  const units = (await hedges()).reduce(
    (sum, { side, cumQty }) => sum + (side === 'BUY' ? cumQty : -cumQty),
    0,
  );
  return units / 100_000;
}

const hedges = async (): Promise<readonly BookOrder[]> => (await bookOf(system)).slice(sentBefore);
const sent = async (): Promise<readonly string[]> =>
  (await hedges()).map(({ side, qty }) => `${side} ${qty}`);

describe('half of a client’s position', () => {
  it('is bought from the provider for the house, and shrinks with the position', async () => {
    const positionId = await buy(1);
    await settled(0.5);
    expect(await sent()).toEqual(['BUY 50000']);
    const [own] = await listOf(`/api/positions?accountId=${HOUSE}`, admin);
    expect(own).toMatchObject({ symbol: 'EURUSD', side: 'BUY', volume: 0.5 });
    const [order] = await listOf(`/admin/orders?accountId=${HOUSE}`, admin);
    expect(order).toMatchObject({ source: 'HEDGE', book: 'A', lp: 'YOFX', status: 'FILLED' });

    await close(positionId, 0.5);
    await settled(0.25);
    expect(await sent()).toEqual(['BUY 50000', 'SELL 25000']);
  });

  it('is covered once, however the order service dies between the two', async () => {
    for (let round = 1; round <= 3; round += 1) {
      const filled = buy(1);
      if (round > 1) await filled;
      await system.kill('order-service');
      await filled;
      await settled(round / 2);
    }
    const filled = (await hedges()).filter(({ cumQty }) => cumQty > 0);
    expect(filled).toHaveLength(3);
  }, 60_000);

  it('is covered after the provider is back, though the order service has died meanwhile', async () => {
    await asAdmin('/admin/fix/disconnect', { sessionId: 'YOFX1' });
    await buy(1);
    await until(standing, (now) => now?.['lastRefusal'] === 'LP_NOT_CONNECTED');
    expect(await standing()).toMatchObject({ targetVolume: 0.5, hedgedVolume: 0, gap: 0.5 });
    await system.kill('order-service');
    await until(standing, (now) => now?.['lastRefusal'] === 'LP_NOT_CONNECTED');
    expect(await sent()).toEqual([]);
    await asAdmin('/admin/fix/connect', { sessionId: 'YOFX1' });
    await settled(0.5);
    expect(await sent()).toEqual(['BUY 50000']);
    expect(await standing()).toMatchObject({ lastRefusal: null });
  }, 60_000);

  it('is not asked for twice while the provider owes an answer', async () => {
    const late = { mode: 'fillAfterTimeout', ms: ORDER_TIMEOUT_MS * 3, lp: 'YOFX', count: 1 };
    await simulate(system, '/behaviour', late);
    await buy(1);
    const orderId = (await until(standing, (now) => Boolean(now?.['underWayOrderId'])))?.[
      'underWayOrderId'
    ];
    await until(
      async () => http(`${system.url}/api/orders/${String(orderId)}`, { token: admin }),
      ({ text }) => text.includes('"status":"IN_DOUBT"'),
    );
    await buy(1);
    expect(await standing()).toMatchObject({ targetVolume: 1, underWayOrderId: orderId });
    expect(await sent()).toEqual(['BUY 50000']);
    await system.kill('order-service');
    await settled(1);
    expect(await sent()).toEqual(['BUY 50000', 'BUY 50000']);
  }, 60_000);
});
