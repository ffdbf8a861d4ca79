/** `/ws` by a real client: signing in, prices, account events, and what happens to those who do not behave. */
import { createConnection, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rest } from '../../testing/rest.ts';
import { openServiceDesk, type ServiceDesk } from '../../testing/service-desk.ts';

interface Message {
  readonly type: string;
  readonly [field: string]: unknown;
}

let desk: ServiceDesk;
let token = '';
const open: WebSocket[] = [];
beforeEach(async () => {
  desk = await openServiceDesk();
  token = await desk.signIn('trader');
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.close();
  await desk.close();
});

/** A line on which everything heard is kept. */
async function dial() {
  const socket = new WebSocket(`${desk.url.replace('http', 'ws')}/ws`);
  open.push(socket);
  const heard: Message[] = [];
  const closed: number[] = [];
  socket.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data)) as Message));
  socket.addEventListener('close', ({ code }) => closed.push(code));
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return {
    heard,
    closed,
    say: (message: unknown): void =>
      socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    of: (type: string) => heard.filter((message) => message.type === type),
  };
}

async function signedIn(more: object = {}) {
  const line = await dial();
  line.say({ type: 'auth', token, ...more });
  await vi.waitFor(() => expect(line.of('ready')).toHaveLength(1));
  return line;
}

const buy = async () =>
  rest(`${desk.url}/api/orders/market`, {
    token,
    body: { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.01 },
  });

describe('a line that has signed in', () => {
  it('hears prices in the documented shape', async () => {
    const line = await signedIn();
    expect(line.of('ready')[0]).toMatchObject({ accounts: [1, 2] });
    await vi.waitFor(() => expect(line.of('tick')).toHaveLength(1));
    desk.quote({ bid: 109_600n, ask: 109_608n });
    await vi.waitFor(() => expect(line.of('tick')).toHaveLength(2));
    expect(line.of('tick')[1]).toEqual({
      type: 'tick',
      symbol: 'EURUSD',
      bid: 1.096,
      ask: 1.09608,
      spread: 0.00008,
      timestamp: desk.clock.nowMs,
      lp: 'YOFX',
    });
  });

  it('hears the orders, positions and money of its own accounts', async () => {
    const line = await signedIn();
    await vi.waitFor(() => expect(line.of('account')).toHaveLength(2));
    await buy();
    await vi.waitFor(() => expect(line.of('position')).toHaveLength(1));
    expect(line.of('order')[0]).toMatchObject({
      event: 'ORDER_FILLED',
      accountId: 2,
      order: { symbol: 'EURUSD', status: 'FILLED' },
    });
    expect(line.of('position')[0]).toMatchObject({
      event: 'POSITION_OPENED',
      position: { volume: 0.01 },
    });
  });

  it('hears only the symbols that it wants', async () => {
    const line = await signedIn();
    line.say({ type: 'unsubscribe', symbols: ['EURUSD'] });
    await vi.waitFor(() => expect(line.of('subscribed')).toHaveLength(1));
    const before = line.of('tick').length;
    desk.quote({ bid: 109_600n, ask: 109_608n });
    desk.quote({ symbol: 'GBPUSD', bid: 127_000n, ask: 127_012n });
    await vi.waitFor(() => expect(line.of('tick').length).toBeGreaterThan(before));
    expect(line.of('tick').slice(before)).toMatchObject([{ symbol: 'GBPUSD' }]);
    line.say({ type: 'subscribe', symbols: ['NOPE'] });
    await vi.waitFor(() => expect(line.of('error')).toMatchObject([{ code: 'INVALID_SYMBOL' }]));
    expect(line.closed).toEqual([]);
  });

  it('is told what is wrong with a message, and goes on', async () => {
    const line = await signedIn({ accountId: 2 });
    line.say('{');
    line.say({ type: 'dance' });
    line.say({ type: 'subscribe' });
    line.say({ type: 'auth', token });
    await vi.waitFor(() => expect(line.of('error')).toHaveLength(4));
    expect(line.of('error').map(({ code }) => code)).toEqual([
      'INVALID_REQUEST',
      'INVALID_REQUEST',
      'MISSING_PARAMETER',
      'INVALID_REQUEST',
    ]);
    expect(line.closed).toEqual([]);
  });
});

