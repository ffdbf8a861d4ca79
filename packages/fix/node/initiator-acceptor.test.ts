/** Initiator against acceptor on real sockets. */
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { InvalidFieldValue, encode, field } from '../src/wire/encode.ts';
import type { Acceptor } from './acceptor.ts';
import { CommitFailed, NotLoggedOn } from './errors.ts';
import type { SessionHandle } from './initiator.ts';
import { MemorySessionStore } from './memory-store.ts';
import {
  Recorder,
  fill,
  fillsEverything,
  openClient,
  openProvider,
  order,
  until,
} from './testing/desk.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

async function provider(
  options: Parameters<typeof openProvider>[0] = {},
): Promise<Acceptor<string>> {
  const acceptor = await openProvider(options);
  opened.push(acceptor);
  return acceptor;
}

function client(
  port: number,
  options: Parameters<typeof openClient>[1] = {},
): SessionHandle<string> {
  const handle = openClient(port, options);
  opened.push({ close: () => handle.disconnect() });
  return handle;
}

async function loggedOn(handle: SessionHandle<string>): Promise<SessionHandle<string>> {
  handle.connect();
  await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
  return handle;
}

describe('a session', () => {
  it('logs on, sends an order and hears of its fill, each number committed with its effect', async () => {
    const { port } = await provider();
    const rows: string[] = [];
    const desk = new Recorder();
    desk.react = (message) => ({ changes: message.msgType === '8' ? [message.execId] : [] });
    const store = new MemorySessionStore<string>({ apply: (change) => void rows.push(change) });
    const handle = await loggedOn(client(port, { application: desk, store }));
    expect(await handle.send(order('O1'), ['order O1 sent'])).toEqual({ seq: 2 });
    await until('the fill', () => desk.execIds.length === 1);
    await until('its commit', () => rows.length === 2);
    expect(rows).toEqual(['order O1 sent', 'E-O1']);
    expect(await store.load('YOFX1')).toMatchObject({ nextOut: 3, nextIn: 3 });
    expect(desk.statuses).toEqual(['CONNECTING', 'LOGON_SENT', 'LOGGED_ON']);
  });

  it('carries a burst of orders, each filled once', async () => {
    const { port } = await provider();
    const desk = new Recorder();
    const handle = await loggedOn(client(port, { application: desk }));
    const ids = Array.from({ length: 500 }, (_, index) => `O${index}`);
    const seqs = await Promise.all(ids.map((id) => handle.send(order(id))));
    expect(seqs.map(({ seq }) => seq)).toEqual(ids.map((_, index) => index + 2));
    await until('500 fills', () => desk.execIds.length === 500);
    expect(desk.execIds).toEqual(ids.map((id) => `E-${id}`));
  });

  it('refuses to send before it is logged on, without using a number', async () => {
    const handle = client(1);
    await expect(handle.send(order('O1'))).rejects.toBeInstanceOf(NotLoggedOn);
    expect(handle.info.nextOut).toBe(1);
  });

  it('refuses a value that must not go on the wire, without using a number', async () => {
    const { port } = await provider();
    const handle = await loggedOn(client(port));
    const forged = { ...order('O1'), symbol: 'EURUSD\x0135=5' };
    await expect(handle.send(forged)).rejects.toBeInstanceOf(InvalidFieldValue);
    expect(await handle.send(order('O2'))).toEqual({ seq: 2 });
  });

  it('logs out, stays down, and goes on with its numbers when told to connect again', async () => {
    const { port } = await provider();
    const handle = await loggedOn(client(port));
    await handle.send(order('O1'));
    await handle.disconnect('end of day');
    expect(handle.info).toMatchObject({ status: 'STOPPED', nextOut: 4 });
    await loggedOn(handle);
    expect(await handle.send(order('O2'))).toEqual({ seq: 5 });
  });
});

