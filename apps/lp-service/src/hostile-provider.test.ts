/** Providers that are not what they should be: somewhere else, or sending what no provider sends. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { failure, safe } from '@faultline/client';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, ORDER, until } from './testing/desk.ts';
import { dec } from './testing/orders.ts';

const desks: Desk[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
  for (const server of servers.splice(0)) server.close();
});

/** Something that listens on this machine and is no provider. @returns its port */
async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => onSocket(socket.on('error', () => {})));
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function deskOf(env: Record<string, string> = {}): Desk {
  const desk = new Desk(env);
  desks.push(desk);
  return desk;
}

const act = { actor: 'mallory', reason: 'to see what happens' };

/** Puts the provider of the demo somewhere else. */
async function move(desk: Desk, host: string, port: number) {
  for (const sessionId of ['YOFX1', 'YOFX2'])
    await safe(desk.lp.fix.disconnect.mutate({ sessionId }));
  const config = await desk.lp.lp.get.query({ lp: 'YOFX' });
  return safe(desk.lp.lp.put.mutate({ ...config, address: { host, port }, ...act }));
}

describe('S22: a provider at an address of our own network', () => {
  it('is refused unless it is on the list of hosts', async () => {
    let hits = 0;
    const port = await listen(() => (hits += 1));
    const desk = deskOf();
    await desk.start();
    const hosts = ['169.254.169.254', '127.0.0.1', '::ffff:127.0.0.1', '2130706433', 'localhost'];
    for (const host of hosts) {
      const answer = await move(desk, host, port);
      expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_REQUEST' } });
    }
    expect(hits).toBe(0);
  });

  it('is never dialled in production, however it is written and whatever its name means', async () => {
    let hits = 0;
    const port = await listen(() => (hits += 1));
    const literal = ['127.0.0.1', '::ffff:127.0.0.1', '169.254.169.254', '::1', '0.0.0.0'];
    const named = ['2130706433', 'localhost', '0x7f000001'];
    const desk = deskOf({
      NODE_ENV: 'production',
      LP_DEMO_PROVIDERS: 'on',
      LP_HOSTS: [...literal, ...named].map((host) => `${host}:${port}`).join(','),
    });
    await desk.start();
    for (const host of literal) {
      expect(await move(desk, host, port)).toMatchObject({ ok: false });
    }
    for (const host of named) {
      expect(await move(desk, host, port)).toMatchObject({ ok: true });
      await desk.lp.fix.connect.mutate({ sessionId: 'YOFX1' });
      await until(`${host} refused`, async () => {
        const sessions = await desk.lp.fix.list.query({});
        const { lastError } = sessions.find(({ id }) => id === 'YOFX1') ?? {};
        return /not allowed|ENOTFOUND|EAI_AGAIN/.test(lastError ?? '');
      });
    }
    expect(hits).toBe(0);
  });
});

describe('S23: a field delimiter in what becomes a field', () => {
  it('is refused, and the provider sees no message but ours', async () => {
    const desk = await deskOf().open();
    const soh = '\u0001';
    const order = { ...ORDER, orderId: 'ORD-1', expiresAtMs: Date.now() + 5_000 } as const;
    const planted = [
      { ...order, symbol: `EURUSD${soh}35=D` },
      { ...order, orderId: `ORD-1${soh}54=2`, symbol: 'EURUSD=X' },
    ];
    for (const one of planted) {
      const answer = await safe(desk.lp.execution.submit.mutate(one));
      if (answer.ok) throw new Error('taken');
      expect(['INVALID_SYMBOL', 'INVALID_REQUEST', 'INVALID_PARAMETER_TYPE']).toContain(
        answer.error.code,
      );
    }
    const symbols = [{ symbol: 'EURUSD', lpSymbol: `EURUSD${soh}1=X`, digits: 5, volumeFactor: 1 }];
    const mapped = await safe(desk.lp.lp.mapSymbols.mutate({ lp: 'YOFX', symbols, ...act }));
    expect(mapped).toMatchObject({ ok: false });
    await desk.submit('ORD-2');
    await desk.reports(1);
    const told = await desk.lp.fix.messages.query({ sessionId: 'YOFX1', limit: 100 });
    const sent = told.filter(({ direction, msgType }) => direction === 'OUT' && msgType === 'D');
    expect(sent.map(({ text }) => text.match(/\|(35|54|55|1)=/g))).toEqual([
      ['|35=', '|54=', '|55='],
    ]);
  });
});

