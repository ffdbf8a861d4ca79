/** Was it executed? Every answer that the server may have, and the wait for one that it has not yet. */
import { afterEach, describe, expect, it } from 'vitest';
import { createOrderClient } from '../client.ts';
import { safe } from '../safe.ts';
import { answer, refuse, scriptedServer, type ScriptedServer } from '../testing/scripted-server.ts';

let server: ScriptedServer;
afterEach(async () => server.close());

const told = (status: string, filledVolume = 0) => ({
  order: { id: 'ORD-1', status, filledVolume },
  history: [],
  deals: [],
});
const key = 'abcdef0123456789';

async function resolvedAs(status: string, filledVolume = 0): Promise<unknown> {
  server = await scriptedServer((_, response) => answer(response, told(status, filledVolume)));
  const client = createOrderClient({ url: server.url });
  return safe(client.orders.resolve({ idempotencyKey: key }, { waitMs: 0 }));
}

describe('resolving a doubt', () => {
  it.each([
    ['FILLED', 0.1, 'EXECUTED'],
    ['CANCELLED', 0.05, 'EXECUTED'],
    ['CANCELLED', 0, 'NOT_EXECUTED'],
    ['REJECTED', 0, 'NOT_EXECUTED'],
    ['EXPIRED', 0, 'NOT_EXECUTED'],
    ['PENDING', 0, 'WORKING'],
    ['ROUTED', 0, 'IN_DOUBT'],
    ['PARTIALLY_FILLED', 0.05, 'IN_DOUBT'],
    ['IN_DOUBT', 0, 'IN_DOUBT'],
  ])('takes %s with %d lots filled for %s', async (status, filledVolume, state) => {
    expect(await resolvedAs(status, filledVolume)).toMatchObject({ ok: true, data: { state } });
    expect(server.asked[0]?.input).toEqual({ idempotencyKey: key });
  });

  it('asks until the doubt is over', async () => {
    server = await scriptedServer((_, response, nth) =>
      answer(response, nth < 3 ? told('IN_DOUBT') : told('FILLED', 0.1)),
    );
    const client = createOrderClient({ url: server.url });
    const known = await safe(client.orders.resolve({ orderId: 'ORD-1' }));
    expect(known).toMatchObject({ ok: true, data: { state: 'EXECUTED' } });
    expect(server.asked).toHaveLength(3);
  });

  it('takes a failure as it is: by the order that it names, else by its key', async () => {
    server = await scriptedServer((_, response) =>
      refuse(response, { code: 'ORDER_NOT_FOUND', details: { orderId: 'x' }, httpStatus: 404 }),
    );
    const client = createOrderClient({ url: server.url });
    const failed = { details: { orderId: 'ORD-7' }, idempotencyKey: key };
    const known = await safe(client.orders.resolve(failed, { waitMs: 0 }));
    expect(known).toEqual({ ok: true, data: { state: 'UNKNOWN_TO_SERVER' } });
    await client.orders.resolve({ details: {}, idempotencyKey: key }, { waitMs: 0 });
    expect(server.asked.map(({ input }) => input)).toEqual([
      { orderId: 'ORD-7' },
      { idempotencyKey: key },
    ]);
  });

  it('fails as the question does', async () => {
    server = await scriptedServer((_, response) =>
      refuse(response, { code: 'AUTH_REQUIRED', httpStatus: 401 }),
    );
    const client = createOrderClient({ url: server.url });
    const known = await safe(client.orders.resolve({ orderId: 'ORD-1' }));
    expect(known).toMatchObject({ ok: false, error: { code: 'AUTH_REQUIRED' } });
  });
});
