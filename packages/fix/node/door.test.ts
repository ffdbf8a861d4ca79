/** Who gets as far as the Logon(A): certificates, addresses, and how many at a time. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Acceptor } from './acceptor.ts';
import { openAuthority } from './testing/certificates.ts';
import { Recorder, SILENT, fill, openClient, openProvider, order, until } from './testing/desk.ts';

const authority = await openAuthority();
const stranger = await openAuthority();

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

async function provider(options: Parameters<typeof openProvider>[0]): Promise<Acceptor<string>> {
  const acceptor = await openProvider(options);
  opened.push(acceptor);
  return acceptor;
}

function client(port: number, options: Parameters<typeof openClient>[1] = {}) {
  const handle = openClient(port, options);
  opened.push({ close: () => handle.disconnect() });
  handle.connect();
  return handle;
}

/** How a silent connection ends. */
async function closed(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'close');
}

const server = { ...(await authority.sign('lp.example')), clientCa: authority.ca };
const mine = { ca: authority.ca, ...(await authority.sign('YOFX1')) };
const forged = { ca: authority.ca, ...(await stranger.sign('YOFX1')) };

describe('TLS', () => {
  it('carries a session between two sides that know each other', async () => {
    const names: (string | null)[] = [];
    const admit = (...[, , peer]: readonly [unknown, unknown, { commonName: string | null }]) => {
      names.push(peer.commonName);
      return { kind: 'accept' } as const;
    };
    const { port } = await provider({ tls: server, admit });
    const application = new Recorder();
    const handle = client(port, { tls: mine, application });
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await handle.send(order('O1'));
    await until('the fill', () => application.execIds.length === 1);
    expect(names).toEqual(['YOFX1']);
  });

  it.each([
    ['a provider that nobody has vouched for', { ...mine, ca: stranger.ca }, /verify|certificate/],
    ['a provider of another name', { ...mine, serverName: 'other.example' }, /other\.example/],
  ])('does not log on to %s', async (...[, tls, reason]) => {
    const { port } = await provider({ tls: server });
    const handle = client(port, { tls });
    await until('a refusal', () => handle.info.lastError !== null);
    expect(handle.info.lastError).toMatch(reason);
    expect(handle.info.nextOut).toBe(1);
  });

  it.each([
    ['without a certificate', { ca: authority.ca }],
    ['with a certificate of another authority', forged],
  ])('turns away a client %s', async (...[, tls]) => {
    const { port, sessions } = await provider({ tls: server });
    const handle = client(port, { tls });
    await until('a refusal', () => handle.info.lastError !== null);
    expect(sessions.get('YOFX1')?.info.nextIn).toBe(1);
  });

  it('is not spoken with a client that speaks plainly', async () => {
    const { port, sessions } = await provider({ tls: server });
    const handle = client(port);
    await until('a refusal', () => handle.info.lastError !== null);
    expect(sessions.get('YOFX1')?.info.status).toBe('RECONNECT_WAIT');
  });
});

describe('the door', () => {
  it('cuts an address that is not allowed, and says so', async () => {
    const said: string[] = [];
    const log = { ...SILENT, warn: (_: unknown, message: string) => void said.push(message) };
    const { port } = await provider({ allowedAddresses: ['192.0.2.0/24'], log });
    await closed(port);
    expect(said).toEqual(['connection from an address that is not allowed']);
  });

  it('lets an address in that is allowed', async () => {
    const { port } = await provider({ allowedAddresses: ['127.0.0.0/8'] });
    const handle = client(port);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    expect(handle.info.nextIn).toBe(2);
  });

  it('cuts what is more than it takes, logged on or not', async () => {
    const { port } = await provider({ connectionsMax: 1 });
    const handle = client(port);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await closed(port);
    expect(await handle.send(order('O1'))).toEqual({ seq: 2 });
  });

  it('keeps no more than so many strangers waiting', async () => {
    const { port } = await provider({ strangersMax: 1 });
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    await closed(port);
    expect(first.destroyed).toBe(false);
    first.destroy();
  });
});

describe('a counterparty that does not read', () => {
  it('is dropped once too much waits for it, with the reason in status and log', async () => {
    const reasons: unknown[] = [];
    const log = {
      ...SILENT,
      warn: ({ reason }: Record<string, unknown>) => void reasons.push(reason),
    };
    const acceptor = await provider({ sendQueueMaxBytes: 10_000, log });
    const session = acceptor.sessions.get('YOFX1');
    const handle = client(acceptor.port);
    await until('LOGGED_ON', () => session?.info.status === 'LOGGED_ON');
    const text = 'x'.repeat(500);
    for (let sent = 0; session?.info.lastError === null && sent < 200; sent += 1) {
      const burst = Array.from({ length: 500 }, (_, index) =>
        session.post({ ...fill('O1', `E${sent}-${index}`), text }),
      );
      await Promise.all(burst);
    }
    expect(reasons[0]).toBe('slow consumer');
    await handle.disconnect();
  });
});