describe('a cut link', () => {
  it('comes back by itself, and reports that were not written are resent', async () => {
    const application = fillsEverything();
    const acceptor = await provider({ application });
    const session = acceptor.sessions.get('YOFX1');
    const fills = application.react;
    application.react = (message) => {
      session?.drop('testing');
      application.react = fills;
      return fills(message);
    };
    const desk = new Recorder();
    const handle = await loggedOn(client(acceptor.port, { application: desk }));
    await handle.send(order('O1'));
    await until('the resent fill', () => desk.execIds.length === 1);
    expect(desk.heard[0]?.header.possDup).toBe(true);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await handle.send(order('O2'));
    await until('the second fill', () => desk.execIds.length === 2);
    expect(desk.execIds).toEqual(['E-O1', 'E-O2']);
    expect(application.heard).toHaveLength(2);
  });

  it('before the order was read leads to a gap fill: the order is reported as never received', async () => {
    const application = fillsEverything();
    let cuts = 1;
    const screen = (raw: { readonly msgType: string }) =>
      raw.msgType === 'D' && cuts-- > 0 ? ('cut' as const) : ('pass' as const);
    const { port } = await provider({ application, screen });
    const desk = new Recorder();
    const handle = await loggedOn(client(port, { application: desk }));
    await handle.send(order('O1'));
    await until('the gap fill', () => desk.gapFilled.length === 1);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await handle.send(order('O2'));
    await until('the fill of the next order', () => desk.execIds.length === 1);
    expect(desk.gapFilled).toEqual(['O1']);
    expect(desk.execIds).toEqual(['E-O2']);
  });

  it('is asked for what a distorted link has lost', async () => {
    let losses = 1;
    const distort = (message: Buffer) =>
      message.includes('\x0135=8\x01') && losses-- > 0 ? [] : [message];
    const { port } = await provider({ distort });
    const desk = new Recorder();
    const handle = await loggedOn(client(port, { application: desk }));
    await handle.send(order('O1'));
    await handle.send(order('O2'));
    await until('both fills', () => desk.execIds.length === 2);
    expect(desk.execIds).toEqual(['E-O1', 'E-O2']);
  });

  it('lets reports posted meanwhile come after the next logon, once', async () => {
    const acceptor = await provider();
    const session = acceptor.sessions.get('YOFX1');
    const desk = new Recorder();
    const handle = await loggedOn(client(acceptor.port, { application: desk }));
    await handle.disconnect();
    await session?.post(fill('O9', 'late'));
    await expect(session?.send(fill('O9', 'no'))).rejects.toBeInstanceOf(NotLoggedOn);
    await loggedOn(handle);
    await until('the late report', () => desk.execIds.length === 1);
    expect(desk.execIds).toEqual(['late']);
  });
});

