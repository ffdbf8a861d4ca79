/** A command that is sent again under its key is answered as the first time, in the form of the door that it came through. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rest } from '../../testing/rest.ts';
import { openServiceDesk, type ServiceDesk } from '../../testing/service-desk.ts';
import { OLDER_DOORS } from './facade.ts';

let desk: ServiceDesk;
let token = '';
beforeEach(async () => {
  desk = await openServiceDesk();
  desk.fillsAt(1.09504);
  token = await desk.signIn('trader');
});
afterEach(async () => desk.close());

const EURUSD = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.1 } as const;
const send = async (door: string, body: object | undefined, key?: string) => {
  const [method = '', path = ''] = door.split(' ');
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  return rest(desk.url + path, { token, method, headers, ...(body === undefined ? {} : { body }) });
};
const opened = async (side: 'BUY' | 'SELL' = 'BUY'): Promise<number> => {
  const { body } = await send('POST /api/orders/market', { ...EURUSD, side });
  return (body['position'] as { id: number }).id;
};
const resting = async (): Promise<string> =>
  String((await send('POST /order/limit', { ...EURUSD, price: 1.05 })).body['id']);

interface Sent {
  readonly path?: string;
  readonly body?: object;
}

/** What each door is sent, once what it needs is there. */
const DOORS: Readonly<Record<string, () => Promise<Sent>>> = {
  'POST /api/orders/market': async () => ({ body: EURUSD }),
  'POST /order': async () => ({ body: { ...EURUSD, type: 'MARKET' } }),
  'POST /order/limit': async () => ({ body: { ...EURUSD, price: 1.05 } }),
  'POST /order/stop': async () => ({ body: { ...EURUSD, triggerPrice: 1.2 } }),
  'POST /order/stop-limit': async () => ({
    body: { ...EURUSD, triggerPrice: 1.2, limitPrice: 1.21 },
  }),
  'POST /order/cancel': async () => ({ body: { orderId: await resting() } }),
  'DELETE /api/orders/:orderId': async () => ({ path: `/api/orders/${await resting()}` }),
  'POST /api/positions/close': async () => ({ body: { positionId: await opened() } }),
  'POST /position/close': async () => ({ body: { positionId: await opened(), volume: 0.04 } }),
  'POST /position/partial-close': async () => ({ body: { tradeId: await opened(), percent: 30 } }),
  'POST /position/close-all': async () => {
    await opened();
    return { body: { accountId: 2 } };
  },
  'POST /api/positions/close-bulk': async () => {
    await opened();
    await opened('SELL');
    return { body: { accountId: 2, type: 'LOSERS' } };
  },
  'POST /position/modify': async () => ({ body: { positionId: await opened(), sl: 1.05 } }),
  'POST /position/trailing-stop': async () => ({
    body: { tradeId: await opened(), type: 'FIXED', distance: 200 },
  }),
  'POST /position/breakeven': async () => {
    const tradeId = await opened();
    desk.quote({ bid: 109_800n, ask: 109_808n });
    return { body: { tradeId } };
  },
  'POST /admin/execution-mode': async () => ({ body: { mode: 'BBOOK' } }),
  'PATCH /api/admin/symbols/:symbol': async () => ({
    path: '/api/admin/symbols/EURUSD',
    body: { stopsLevel: 3 },
  }),
  'POST /api/routing/reorder': async () => {
    const rule = { id: 'one', enabled: false, when: {}, route: { book: 'B', lps: null }, note: '' };
    await send('POST /api/routing/rules', rule);
    return { body: { ids: ['one'] } };
  },
};

describe('a command under its key', () => {
  it('is looked at behind every older door that changes something', () => {
    const changing = OLDER_DOORS.filter(({ op }) => op.kind === 'mutation');
    const names = changing.map(({ rest: { method, path } }) => `${method} ${path}`);
    expect(names.filter((name) => !Object.hasOwn(DOORS, name))).toEqual([]);
  });

  it('means the positions that were meant first, whatever has become a loser since', async () => {
    await opened();
    desk.quote({ bid: 109_800n, ask: 109_808n });
    const later = await opened();
    const losers = { accountId: 2, type: 'LOSERS' };
    const first = await send('POST /api/positions/close-bulk', losers, 'only-the-losers');
    expect(first.body).toMatchObject({ closedCount: 1, closed: [{ positionId: later }] });
    desk.quote({ bid: 109_000n, ask: 109_008n });
    await desk.settled();
    const again = await send('POST /api/positions/close-bulk', losers, 'only-the-losers');
    expect(again.body).toEqual(first.body);
    const winners = { accountId: 2, type: 'WINNERS' };
    const misused = await send('POST /api/positions/close-bulk', winners, 'only-the-losers');
    expect(misused.body).toMatchObject({ details: { reason: 'KEY_REUSED' } });
  });

  it.each(Object.keys(DOORS))('is answered again in its own form at %s', async (door) => {
    if (/admin|routing/.test(door)) token = await desk.signIn('admin');
    const { path, body } = await (DOORS[door] ?? (async (): Promise<Sent> => ({})))();
    const at = path === undefined ? door : `${door.split(' ')[0] ?? ''} ${path}`;
    const first = await send(at, body, 'the-same-key');
    expect([first.status, first.body]).toEqual([200, first.body]);
    desk.quote({ bid: 109_700n, ask: 109_708n });
    await desk.settled();
    const again = await send(at, body, 'the-same-key');
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await send(at, body, 'another-key-1');
    expect(other.headers.get('idempotent-replayed')).toBeNull();
  });
});
