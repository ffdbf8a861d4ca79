/** Lines of the typed client against real processes: a tab that slept, a service that was killed, a token that ran out. */
import {
  createOrderClient,
  type ItemOf,
  type LineState,
  newIdempotencyKey,
  type OrderClient,
  safe,
} from '@faultline/client';
import { FaultProxy } from '@faultline/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookOf } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let trader: OrderClient;
beforeAll(async () => {
  system = await startSystem({ ORDER_TIMEOUT_MS: '3000', RECONNECT_INITIAL_MS: '100' });
  trader = createOrderClient({ url: system.url });
  await trader.session.signIn({ username: 'trader', password: 'trader-demo' });
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

type Item = ItemOf<'account.stream'>;
const order = { symbol: 'USDJPY', side: 'BUY', volume: 0.01, accountId: 2 } as const;

/** Everything numbered that a line gives, and how it did meanwhile. */
function heardBy(client: OrderClient, accountId: number) {
  const items: Item[] = [];
  const states: LineState[] = [];
  const line = client.account.follow(
    { accountId },
    {
      onEvent: (item) => {
        if (item.seq !== undefined) items.push(item);
      },
      onHealth: ({ state }) => states.push(state),
    },
  );
  return { items, states, line };
}

/** From the first number on, each number once. */
function gapsIn(items: readonly Item[]): string[] {
  const [first] = items;
  return items
    .map(({ seq, type }, index) => ({ seq, type, due: (first?.seq ?? 0) + index }))
    .filter(({ seq, due }) => seq !== due)
    .map(({ seq, type, due }) => `${type} ${seq} where ${due} was due`);
}

describe('a tab that slept while its account was traded', () => {
  it('comes back with every event and none twice', async () => {
    const proxy = await FaultProxy.open({ target: { port: Number(new URL(system.url).port) } });
    const tab = createOrderClient({ url: `http://127.0.0.1:${proxy.port}` });
    await tab.session.signIn({ username: 'trader', password: 'trader-demo' });
    const { items, states, line } = heardBy(tab, 2);
    await expect.poll(() => items.length).toBe(1);
    await trader.orders.placeMarket.mutate(order);
    await expect.poll(() => items.at(-1)?.type).toBe('BALANCE_CHANGED');
    // The lid closes: the line is gone, and nothing gets through until it opens again.
    proxy.refuse();
    proxy.reset();
    await expect.poll(() => states.at(-1)).toBe('offline');
    for (let count = 0; count < 40; count += 1) await trader.orders.placeMarket.mutate(order);
    const { data: last } = await newestSeq();
    await proxy.accept();
    await expect.poll(() => line.lastSeq, { timeout: 15_000 }).toBe(last);
    expect(items.map(({ type }) => type).filter((type) => type === 'RESYNC')).toHaveLength(1);
    expect(gapsIn(items)).toEqual([]);
    expect(items.filter(({ type }) => type === 'ORDER_FILLED')).toHaveLength(41);
    expect(states.at(-1)).toBe('live');
    line.close();
    proxy.close();
  });
});

/** The number that a new line begins with. */
async function newestSeq(): Promise<{ data: number }> {
  const { items, line } = heardBy(trader, 2);
  await expect.poll(() => items.length).toBe(1);
  line.close();
  return { data: items[0]?.seq ?? 0 };
}

/** As the guide says: in doubt, ask; what the server does not know, send again, with the same key. */
async function placedSurely(wanted: { readonly accountId: number }): Promise<string> {
  const command = { ...order, ...wanted, idempotencyKey: newIdempotencyKey() };
  for (;;) {
    const placed = await safe(trader.orders.placeMarket.mutate(command));
    if (placed.ok) return placed.data.order.id;
    const known = await safe(trader.orders.resolve(placed.error, { waitMs: 500 }));
    if (known.ok && known.data.state === 'EXECUTED') return known.data.order.id;
  }
}

describe('a client whose order service is killed under it', () => {
  it('misses no event, and none of its orders is lost or doubled', async () => {
    const booked = (await bookOf(system)).length;
    const { items, states, line } = heardBy(trader, 1);
    await expect.poll(() => items.length).toBe(1);
    const aBook = { ...order, accountId: 1 };
    const placed = Array.from({ length: 10 }, async () => placedSurely(aBook));
    await Promise.race(placed);
    await system.kill('order-service');
    const orders = await Promise.all(placed);
    expect(new Set(orders).size).toBe(10);
    await expect
      .poll(() => items.filter(({ type }) => type === 'ORDER_FILLED').length, { timeout: 20_000 })
      .toBe(10);
    expect(gapsIn(items)).toEqual([]);
    expect(states).toContain('offline');
    expect(states.at(-1)).toBe('live');
    const ids = items
      .filter(({ type }) => type === 'POSITION_OPENED')
      .map(({ payload }) => JSON.stringify(payload));
    expect(new Set(ids).size).toBe(10);
    // What the provider has booked is what was ordered, once each.
    expect((await bookOf(system)).length - booked).toBe(10);
    line.close();
  }, 60_000);
});
