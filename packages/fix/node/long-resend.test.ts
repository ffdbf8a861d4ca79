/** A resend that is far larger than the send queue goes as fast as the counterparty reads: that is no slow consumer. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { encode, field } from '../src/wire/encode.ts';
import { Framer } from '../src/wire/framer.ts';
import { fill, openProvider, until } from './testing/desk.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

const REPORTS = 20_000;

function said(msgType: string, msgSeqNum: number, body: string): Buffer {
  const ids = { senderCompId: 'YOFX1', targetCompId: 'YOFX' };
  const header = { beginString: 'FIX.4.4', msgType, msgSeqNum, sendingTimeMs: Date.now(), ...ids };
  return encode(header, body);
}

it('arrives whole although the counterparty does not read for a while', async () => {
  const acceptor = await openProvider();
  opened.push(acceptor);
  const session = acceptor.sessions.get('YOFX1');
  const text = 'x'.repeat(400);
  for (let sent = 0; sent < REPORTS; sent += 1000) {
    const reports = Array.from({ length: 1000 }, (_, index) => fill('O1', `E${sent + index}`));
    await Promise.all(reports.map(async (report) => session?.post({ ...report, text })));
  }
  const socket = connect(acceptor.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  socket.write(said('A', 1, field(98, '0') + field(108, '0')));
  socket.write(said('2', 2, field(7, '1') + field(16, '0')));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(session?.info.status).toBe('LOGGED_ON');
  const framer = new Framer();
  let heard = 0;
  socket.on('data', (chunk: Buffer) => {
    heard += framer.push(chunk).filter(({ kind }) => kind === 'message').length;
  });
  socket.resume();
  // Its Logon(A) comes first, and is filled over at the end.
  await until('every report', () => heard === REPORTS + 2);
  expect(session?.info).toMatchObject({ status: 'LOGGED_ON', lastError: null });
  socket.destroy();
});
