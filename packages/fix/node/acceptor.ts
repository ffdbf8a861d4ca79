/**
 * The acceptor: several sessions behind one port. A connection belongs to nobody until its Logon(A) says who it is; a
 * stranger and a second link of the same session are cut without an answer.
 */
import type { Socket } from 'node:net';
import { decode, type RawMessage } from '../src/wire/raw-message.ts';
import { readable } from '../src/wire/text.ts';
import { Accepted, type AcceptedOptions, type AcceptedSession } from './accepted-session.ts';
import type { Log } from './application.ts';
import { openDoor, peerOf, portOf, type DoorOptions } from './door.ts';
import { Link } from './link.ts';
import type { SessionOptions } from './options.ts';

export interface AcceptorOptions<Change>
  extends
    AcceptedOptions<Change>,
    Pick<DoorOptions, 'host' | 'port' | 'tls' | 'allowedAddresses' | 'connectionsMax'> {
  readonly sessions: readonly SessionOptions[];
  /** Connections that have not logged on yet; beyond this new ones are cut. Default 100. */
  readonly strangersMax?: number | undefined;
  /** Unsent bytes of a connection beyond which it is dropped as a slow consumer. Default 1 MiB. */
  readonly sendQueueMaxBytes?: number | undefined;
}

export interface Acceptor<Change> {
  readonly port: number;
  readonly sessions: ReadonlyMap<string, AcceptedSession<Change>>;
  /** Logs every session out and stops listening. */
  close(): Promise<void>;
}

const STRANGERS_MAX = 100;

/** Resolves when the port is open. */
export async function createAcceptor<Change = never>(
  options: AcceptorOptions<Change>,
): Promise<Acceptor<Change>> {
  const { log, strangersMax = STRANGERS_MAX, sendQueueMaxBytes } = options;
  const sessions = options.sessions.map((session) => new Accepted(options, session));
  const strangers = new Set<Link>();
  const onSocket = (socket: Socket) => {
    const forget = () => void strangers.delete(link);
    const link = new Link(socket, { onFramed: () => {}, onClosed: forget }, sendQueueMaxBytes);
    if (strangers.size >= strangersMax) {
      log.warn({ from: link.remoteAddress }, 'too many connections without a logon');
      return link.cut('too many connections');
    }
    strangers.add(link);
    welcome({ log, sessions, link, socket }, forget);
  };
  const handshakeTimeoutMs = logonTimeoutMs(sessions);
  const server = await openDoor({ ...options, handshakeTimeoutMs, onSocket });
  for (const session of sessions) await session.open();
  return {
    port: portOf(server),
    sessions: new Map(sessions.map((session) => [session.info.id, session])),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const link of strangers) link.cut('shutting down');
      await Promise.all(sessions.map((session) => session.close()));
      await closed;
    },
  };
}

interface Arrival<Change> {
  readonly log: Log;
  readonly sessions: readonly Accepted<Change>[];
  readonly link: Link;
  readonly socket: Socket;
}

/** Waits for the first message, which must be a Logon(A) of a session that has no link. */
function welcome<Change>(arrival: Arrival<Change>, known: () => void): void {
  const { log, sessions, link, socket } = arrival;
  const timer = setTimeout(() => link.cut('no Logon(A)'), logonTimeoutMs(sessions));
  const settle = () => {
    clearTimeout(timer);
    known();
  };
  link.handOver({
    onClosed: settle,
    onFramed: (framed) => {
      const [first] = framed;
      if (first === undefined) return;
      settle();
      const raw = first.kind === 'message' ? logonOf(first.bytes, sessions) : null;
      const session = sessions.find((one) => raw !== null && one.isMeantBy(raw));
      if (raw === null || session === undefined) {
        const text = first.kind === 'message' ? readable(first.bytes) : first.kind;
        log.warn({ from: link.remoteAddress, text }, 'connection refused');
        return link.cut('not a Logon(A) of a known counterparty');
      }
      void session.take(link, { logon: raw, framed, peer: peerOf(socket) });
    },
  });
}

/** Who comes is not known yet: the most patient session counts. */
function logonTimeoutMs<Change>(sessions: readonly Accepted<Change>[]): number {
  return Math.max(0, ...sessions.map(({ config }) => config.logonTimeoutMs));
}

function logonOf<Change>(bytes: Buffer, sessions: readonly Accepted<Change>[]): RawMessage | null {
  const [first] = sessions;
  const raw = first === undefined ? null : decode(bytes, first.config.dictionary.dataFields);
  return raw?.msgType === 'A' ? raw : null;
}
