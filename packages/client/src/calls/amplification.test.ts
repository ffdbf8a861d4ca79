/** What a server in trouble gets from a client: hardly more than what was asked for, and no command without its key. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createOrderClient, type OrderClient } from '../client.ts';
import { safe } from '../safe.ts';
import { answer, type Behaviour, refuse, scriptedServer } from '../testing/scripted-server.ts';

const CALLS = 60;
const RATIO_MAX = 1.1;
const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 } as const;

/** A window of calls, one after the other as a person would make them, each a question or a command. */
async function windowOf(client: OrderClient): Promise<void> {
  for (let call = 0; call < CALLS; call += 1) {
    const asked =
      call % 2 === 0 ? client.orders.placeMarket.mutate(order) : client.positions.list.query({});
    expect(await safe<unknown, unknown>(asked)).toMatchObject({ ok: false });
  }
}

const TROUBLES: readonly [name: string, behaviour: Behaviour][] = [
  ['cuts every line', (_, response) => response.destroy()],
  [
    'answers with 500',
    (_, response) =>
      refuse(response, {
        code: 'INTERNAL_ERROR',
        details: { errorId: 'err_1' },
        outcome: 'UNKNOWN',
        httpStatus: 500,
      }),
  ],
  [
    'stands behind a proxy that answers with 502',
    (_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad gateway</h1>');
    },
  ],
  ['never answers', () => undefined],
];

describe.concurrent('a server that', () => {
  it.each(TROUBLES)('%s gets at most a tenth more than was asked for', async (_, behaviour) => {
    const server = await scriptedServer(behaviour);
    const client = createOrderClient({ url: server.url, token: () => 'a', timeoutMs: 3_000 });
    const short = createOrderClient({ url: server.url, token: () => 'a', timeoutMs: 80 });
    await windowOf(behaviour.length === 0 ? short : client);
    // On a busy machine a short deadline may pass before a call has left.
    expect(server.asked.length).toBeGreaterThan(CALLS * 0.8);
    expect(server.asked.length).toBeLessThanOrEqual(CALLS * RATIO_MAX);
    const commands = server.asked.filter(({ path }) => path === 'orders.placeMarket');
    const keys = commands.map(({ input }) => input['idempotencyKey']);
    expect(keys.every((key) => typeof key === 'string')).toBe(true);
    // One key for each command that was meant, however often it was sent.
    expect(new Set(keys).size).toBeLessThanOrEqual(CALLS / 2);
    expect(new Set(keys).size).toBeGreaterThan(CALLS * 0.4);
    await server.close();
  });

  it('refuses every connection is knocked at hardly more often than was asked for', async () => {
    let knocks = 0;
    const listener = createServer((socket) => {
      knocks += 1;
      socket.resetAndDestroy();
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const client = createOrderClient({
      url: `http://127.0.0.1:${port}`,
      token: () => 'a',
      timeoutMs: 3_000,
    });
    await windowOf(client);
    expect(knocks).toBeLessThanOrEqual(CALLS * RATIO_MAX);
    listener.close();
  });

  it('is asked at most three times by a single call', async () => {
    const server = await scriptedServer((_, response) => response.destroy());
    const client = createOrderClient({ url: server.url, token: () => 'a' });
    expect(await safe(client.positions.list.query({}))).toMatchObject({ error: { attempts: 3 } });
    expect(server.asked).toHaveLength(3);
    await server.close();
  });

  it('recovers is asked again as freely as before', async () => {
    let isDown = true;
    const server = await scriptedServer((_, response) => {
      if (isDown) response.destroy();
      else answer(response, []);
    });
    const client = createOrderClient({ url: server.url, token: () => 'a', timeoutMs: 3_000 });
    await windowOf(client);
    isDown = false;
    for (let call = 0; call < 100; call += 1) await client.positions.list.query({});
    isDown = true;
    const before = server.asked.length;
    await safe(client.positions.list.query({}));
    // As often as the deadline lets it: the waits are a second and two, give or take a fifth.
    expect(server.asked.length - before).toBeGreaterThanOrEqual(2);
    await server.close();
  });
});