describe('S35: a provider that sends what no provider sends', () => {
  it('is cut off at a BodyLength(9) of a gigabyte, and nothing of it is kept', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let swallowed = 0;
    let cuts = 0;
    const port = await listen((socket) => {
      socket.once('data', () => socket.write('8=FIX.4.4\u00019=1073741824\u000135=8\u0001'));
      const flood = setInterval(() => {
        swallowed += chunk.length;
        socket.write(chunk);
      }, 1);
      socket.on('close', () => {
        clearInterval(flood);
        cuts += 1;
      });
    });
    const desk = deskOf({ SIM_FIX_PORT: String(port) });
    const before = process.memoryUsage().rss;
    await desk.start();
    await until('cuts', () => cuts >= 3);
    expect(swallowed).toBeLessThan(64 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    const sessions = await desk.lp.fix.list.query({});
    expect(sessions.map(({ lastError }) => lastError).join()).toContain(
      'BodyLength(9) of 1073741824',
    );
  });

  it('is refused a group of more than a thousand entries, and the session goes on', async () => {
    const desk = await deskOf().open();
    const book = async (bid: string, ask: string, count: number) => {
      const bids = Array.from({ length: count - 1 }, () => ({
        mdEntryType: '0' as const,
        mdEntryPx: dec(bid),
      }));
      const entries = [...bids, { mdEntryType: '1' as const, mdEntryPx: dec(ask) }];
      return desk.provider.post('YOFX2', { msgType: 'W', symbol: 'EURUSD', entries });
    };
    const messages = async (direction: 'IN' | 'OUT', msgType: string) =>
      desk.lp.fix.messages.query({ sessionId: 'YOFX2', direction, msgType, limit: 10 });
    const feed = async () =>
      (await desk.lp.marketData.feeds.query({ symbols: ['EURUSD'] })).find(
        ({ lp }) => lp === 'YOFX',
      );
    await book('1.09500', '1.09508', 1_001);
    await until('a reject', async () => (await messages('OUT', '3')).length > 0);
    const [reject] = await messages('OUT', '3');
    const [refused] = await messages('IN', 'W');
    expect(reject?.text).toContain('|371=268|');
    expect(reject?.text).toContain('|373=16|');
    expect(reject?.text).toContain(`|45=${refused?.seq}|`);
    expect((await feed())?.bid ?? null).toBeNull();
    await book('1.09600', '1.09608', 1_000);
    await until('a quote', async () => (await feed())?.bid === 1.096);
    expect(await desk.lp.fix.get.query({ sessionId: 'YOFX2' })).toMatchObject({ connected: true });
  });

  it('makes no quote of a negative price, or of one a hundred times too high', async () => {
    const desk = await deskOf().open();
    const quote = async (bid: string, ask: string) =>
      desk.provider.post('YOFX2', {
        msgType: 'W',
        symbol: 'EURUSD',
        entries: [
          { mdEntryType: '0', mdEntryPx: dec(bid) },
          { mdEntryType: '1', mdEntryPx: dec(ask) },
        ],
      });
    const feed = async () =>
      (await desk.lp.marketData.feeds.query({ symbols: ['EURUSD'] })).find(
        ({ lp }) => lp === 'YOFX',
      );
    await quote('1.09500', '1.09508');
    await until('a quote', async () => (await feed())?.bid === 1.095);
    await quote('-1.09500', '1.09508');
    await quote('109.500', '109.508');
    await quote('1.09501', '1.09509');
    await until('the next quote', async () => (await feed())?.bid !== 1.095);
    expect(await feed()).toMatchObject({ bid: 1.09501, ask: 1.09509 });
  });

  it('fills no order at a price that is none', async () => {
    const desk = await deskOf({ ORDER_TIMEOUT_MS: '200' }).open();
    desk.provider.onOrder = (order) => [{ ...desk.provider.fill(order), lastPx: dec('-1.1') }];
    const answer = await desk.submit('ORD-1').catch((error: unknown) => failure(error).code);
    expect(answer).toMatchObject({ lp: 'YOFX' });
    const [report] = await desk.reports(1);
    expect(report).toMatchObject({ kind: 'IN_DOUBT' });
    expect(await desk.lp.execution.status.query({ orderId: 'ORD-1' })).toMatchObject({ cumQty: 0 });
  });
});
