/** A resend that is far larger than the send queue goes as fast as the counterparty reads: that is no slow consumer. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { FIX44 } from '../src/dictionary/fix44.ts';
import { encode, field } from '../src/wire/encode.ts';
import { Framer } from '../src/wire/framer.ts';
import { decode } from '../src/wire/raw-message.ts';
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
  const seqs: number[] = [];
  socket.on('data', (chunk: Buffer) => {
    for (const framed of framer.push(chunk)) {
      const raw = framed.kind === 'message' ? decode(framed.bytes, FIX44.dataFields) : null;
      seqs.push(raw?.msgSeqNum ?? 0);
    }
  });
  await session?.send(fill('O1', 'live'));
  socket.resume();
  // Its Logon(A) comes first, and is filled over at the end; the live report waits behind that.
  await until('every report', () => seqs.length === REPORTS + 3);
  const resent = Array.from({ length: REPORTS + 2 }, (_, index) => index + 1);
  expect(seqs).toEqual([REPORTS + 1, ...resent]);
  expect(session?.info).toMatchObject({ status: 'LOGGED_ON', lastError: null });
  socket.destroy();
});
