/** The older REST doors, over real HTTP: documented paths and shapes, and the same commands behind them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, rest } from '../../testing/rest.ts';
import { openServiceDesk, type ServiceDesk } from '../../testing/service-desk.ts';

let desk: ServiceDesk;
let token = '';
beforeEach(async () => {
  desk = await openServiceDesk();
  token = await desk.signIn('trader');
});
afterEach(async () => desk.close());

/** Of account 2, which our own book fills. */
const ask = async (path: string, body?: object, more: object = {}): Promise<Answer> =>
  rest(desk.url + path, { token, ...(body === undefined ? {} : { body }), ...more });
const EURUSD = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.1 } as const;

async function openPosition(volume = 0.1): Promise<number> {
  const { body } = await ask('/api/orders/market', { ...EURUSD, volume });
  return (body['position'] as { id: number }).id;
}

describe('the older doors of orders', () => {
  it('place every type of order by POST /order, with the prices that the type has', async () => {
    desk.fillsAt(1.09504);
    const market = await ask('/order', { ...EURUSD, type: 'MARKET' });
    expect(market.body).toMatchObject({
      success: true,
      order: { type: 'MARKET', status: 'FILLED', book: 'A' },
      message: expect.stringContaining('FILLED'),
    });
    const limit = await ask('/order', { ...EURUSD, type: 'LIMIT', price: 1.09 });
    expect(limit.body).toMatchObject({ order: { type: 'LIMIT', limitPrice: 1.09, book: 'A' } });
    const stop = await ask('/order', { ...EURUSD, type: 'STOP', price: 1.1 });
    expect(stop.body).toMatchObject({ order: { type: 'STOP', triggerPrice: 1.1 } });
    const both = { type: 'STOP_LIMIT', triggerPrice: 1.1, limitPrice: 1.101 };
    expect((await ask('/order', { ...EURUSD, ...both })).body).toMatchObject({
      order: { type: 'STOP_LIMIT', triggerPrice: 1.1, limitPrice: 1.101 },
    });
  });

  it('send an order of the B-book account to a provider only because POST /order prefers one', async () => {
    desk.fillsAt(1.09504);
    expect((await ask('/api/orders/market', EURUSD)).body).toMatchObject({ order: { book: 'B' } });
    expect(desk.lp.submitted).toHaveLength(0);
    await ask('/order', { ...EURUSD, type: 'MARKET' });
    expect(desk.lp.submitted).toHaveLength(1);
  });

  it('name the price that a type lacks, and refuse one that it cannot have', async () => {
    expect((await ask('/order', { ...EURUSD, type: 'LIMIT' })).body).toMatchObject({
      code: 'MISSING_PARAMETER',
      details: { missingFields: ['price'] },
    });
    expect((await ask('/order', { ...EURUSD, type: 'STOP_LIMIT' })).body).toMatchObject({
      details: { missingFields: ['triggerPrice', 'limitPrice'] },
    });
    expect((await ask('/order', { ...EURUSD, type: 'MARKET', price: 1 })).body).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'price' },
    });
    expect((await ask('/order', { ...EURUSD, type: 'MARKET', colour: 1 })).body).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'colour', reason: 'Unknown field.' },
    });
  });

  it('rest and are cancelled under each path, with one memory of a key for all of them', async () => {
    const key = { headers: { 'idempotency-key': 'older-door-1' } };
    const body = { ...EURUSD, price: 1.09 };
    const first = await ask('/order/limit', body, key);
    const again = await ask('/api/orders/limit', body, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const { id } = first.body as { id: string };
    const cancelled = await ask('/order/cancel', { orderId: id });
    expect(cancelled.body).toMatchObject({ success: true, orderId: id, order: { id } });
    const stop = await ask('/order/stop', { ...EURUSD, triggerPrice: 1.1 });
    const path = `/api/orders/${String(stop.body['id'])}`;
    expect((await ask(path, undefined, { method: 'DELETE' })).body).toMatchObject({
      success: true,
      order: { status: 'CANCELLED' },
    });
    const third = await ask('/order/stop-limit', { ...EURUSD, triggerPrice: 1.1, limitPrice: 1.2 });
    expect(third.status).toBe(200);
  });

  it('check the token before the input, as every door does', async () => {
    const nobody = await rest(`${desk.url}/order`, { body: { colour: 1 } });
    expect(nobody).toMatchObject({ status: 401, body: { code: 'AUTH_REQUIRED' } });
  });
});

