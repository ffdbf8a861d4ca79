/** The main job: a typed order goes over FIX to a provider and comes back as a position, on two commands. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createOrderClient, match, safe } from '@faultline/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookOf, http, signIn, simulate } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let token = '';
beforeAll(async () => {
  system = await startSystem();
  token = await signIn(system);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

const guideOrder = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };

describe('the first order', () => {
  it('comes back as a position at the provider’s price, and the provider has it once', async () => {
    await simulate(system, '/quotes', { symbol: 'EURUSD', bid: 1.09496, ask: 1.09504 });
    // The pinned price has reached the price board when a quote shows it.
    const quoted = async () =>
      (await http(`${system.url}/api/quotes?symbols=EURUSD`, { token })).text.includes('1.09504');
    await expect.poll(quoted).toBe(true);
    const answer = await http(`${system.url}/api/orders/market`, { token, body: guideOrder });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      success: true,
      position: {
        accountId: 1,
        symbol: 'EURUSD',
        side: 'BUY',
        volume: 0.1,
        entryPrice: 1.09504,
        margin: 109.5,
        status: 'OPEN',
      },
      order: { status: 'FILLED', book: 'A', lp: 'YOFX' },
    });
    const book = await bookOf(system);
    expect(book).toMatchObject([
      { lp: 'YOFX', session: 'YOFX1', symbol: 'EURUSD', side: 'BUY', qty: 10_000, cumQty: 10_000 },
    ]);
    const fills = book[0]?.executions.filter(({ execType }) => execType === 'F');
    expect(fills).toMatchObject([{ qty: 10_000, price: 1.09504 }]);
    await simulate(system, '/reset', {});
  });

  it('is filled from our own book for a B-book account, and no provider hears of it', async () => {
    const before = await bookOf(system);
    const body = { ...guideOrder, accountId: 2, symbol: 'USDJPY' };
    const answer = await http(`${system.url}/api/orders/market`, { token, body });
    expect(answer.body).toMatchObject({ success: true, order: { book: 'B', status: 'FILLED' } });
    expect(await bookOf(system)).toEqual(before);
  });

  it('can be closed again, and the money adds up to the cent', async () => {
    const body = { ...guideOrder, symbol: 'GBPUSD' };
    const opened = await http(`${system.url}/api/orders/market`, { token, body });
    const before = await http(`${system.url}/api/account/summary`, { token });
    const { id } = opened.body['position'] as { id: number };
    const close = { positionId: id };
    const closed = await http(`${system.url}/api/positions/close`, { token, body: close });
    expect(closed).toMatchObject({ status: 200, body: { success: true } });
    const { deal } = closed.body as { deal: { profit: number; commission: number } };
    expect(deal.commission).toBe(0.35);
    const after = await http(`${system.url}/api/account/summary`, { token });
    const cents = (answer: typeof after): number =>
      Math.round(Number(answer.body['balance']) * 100);
    expect(cents(after) - cents(before)).toBe(Math.round((deal.profit - deal.commission) * 100));
  });

  it('can be asked for afterwards, with its states and deals', async () => {
    const placed = await http(`${system.url}/api/orders/market`, { token, body: guideOrder });
    const { id } = placed.body['order'] as { id: string };
    const asked = await http(`${system.url}/api/orders/${id}`, { token });
    expect(asked.body).toMatchObject({
      order: { id, status: 'FILLED' },
      history: [{ status: 'ROUTED' }, { status: 'FILLED' }],
      deals: [{ orderId: id, entry: 'IN' }],
    });
  });
});

describe('the typed client', () => {
  it('does the same in typed words, and a match covers every failure', async () => {
    const client = createOrderClient({ url: system.url, token: () => token });
    const placed = await safe(
      client.orders.placeMarket.mutate({ symbol: 'EURUSD', side: 'SELL', volume: 0.02 }),
    );
    const told = placed.ok
      ? placed.data.position?.side
      : match(placed.error, { _: ({ code }) => code });
    expect(told).toBe('SELL');
    const refused = await safe(
      client.orders.placeMarket.mutate({ symbol: 'EURUSD', side: 'BUY', volume: 90 }),
    );
    const fits = refused.ok
      ? null
      : match(refused.error, {
          MARGIN_INSUFFICIENT: ({ details }) => details.maxVolume,
          _: ({ code }) => code,
        });
    expect(fits).toBeGreaterThan(5);
    expect(fits).toBeLessThan(10);
  });

  it('runs the example script as it is printed in the README', async () => {
    const run = promisify(execFile);
    const script = join(import.meta.dirname, '..', 'examples', 'place-order.ts');
    const env = { ...process.env, ORDER_URL: system.url };
    const ok = await run(process.execPath, [script], { env });
    expect(ok.stdout).toMatch(/^filled: ORD-\d+ at 1\.\d+\n$/);
    const tooSmall = await run(process.execPath, [script, '0.001'], { env });
    expect(tooSmall.stdout).toBe('from 0.01 to 100 lots\n');
  });
});
