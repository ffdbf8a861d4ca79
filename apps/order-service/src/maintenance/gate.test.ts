/** While the house is closed: who may still do what, and what the others are told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adm, sue } from '../testing/broker-desk.ts';
import { ann } from '../testing/desk.ts';
import { openRestDesk } from '../testing/rest-desk.ts';
import { maintenanceGate } from './gate.ts';

let desk: Awaited<ReturnType<typeof openRestDesk>>;
let closed: Awaited<ReturnType<typeof desk.post>>;
beforeAll(async () => {
  desk = await openRestDesk();
  const wish = { on: true, reason: 'New release', estimatedRestore: '2026-01-19T13:00:00Z' };
  closed = await desk.post('/admin/maintenance', adm, wish);
});
afterAll(async () => desk.close());

const order = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
const CLOSED = {
  status: 503,
  body: {
    error: expect.any(String),
    code: 'SERVICE_UNAVAILABLE',
    details: {
      reason: 'New release',
      estimatedRestore: '2026-01-19T13:00:00Z',
      kind: 'MAINTENANCE',
    },
  },
};

describe('while the house is closed for maintenance', () => {
  it('the administrator who closed it is shown how it stands', () => {
    expect(closed).toMatchObject({
      status: 200,
      body: { maintenance: { reason: 'New release', estimatedRestore: '2026-01-19T13:00:00Z' } },
    });
  });

  it('a trader’s command is turned away with the time to come back', async () => {
    const answer = await desk.post('/api/orders/market', ann, order);
    expect(answer).toMatchObject(CLOSED);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.headers['x-error-outcome']).toBe('NOT_APPLIED');
    expect((await desk.store.read({ accountId: 2 })).positions).toEqual([]);
  });

  it('that comes before what is wrong with the input, and after the role', async () => {
    expect(await desk.post('/api/orders/market', ann, { nonsense: 1 })).toMatchObject(CLOSED);
    expect(await desk.post('/admin/deposit', ann, {})).toMatchObject({
      status: 403,
      body: { code: 'PERMISSION_DENIED', error: 'Admin access required' },
    });
  });

  it('everybody may go on reading, and administrators working', async () => {
    expect((await desk.get('/api/positions?accountId=2', ann)).status).toBe(200);
    expect((await desk.get('/admin/accounts', sue)).status).toBe(200);
    const deposit = { accountId: 1, amount: 5, method: 'CARD' };
    expect((await desk.post('/admin/deposit', adm, deposit)).status).toBe(200);
  });

  it('signing in stays open', () => {
    const gate = maintenanceGate(desk.store.reference);
    const op = { kind: 'mutation', needs: 'public', errors: [] } as never;
    expect(gate({ path: 'auth.login', op, caller: { kind: 'nobody' } })).toBeNull();
    expect(gate({ path: 'orders.cancel', op, caller: ann })).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });

  it('is over when an administrator says so', async () => {
    await desk.post('/admin/maintenance', adm, { on: false, reason: 'Done' });
    expect((await desk.post('/api/orders/market', ann, order)).status).toBe(200);
  });
});
