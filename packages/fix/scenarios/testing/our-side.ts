/** Our side of a scenario: an acceptor that echoes orders, or an initiator that writes down what it hears. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, vi } from 'vitest';
import { EchoApplication } from '../../conformance/echo-application.ts';
import { createAcceptor, type Acceptor } from '../../node/acceptor.ts';
import type { SessionInfo } from '../../node/application.ts';
import { createInitiator, type SessionHandle } from '../../node/initiator.ts';
import { MemorySessionStore } from '../../node/memory-store.ts';
import type { SessionOptions } from '../../node/options.ts';
import { FAST_RECONNECT, Recorder, SILENT, WALL, order } from '../../node/testing/desk.ts';
import { FIX44 } from '../../src/dictionary/fix44.ts';
import { STRICT } from '../../src/dictionary/validate.ts';
import { OUR_ID, THEIR_ID } from './peer.ts';

export interface OurSide {
  /** The counterparty connects to us. */
  dial(): Promise<Socket>;
  connect(): void;
  /** We have connected to the counterparty. */
  accept(): Promise<Socket>;
  order(clOrdId: string): Promise<void>;
  logOut(): Promise<void>;
  restart(): Promise<void>;
  becomes(what: 'status' | 'lastError', value: string): Promise<void>;
  /** ExecID(17) of every report that reached the application. */
  heard(execIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

type Options = Readonly<Record<string, unknown>>;

const session = (options: Options): SessionOptions => ({
  id: OUR_ID,
  senderCompId: OUR_ID,
  targetCompId: THEIR_ID,
  validation: STRICT,
  orderResendMaxAgeMs: Infinity,
  ...options,
});

async function becomes(info: () => SessionInfo | undefined, ...wanted: [string, string]) {
  const [what, value] = wanted;
  await vi.waitFor(() => expect(new Map(Object.entries(info() ?? {})).get(what)).toBe(value), {
    timeout: 4000,
    interval: 5,
  });
}

const notOurs = (what: string) => async (): Promise<never> => {
  throw new Error(`this side does not ${what}`);
};

export async function ourAcceptor(options: Options): Promise<OurSide> {
  const store = new MemorySessionStore<never>();
  const open = () =>
    createAcceptor<never>({
      sessions: [session(options)],
      host: '127.0.0.1',
      port: 0,
      store,
      application: new EchoApplication(FIX44),
      clock: WALL,
      log: SILENT,
    });
  let acceptor: Acceptor<never> = await open();
  const ours = () => acceptor.sessions.get(OUR_ID);
  return {
    dial: async () => {
      const socket = connect(acceptor.port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    },
    connect: () => {},
    accept: notOurs('connect'),
    order: notOurs('send orders'),
    logOut: async () => ours()?.disconnect(),
    restart: async () => {
      ours()?.drop('restarting');
      await acceptor.close();
      acceptor = await open();
    },
    becomes: (what, value) => becomes(() => ours()?.info, what, value),
    heard: notOurs('hear reports'),
    close: () => acceptor.close(),
  };
}

export async function ourInitiator(options: Options): Promise<OurSide> {
  const store = new MemorySessionStore<string>();
  const arrivals: Socket[] = [];
  const server: Server = createServer((socket) => arrivals.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const recorder = new Recorder();
  const open = () =>
    createInitiator<string>({
      session: session(options),
      host: '127.0.0.1',
      port,
      store,
      application: recorder,
      clock: WALL,
      random: () => 0.5,
      log: SILENT,
      reconnect: FAST_RECONNECT,
    });
  let handle: SessionHandle<string> = open();
  return {
    dial: notOurs('listen'),
    connect: () => handle.connect(),
    accept: async () => {
      await vi.waitFor(() => expect(arrivals).not.toHaveLength(0), { timeout: 4000, interval: 5 });
      return arrivals.shift() ?? notOurs('connect')();
    },
    order: async (clOrdId) => void (await handle.send(order(clOrdId))),
    logOut: () => handle.disconnect(),
    restart: async () => {
      await handle.disconnect();
      handle = open();
    },
    becomes: (what, value) => becomes(() => handle.info, what, value),
    heard: async (execIds) => {
      await vi.waitFor(() => expect(recorder.execIds).toEqual(execIds), { timeout: 4000 });
    },
    close: async () => {
      await handle.disconnect();
      server.close();
    },
  };
}
