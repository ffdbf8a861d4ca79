/** A line whose other end is gone without a word is given up. */
import { createConnection } from 'node:net';
import type { AddressInfo } from 'node:net';
import websocket from '@fastify/websocket';
import Fastify from 'fastify';
import { expect, it, vi } from 'vitest';
import { SocketLine } from './socket-line.ts';

it('that answers no ping is cut, and one that answers stays', async () => {
  const app = Fastify();
  const lines: SocketLine[] = [];
  await app.register(websocket);
  app.get('/ws', { websocket: true }, (socket) => {
    lines.push(new SocketLine(socket, () => undefined, 50));
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const alive = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  await new Promise((resolve) => alive.addEventListener('open', resolve));
  const dead = createConnection({ port, host: '127.0.0.1' });
  dead.on('error', () => undefined).resume();
  dead.write(
    'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await new Promise((resolve) => dead.once('close', resolve));
  await vi.waitFor(() => expect(lines.map(({ signal }) => signal.aborted)).toEqual([false, true]));
  alive.close();
  await app.close();
});