describe('the older doors of lists and of the broker’s desk', () => {
  it('list what waits, and nothing else', async () => {
    await openPosition();
    const { body } = await ask('/order/limit', { ...EURUSD, price: 1.09 });
    expect((await ask('/orders/pending?accountId=2')).body).toMatchObject([
      { id: body['id'], type: 'LIMIT', status: 'PENDING' },
    ]);
  });

  it('tell and set where orders go, for administrators', async () => {
    expect((await ask('/admin/execution-mode')).status).toBe(403);
    token = await desk.signIn('admin');
    const set = await ask('/admin/execution-mode', { mode: 'BBOOK' });
    expect(set.body).toEqual({ success: true, mode: 'BBOOK' });
    expect((await ask('/admin/execution-mode')).body).toEqual({ mode: 'BBOOK' });
  });

  it('are closed for maintenance as every door is', async () => {
    const admin = await desk.signIn('admin');
    const on = { on: true, reason: 'New cables' };
    const answer = await rest(`${desk.url}/admin/maintenance`, { token: admin, body: on });
    expect(answer.status).toBe(200);
    expect(await ask('/order/limit', { ...EURUSD, price: 1.09 })).toMatchObject({
      status: 503,
      body: { code: 'SERVICE_UNAVAILABLE', details: { kind: 'MAINTENANCE' } },
    });
  });
});

describe('the older doors of positions', () => {
  it('close a percentage, rounded down to the step, and the same again under the same key', async () => {
    const positionId = await openPosition(0.05);
    const key = { headers: { 'idempotency-key': 'half-of-it' } };
    const half = await ask('/position/partial-close', { tradeId: positionId, percent: 50 }, key);
    expect(half.body).toMatchObject({
      success: true,
      deal: { volume: 0.02 },
      position: { volume: 0.03 },
    });
    const again = await ask('/position/partial-close', { tradeId: positionId, percent: 50 }, key);
    expect(again.body).toEqual(half.body);
    const rest = await ask('/position/partial-close', { tradeId: positionId, percent: 100 });
    expect(rest.body).toMatchObject({ position: { status: 'CLOSED' } });
  });

  it('close nothing when the percentage rounds down to nothing', async () => {
    const positionId = await openPosition(0.01);
    const answer = await ask('/position/partial-close', { tradeId: positionId, percent: 50 });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'PARTIAL_CLOSE_INVALID',
        details: { positionVolume: 0.01, closeVolume: 0.005 },
      },
    });
  });

  it('refuse a volume and a percentage at once', async () => {
    const positionId = await openPosition();
    const answer = await ask('/api/positions/close', { positionId, volume: 0.01, percent: 5 });
    expect(answer.body).toMatchObject({ code: 'INVALID_REQUEST', details: { field: 'percent' } });
  });

  it('close all of it for volume 0', async () => {
    const positionId = await openPosition();
    const closed = await ask('/position/close', { positionId, volume: 0 });
    expect(closed.body).toMatchObject({ success: true, position: { status: 'CLOSED' } });
  });

  it('close many with HTTP 200, and success only when none failed', async () => {
    await openPosition();
    await openPosition();
    const bulk = await ask('/api/positions/close-bulk', { accountId: 2, type: 'WINNERS' });
    expect(bulk.body).toMatchObject({ success: true, closedCount: 0, errors: [] });
    desk.clock.nowMs += 600_000;
    const failed = await ask('/position/close-all', { accountId: 2 });
    expect(failed).toMatchObject({ status: 200, body: { success: false, closedCount: 0 } });
    expect(failed.body['errors']).toHaveLength(2);
    desk.quote({});
    const all = await ask('/position/close-all', { accountId: 2, symbol: 'EURUSD' });
    expect(all.body).toMatchObject({ success: true, closedCount: 2 });
  });

  it('take levels away with 0', async () => {
    const positionId = await openPosition();
    const set = await ask('/api/positions/modify', { positionId, sl: 1.09, tp: 1.1 });
    expect(set.body).toMatchObject({ success: true, position: { sl: 1.09, tp: 1.1 } });
    const removed = await ask('/position/modify', { positionId, sl: 0, tp: 0 });
    expect(removed.body).toMatchObject({ success: true, position: { sl: null, tp: null } });
  });

  it('trail a stop loss, unless the caller believes in another position', async () => {
    const tradeId = await openPosition();
    const asked = { tradeId, symbol: 'EURUSD', side: 'BUY', type: 'FIXED', distance: 200 };
    expect((await ask('/position/trailing-stop', { ...asked, side: 'SELL' })).body).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'side' },
    });
    expect((await ask('/position/trailing-stop', asked)).body).toMatchObject({
      success: true,
      tradeId,
      type: 'FIXED',
      distance: 200,
      position: { trailing: { distance: 200 } },
    });
    expect((await ask('/position/trailing-stop', { ...asked, type: 'ATR' })).body).toMatchObject({
      code: 'INVALID_PARAMETER_TYPE',
      details: { field: 'type', received: 'ATR' },
    });
  });

  it('move the stop loss to where it opened', async () => {
    const tradeId = await openPosition();
    desk.quote({ bid: 110_000n, ask: 110_008n });
    expect((await ask('/position/breakeven', { tradeId })).body).toMatchObject({
      success: true,
      position: { sl: 1.09504 },
    });
  });
});