describe('an acceptor', () => {
  it('refuses a Logon(A) with a text and keeps both numbers in step', async () => {
    let open = false;
    const admit = () =>
      open ? ({ kind: 'accept' } as const) : ({ kind: 'refuse', text: 'closed' } as const);
    const { port } = await provider({ admit });
    const handle = client(port);
    handle.connect();
    await until('the refusal', () => handle.info.lastError === 'logon refused: closed');
    open = true;
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    expect(handle.info.nextIn).toBe(handle.info.nextOut);
  });

  it('makes the initiator stop after three refusals that speak of credentials', async () => {
    const admit = () => ({ kind: 'refuse', text: 'invalid password' }) as const;
    const { port } = await provider({ admit });
    const desk = new Recorder();
    const handle = client(port, { application: desk });
    handle.connect();
    await until('AUTH_FAILED', () => handle.info.status === 'AUTH_FAILED');
    expect(desk.statuses.filter((status) => status === 'LOGON_SENT')).toHaveLength(3);
  });

  it('cuts a stranger and a second link of the same session, and the first link lives on', async () => {
    const { port } = await provider();
    const handle = await loggedOn(client(port));
    for (const sender of ['EVIL', 'YOFX1']) {
      const logon = encode(
        {
          beginString: 'FIX.4.4',
          msgType: 'A',
          msgSeqNum: 1,
          senderCompId: sender,
          targetCompId: 'YOFX',
          sendingTimeMs: Date.now(),
        },
        field(98, '0') + field(108, '30'),
      );
      const socket = connect(port, '127.0.0.1');
      socket.write(logon);
      const answer: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => answer.push(chunk));
      await new Promise((resolve) => socket.once('close', resolve));
      expect(Buffer.concat(answer)).toHaveLength(0);
    }
    expect(await handle.send(order('O1'))).toEqual({ seq: 2 });
  });

  it('serves two sessions with numbers of their own', async () => {
    const acceptor = await provider({
      sessions: [
        { id: 'YOFX1', senderCompId: 'YOFX', targetCompId: 'YOFX1' },
        { id: 'YOFX2', senderCompId: 'YOFX', targetCompId: 'YOFX2' },
      ],
    });
    const first = await loggedOn(client(acceptor.port));
    const session = { id: 'YOFX2', senderCompId: 'YOFX2', targetCompId: 'YOFX' };
    const second = await loggedOn(client(acceptor.port, { session }));
    await first.send(order('O1'));
    await first.send(order('O2'));
    expect(await second.send(order('O1'))).toEqual({ seq: 2 });
    const nextIn = (id: string) => acceptor.sessions.get(id)?.info.nextIn;
    await until('three orders', () => nextIn('YOFX1') === 4 && nextIn('YOFX2') === 3);
    expect(first.info.nextOut).toBe(4);
  });

  it('drops a counterparty that does not read', async () => {
    const acceptor = await provider();
    const session = acceptor.sessions.get('YOFX1');
    const socket = connect(acceptor.port, '127.0.0.1');
    const logon = encode(
      {
        beginString: 'FIX.4.4',
        msgType: 'A',
        msgSeqNum: 1,
        senderCompId: 'YOFX1',
        targetCompId: 'YOFX',
        sendingTimeMs: Date.now(),
      },
      field(98, '0') + field(108, '30'),
    );
    socket.pause();
    socket.on('error', () => {});
    socket.write(logon);
    await until('the logon', () => session?.info.status === 'LOGGED_ON');
    const text = 'x'.repeat(500);
    for (let sent = 0; sent < 40 && session?.info.status === 'LOGGED_ON'; sent += 1) {
      const burst = Array.from({ length: 500 }, (_, index) =>
        session.post({ ...fill('O1', `E${sent}-${index}`), text }),
      );
      await Promise.all(burst);
    }
    await until('the drop', () => session?.info.status === 'RECONNECT_WAIT');
    expect(session?.info.lastError).toBe('slow consumer');
    socket.destroy();
  });
});

describe('a store that refuses', () => {
  it('means that nothing was sent; the session reads its numbers again and goes on', async () => {
    const application = fillsEverything();
    const { port } = await provider({ application });
    const apply = (change: string) => {
      if (change === 'refused') throw new Error('disk full');
    };
    const handle = await loggedOn(client(port, { store: new MemorySessionStore({ apply }) }));
    await expect(handle.send(order('O1'), ['refused'])).rejects.toBeInstanceOf(CommitFailed);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await handle.send(order('O2'));
    await until('the order', () => application.heard.length === 1);
    expect(application.heard).toMatchObject([{ msgType: 'D', clOrdId: 'O2' }]);
  });

  it('leaves a message uncounted when the application throws, so that it comes again', async () => {
    const { port } = await provider();
    const desk = new Recorder();
    let throws = 1;
    desk.react = () => {
      if (throws-- > 0) throw new Error('bug');
      return {};
    };
    const handle = await loggedOn(client(port, { application: desk }));
    await handle.send(order('O1'));
    await until('the second delivery', () => desk.execIds.length === 2);
    expect(desk.execIds).toEqual(['E-O1', 'E-O1']);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
  });
});
