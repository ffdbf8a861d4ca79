/** Every way in which the proxy fails, between a real client and a real server that says everything back. */
import { once } from 'node:events';
import {
  createConnection,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultProxy } from './fault-proxy.ts';

let server: Server;
let proxy: FaultProxy;
/** What the server heard, all links together. */
let heard: Buffer[];
const sockets = new Set<Socket>();

beforeEach(async () => {
  heard = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      heard.push(bytes);
      socket.write(bytes);
    });
    socket.on('end', () => socket.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await FaultProxy.open({ target: { port: (server.address() as AddressInfo).port } });
});
afterEach(() => {
  proxy.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

interface Client {
  readonly socket: Socket;
  readonly chunks: Buffer[];
  readonly text: () => string;
  /** `ECONNRESET`, `closed`, … or null while it is up. */
  readonly end: () => string | null;
}

async function connect(): Promise<Client> {
  const socket = createConnection({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  sockets.add(socket);
  const chunks: Buffer[] = [];
  let end: string | null = null;
  socket.on('data', (bytes: Buffer) => chunks.push(bytes));
  socket.on('end', () => (end ??= 'ended'));
  socket.on('error', (error: NodeJS.ErrnoException) => (end = error.code ?? error.message));
  socket.on('close', () => (end ??= 'closed'));
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => {});
  return { socket, chunks, text: () => Buffer.concat(chunks).toString(), end: () => end };
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`never came: ${what}`);
    await sleep(2);
  }
}

const said = (client: Client, text: string) => until(text, () => client.text() === text);
const serverHeard = () => Buffer.concat(heard).toString();

describe('a proxy without toxics', () => {
  it('passes bytes and ends both ways, and forgets the link', async () => {
    const client = await connect();
    client.socket.write('hello');
    await said(client, 'hello');
    client.socket.end();
    await until('the end', () => client.end() !== null && proxy.links === 0);
    expect(client.end()).toBe('ended');
  });

  it('passes a megabyte unharmed', async () => {
    const client = await connect();
    const bytes = Buffer.alloc(1024 * 1024, 'abcdefghijk');
    client.socket.write(bytes);
    await until('all of it', () => client.text().length === bytes.length);
    expect(Buffer.concat(client.chunks).equals(bytes)).toBe(true);
  });
});

describe('a toxic', () => {
  it('latency delays, with jitter within its bounds, and keeps the order', async () => {
    proxy.set('down', [{ kind: 'latency', ms: 80, jitterMs: 20 }]);
    const client = await connect();
    const startedAt = performance.now();
    for (const letter of 'abc') client.socket.write(letter);
    await said(client, 'abc');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
  });

  it('bandwidth lets so many bytes through in a second', async () => {
    proxy.set('up', [{ kind: 'bandwidth', bytesPerSec: 10_000 }]);
    const client = await connect();
    const startedAt = performance.now();
    client.socket.write(Buffer.alloc(1_000, 'x'));
    await until('all of it', () => client.text().length === 1_000);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  });

  it('slice brings one byte at a time', async () => {
    proxy.set('up', [{ kind: 'slice', bytes: 1 }]);
    const client = await connect();
    client.socket.write('abcdefgh');
    await said(client, 'abcdefgh');
    expect(heard.length).toBeGreaterThan(1);
  });

  it('blackhole of one direction drops the replies only, and the link stays up', async () => {
    const client = await connect();
    proxy.set('down', [{ kind: 'blackhole' }]);
    client.socket.write('lost');
    await until('the request', () => serverHeard() === 'lost');
    await sleep(30);
    expect([client.text(), client.end()]).toEqual(['', null]);
    proxy.clear();
    client.socket.write('found');
    await said(client, 'found');
  });

  it('cut resets the link after so many bytes', async () => {
    proxy.set('up', [{ kind: 'cut', afterBytes: 3 }]);
    const client = await connect();
    client.socket.write('abcdef');
    await until('the reset', () => client.end() !== null);
    expect(client.end()).toBe('ECONNRESET');
    expect('abc'.startsWith(serverHeard())).toBe(true);
  });

  it('flip turns a bit of every so-manieth byte', async () => {
    proxy.set('up', [{ kind: 'flip', everyBytes: 3 }]);
    const client = await connect();
    client.socket.write('bb');
    client.socket.write('bbbb');
    await until('six bytes', () => client.text().length === 6);
    expect(client.text()).toBe('bbcbbc');
  });

  it('slow-close lets the end wait', async () => {
    proxy.set('up', [{ kind: 'slow-close', ms: 60 }]);
    const client = await connect();
    const startedAt = performance.now();
    client.socket.end();
    await until('the end', () => client.end() === 'ended');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
  });

  it('half-close ends one direction while the other goes on', async () => {
    const client = await connect();
    client.socket.write('one');
    await said(client, 'one');
    proxy.set('down', [{ kind: 'half-close' }]);
    await until('the end of what comes', () => client.end() === 'ended');
    client.socket.write('two');
    await until('the request', () => serverHeard() === 'onetwo');
    expect(client.text()).toBe('one');
  });
});

describe('the whole proxy', () => {
  it('resets every link that is up', async () => {
    const clients = [await connect(), await connect()];
    await until('both links', () => proxy.links === 2);
    proxy.reset();
    await until('the resets', () => clients.every((client) => client.end() !== null));
    expect(clients.map((client) => client.end())).toEqual(['ECONNRESET', 'ECONNRESET']);
  });

  it('refuses new links, and takes them again on the same port', async () => {
    proxy.refuse();
    expect((await connect()).end()).toBe('ECONNREFUSED');
    await proxy.accept();
    const client = await connect();
    client.socket.write('back');
    await said(client, 'back');
    expect(client.end()).toBeNull();
  });

  it('resets the client when nobody listens behind it', async () => {
    server.close();
    await once(server, 'close');
    const client = await connect();
    await until('the end', () => client.end() !== null);
    expect(client.end()).toBe('ECONNRESET');
  });
});