describe('the catalogue over REST', () => {
  it('is public and in the caller’s language', async () => {
    const all = await rest(`${desk.url}/api/errors`, { headers: { 'accept-language': 'de' } });
    expect(all.body['locale']).toBe('de');
    const errors = all.body['errors'] as { code: string; message: string; retry: string }[];
    expect(errors.length).toBeGreaterThan(40);
    expect(errors.find(({ code }) => code === 'ACCOUNT_NOT_FOUND')).toMatchObject({
      message: 'Konto nicht gefunden',
      retry: 'never',
    });
    expect(errors.filter(({ message }) => /undefined|null|\{/.test(message))).toEqual([]);
  });

  it('explains one code, and knows which it does not have', async () => {
    const one = await rest(`${desk.url}/api/errors/MARKET_CLOSED`);
    expect(one.body).toMatchObject({ code: 'MARKET_CLOSED', httpStatus: 400, retry: 'depends' });
    expect(await rest(`${desk.url}/api/errors/NO_SUCH_CODE`)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', details: { id: 'NO_SUCH_CODE' } },
    });
  });

  it('fills in the numbers that decided', async () => {
    const details = { positionVolume: 1, closeVolume: 1.5, reason: 'x', kind: 'EXCEEDS' };
    const explained = await desk
      .clientOf(null)
      .errors.explain.query({ code: 'PARTIAL_CLOSE_INVALID', details, locale: 'en' });
    expect(explained.detail).toContain('1.5');
    const wrong = await desk
      .clientOf(null)
      .errors.explain.query({ code: 'PARTIAL_CLOSE_INVALID', details: { kind: 7 } });
    expect(wrong.detail).toBeNull();
  });
});

describe('subscribed symbols', () => {
  it('are all of them until one is taken away, for this caller only', async () => {
    const all = (await ask('/api/symbols/subscribed')).body['symbols'] as string[];
    expect(all).toContain('EURUSD');
    const fewer = await ask('/api/symbols/unsubscribe', { symbol: 'EURUSD' });
    expect(fewer.body['symbols']).toEqual(all.filter((symbol) => symbol !== 'EURUSD'));
    const others = await rest(`${desk.url}/api/symbols/subscribed`, {
      token: await desk.signIn('trader2'),
    });
    expect(others.body['symbols']).toEqual(all);
    expect((await ask('/api/symbols/subscribe', { symbol: 'EURUSD' })).body['symbols']).toEqual(
      all,
    );
    expect((await ask('/api/symbols/subscribe', { symbol: 'NOPE' })).body).toMatchObject({
      code: 'INVALID_SYMBOL',
    });
    const available = await ask('/api/symbols/available');
    expect(available.body).toEqual((await ask('/api/symbols')).body);
  });
});
