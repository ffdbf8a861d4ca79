/** The REST doors of the broker's desk: documented shapes, headers, roles, and no field too many. */
import { orderContract, rowsOf } from '@faultline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adm, sue } from '../testing/broker-desk.ts';
import { ann, ben } from '../testing/desk.ts';
import { openRestDesk } from '../testing/rest-desk.ts';

let desk: Awaited<ReturnType<typeof openRestDesk>>;
beforeAll(async () => {
  desk = await openRestDesk();
});
afterAll(async () => desk.close());

const BOTH_LISTS = ['/api/orders', '/api/trades', '/api/ledger', '/api/withdrawals'];
const ADMIN_LISTS = ['/admin/accounts', '/admin/orders', '/admin/positions', '/admin/withdrawals'];

describe('a list', () => {
  it.each(BOTH_LISTS)('%s is an array, of the caller’s first account', async (url) => {
    const { status, body } = await desk.get(url, ann);
    expect([status, Array.isArray(body)]).toEqual([200, true]);
  });

  it.each(ADMIN_LISTS)('%s is an array for support and nothing for traders', async (url) => {
    expect(Array.isArray((await desk.get(url, sue)).body)).toBe(true);
    expect(await desk.get(url, ann)).toMatchObject({
      status: 403,
      body: { code: 'PERMISSION_DENIED' },
    });
  });

  it('says in X-Next-Cursor where it goes on', async () => {
    const first = await desk.get('/admin/accounts?limit=3', sue);
    const cursor = String(first.headers['x-next-cursor']);
    const second = await desk.get(`/admin/accounts?limit=3&cursor=${cursor}`, sue);
    expect(second.body).toMatchObject([{ id: 4, username: 'trader2', balance: 10_000 }]);
    expect(second.headers['x-next-cursor']).toBeUndefined();
    expect(await desk.get('/admin/accounts?limit=1001', sue)).toMatchObject({ status: 400 });
  });

  it('takes several states in one word', async () => {
    const { status } = await desk.get('/api/orders?status=PENDING,ROUTED&limit=5', ann);
    expect(status).toBe(200);
    expect(await desk.get('/api/orders?status=OPEN', ann)).toMatchObject({
      body: { code: 'INVALID_PARAMETER_TYPE', details: { field: 'status.0', received: 'OPEN' } },
    });
  });
});

describe('money over REST', () => {
  it('answers with success, the entry and the new balance', async () => {
    const wish = { accountId: 3, amount: 250.5, method: 'BANK_TRANSFER', reference: 'SEPA-1' };
    const done = await desk.post('/admin/deposit', adm, wish);
    expect(done).toMatchObject({
      status: 200,
      body: {
        success: true,
        newBalance: 10_250.5,
        entry: { type: 'DEPOSIT', amount: 250.5, balanceAfter: 10_250.5, currency: 'USD' },
      },
    });
    expect(done.headers['idempotency-key']).toMatch(/^key_/);
    expect(await desk.post('/admin/deposit', adm, wish)).toMatchObject({
      status: 409,
      body: { code: 'DUPLICATE_REQUEST', details: { reason: 'REFERENCE' } },
    });
  });

  it('is asked back and shown by its owner', async () => {
    const wish = {
      accountId: 4,
      amount: 10,
      method: 'CRYPTO',
      destination: 'bc1qxy2kgdygjrsqtzq2n0yrf',
    };
    expect(await desk.post('/api/withdrawals', ben, wish)).toMatchObject({
      status: 200,
      body: { status: 'REQUESTED', destination: '***0yrf', requestedAt: '2026-01-19T12:00:00Z' },
    });
    const limits = await desk.get('/api/withdrawals/limits?accountId=4', ben);
    expect(limits.body).toMatchObject({
      daily: { limit: 10_000, used: 10, resetsAt: '2026-01-20T00:00:00Z' },
    });
  });

  it('may not be moved by support', async () => {
    const wish = { accountId: 3, amount: 1, method: 'CARD' };
    expect((await desk.post('/admin/deposit', sue, wish)).status).toBe(403);
  });
});

describe('a field that does not belong there', () => {
  const commands = rowsOf({
    withdrawals: orderContract.withdrawals,
    admin: orderContract.admin,
  }).filter(({ op, path }) => op.kind === 'mutation' && !/^admin\.(lp|fix)\./.test(path));

  it('is looked for in every command', () => expect(commands.length).toBeGreaterThan(25));

  it.each(commands)('is refused by $path, by name', ({ op }) => {
    for (const field of ['balance_', 'role', 'userId', 'isAdmin', 'tokenGeneration']) {
      const strict = op.input.safeParse({ [field]: 1 });
      const unknown = strict.error?.issues.find(({ code }) => code === 'unrecognized_keys');
      expect(unknown).toMatchObject({ keys: [field] });
    }
  });

  it('is told to the caller, and nothing is changed', async () => {
    const wish = { accountId: 1, leverage: 200, balance: 1_000_000 };
    expect(await desk.post('/admin/account/update', adm, wish)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', details: { field: 'balance', reason: 'Unknown field.' } },
    });
    expect((await desk.account(1)).leverage).toBe(100n);
  });
});
