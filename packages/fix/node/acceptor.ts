/**
 * The acceptor: several sessions behind one port. A connection belongs to nobody until its Logon(A) says who it is; a
 * stranger and a second link of the same session are cut without an answer.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { OutgoingAppMessage } from '../src/messages/app-message.ts';
import type { SessionConfig } from '../src/session/session.ts';
import type { Framed } from '../src/wire/framer.ts';
import { decode, type RawMessage } from '../src/wire/raw-message.ts';
import { readable } from '../src/wire/text.ts';
import type { Clock, Log, SessionApplication, SessionInfo } from './application.ts';
import { Link } from './link.ts';
import { sessionConfig, type SessionOptions } from './options.ts';
import { SessionRunner } from './session-runner.ts';
import type { SessionStore } from './store.ts';

export interface AcceptedSession<Change> {
  readonly info: SessionInfo;
  /** As SessionHandle.send. */
  send(message: OutgoingAppMessage, changes?: readonly Change[]): Promise<{ seq: number }>;
  /** As `send`, but also without a link: the counterparty asks for the message after its next logon. */
  post(message: OutgoingAppMessage, changes?: readonly Change[]): Promise<{ seq: number }>;
  /** Cuts the link at once, without Logout(5); what was not yet written stays stored. */
  drop(reason: string): void;
  /** Logs out. Resolves when the link is gone. */
  disconnect(text?: string): Promise<void>;
}

export type Admission =
  | { readonly kind: 'accept' }
  /** Answered with Logout(5) and this text. */
  | { readonly kind: 'refuse'; readonly text: string };

export interface AcceptorOptions<Change> {
  readonly sessions: readonly SessionOptions[];
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly store: SessionStore<Change>;
  readonly application: SessionApplication<Change>;
  readonly clock: Clock;
  readonly log: Log;
  /** Asked once per Logon(A) of a known counterparty. */
  readonly admit?: ((logon: RawMessage, session: SessionInfo) => Admission) | undefined;
  /** Sees every later message before the session; `cut` ends the link as if the message had never arrived. */
  readonly screen?: ((raw: RawMessage, session: SessionInfo) => 'pass' | 'cut') | undefined;
}

export interface Acceptor<Change> {
  readonly port: number;
  readonly sessions: ReadonlyMap<string, AcceptedSession<Change>>;
  /** Logs every session out and stops listening. */
  close(): Promise<void>;
}

/** Connections that have not logged on yet; beyond this new ones are cut. */
const STRANGERS_MAX = 100;

/** Resolves when the port is open. */
export async function createAcceptor<Change = never>(
  options: AcceptorOptions<Change>,
): Promise<Acceptor<Change>> {
  const sessions = options.sessions.map((session) => new Accepted(options, session));
  const strangers = new Set<Link>();
  const server = createServer((socket) => {
    const link = new Link(socket, { onFramed: () => {}, onClosed: () => strangers.delete(link) });
    if (strangers.size >= STRANGERS_MAX) return link.cut('too many connections');
    strangers.add(link);
    welcome({ options, sessions, link, socket }, () => strangers.delete(link));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  for (const session of sessions) await session.open();
  return {
    port: portOf(server.address()),
    sessions: new Map(sessions.map((session) => [session.info.id, session])),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const link of strangers) link.cut('shutting down');
      await Promise.all(sessions.map((session) => session.close()));
      await closed;
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

interface Arrival<Change> {
  readonly options: AcceptorOptions<Change>;
  readonly sessions: readonly Accepted<Change>[];
  readonly link: Link;
  readonly socket: Socket;
}

/** Waits for the first message, which must be a Logon(A) of a session that has no link. */
function welcome<Change>(arrival: Arrival<Change>, known: () => void): void {
  const { options, sessions, link } = arrival;
  const timeoutMs = Math.max(0, ...sessions.map(({ config }) => config.logonTimeoutMs));
  const timer = setTimeout(() => link.cut('no Logon(A)'), timeoutMs);
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
        options.log.warn({ from: link.remoteAddress, text }, 'connection refused');
        return link.cut('not a Logon(A) of a known counterparty');
      }
      void session.take(link, raw, framed);
    },
  });
}

function logonOf<Change>(bytes: Buffer, sessions: readonly Accepted<Change>[]): RawMessage | null {
  const [first] = sessions;
  const raw = first === undefined ? null : decode(bytes, first.config.dictionary.dataFields);
  return raw?.msgType === 'A' ? raw : null;
}

class Accepted<Change> implements AcceptedSession<Change> {
  readonly config: SessionConfig;
  readonly #options: AcceptorOptions<Change>;
  readonly #runner: SessionRunner<Change>;
  #taking = false;
  #whenDown: (() => void)[] = [];

  constructor(options: AcceptorOptions<Change>, session: SessionOptions) {
    this.#options = options;
    this.config = sessionConfig(
      session,
      'acceptor',
      options.application.onRawMessage !== undefined,
    );
    const { store, application, clock, log, screen } = options;
    this.#runner = new SessionRunner({
      config: this.config,
      store,
      application,
      clock,
      log,
      screen,
      onIdle: (reason, fault) => {
        for (const resolve of this.#whenDown.splice(0)) resolve();
        this.#runner.setIdleStatus(fault === 'SEQUENCE_ERROR' ? fault : 'RECONNECT_WAIT', reason);
      },
    });
  }

  get info(): SessionInfo {
    return this.#runner.info;
  }

  async open(): Promise<void> {
    await this.#runner.ready();
    this.#runner.setIdleStatus('RECONNECT_WAIT');
  }

  isMeantBy(logon: RawMessage): boolean {
    const { senderCompId, targetCompId } = this.config;
    return logon.text(49) === targetCompId && logon.text(56) === senderCompId;
  }

  /** Takes over a link whose first message, a Logon(A), is `framed[0]`. */
  async take(link: Link, logon: RawMessage, framed: readonly Framed[]): Promise<void> {
    const { log, admit } = this.#options;
    const session = this.config.id;
    if (this.#runner.isLinked || this.#taking) {
      log.warn({ session, from: link.remoteAddress }, 'second link of a session refused');
      return link.cut('the session has a link already');
    }
    this.#taking = true;
    link.pause();
    try {
      await this.#runner.ready();
      this.#runner.attach(link);
      const admission = admit?.(logon, this.info) ?? { kind: 'accept' };
      if (admission.kind === 'refuse') this.#runner.refuse(logon, admission.text);
      else this.#runner.feed(framed);
    } catch (error) {
      log.error({ session, error }, 'session could not be taken up');
      link.cut('session not available');
    } finally {
      this.#taking = false;
      link.resume();
    }
  }

  send(message: OutgoingAppMessage, changes?: readonly Change[]): Promise<{ seq: number }> {
    return this.#runner.send(message, changes);
  }

  post(message: OutgoingAppMessage, changes?: readonly Change[]): Promise<{ seq: number }> {
    return this.#runner.post(message, changes);
  }

  drop(reason: string): void {
    this.#runner.drop(reason);
  }

  async disconnect(text?: string): Promise<void> {
    if (this.#runner.isLinked) {
      const down = new Promise<void>((resolve) => this.#whenDown.push(resolve));
      this.#runner.logout(text);
      await down;
    }
    await this.#runner.settled();
  }

  async close(): Promise<void> {
    await this.disconnect('shutting down');
    this.#runner.setIdleStatus('STOPPED');
  }
}