describe('a line that is not let in', () => {
  it.each([
    ['a wrong token', () => ({ type: 'auth', token: 'x.y.z' }), 'AUTH_INVALID'],
    ['no token', () => ({ type: 'subscribe', symbols: ['EURUSD'] }), 'AUTH_REQUIRED'],
    ['somebody else’s account', () => ({ type: 'auth', token, accountId: 3 }), 'ACCOUNT_NOT_FOUND'],
  ])('because of %s hears why and is closed', async (_, message, code) => {
    const line = await dial();
    line.say(message());
    await vi.waitFor(() => expect(line.closed).toEqual([1008]));
    expect(line.heard).toMatchObject([{ type: 'error', code }]);
  });

  it('is one more than an address may have', async () => {
    for (let count = 0; count < 10; count += 1) await dial();
    const line = await dial();
    await vi.waitFor(() => expect(line.closed).toEqual([1008]));
    expect(line.heard).toMatchObject([{ code: 'RATE_LIMIT_EXCEEDED', details: { limit: 10 } }]);
    open.shift()?.close();
    await vi.waitFor(async () => {
      const next = await dial();
      next.say({ type: 'auth', token });
      await vi.waitFor(() => expect(next.of('ready')).toHaveLength(1), { timeout: 300 });
    });
  });

  it('is one more than a person may have, whatever address it comes from', async () => {
    for (let count = 0; count < 10; count += 1) await signedIn();
    const elsewhere = await rawLine(desk.url, '127.0.0.2');
    elsewhere.write(maskedText(JSON.stringify({ type: 'auth', token })));
    const heard = await heardFrom(elsewhere, 'RATE_LIMIT_EXCEEDED');
    expect(heard).toContain('"limit":10');
    const another = await rawLine(desk.url, '127.0.0.2');
    another.write(
      maskedText(JSON.stringify({ type: 'auth', token: await desk.signIn('trader2') })),
    );
    expect(await heardFrom(another, 'ready')).toContain('ready');
    another.destroy();
  });

  it('is plain HTTP, and is told what to ask for', async () => {
    const answer = await rest(`${desk.url}/ws`, {});
    expect([answer.status, answer.body]).toMatchObject([426, { code: 'INVALID_REQUEST' }]);
    expect(answer.headers.get('upgrade')).toBe('websocket');
  });

  it('says too much at once', async () => {
    const line = await dial();
    line.say('x'.repeat(20_000));
    await vi.waitFor(() => expect(line.closed).toEqual([1009]));
  });
});

describe('a line that does not read', () => {
  it('is hung up on before it costs much memory', async () => {
    const socket = await rawLine(desk.url);
    socket.write(maskedText(JSON.stringify({ type: 'auth', token })));
    await new Promise((resolve) => socket.once('data', resolve));
    await vi.waitFor(() => expect(desk.market.board.listeners).toBe(3));
    socket.pause();
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    // Rejections of a long symbol list are large answers to small questions.
    const question = maskedText(
      JSON.stringify({ type: 'subscribe', symbols: Array.from({ length: 100 }, () => 'NOPE') }),
    );
    const asking = setInterval(() => {
      for (let round = 0; round < 200; round += 1) socket.write(question);
    }, 1);
    await vi.waitFor(() => expect(desk.market.board.listeners).toBe(2), { timeout: 15_000 });
    clearInterval(asking);
    socket.resume();
    await ended;
  });
});

/** A line whose bytes are the test's own. */
async function rawLine(url: string, localAddress = '127.0.0.1'): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = createConnection({ port: Number(port), host: hostname, localAddress });
  socket.on('error', () => undefined);
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

/** All that came until a word did. */
async function heardFrom(socket: Socket, word: string): Promise<string> {
  let heard = '';
  socket.on('data', (data) => (heard += data.toString('latin1')));
  await vi.waitFor(() => expect(heard).toContain(word));
  return heard;
}

/** A client's frame; the mask of zeros leaves the text as it is. */
function maskedText(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, 0x80 | body.length])
      : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}
