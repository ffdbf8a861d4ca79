/** The initiator: dials the counterparty, keeps the session up, and waits longer after each failure. */
import type { LookupFunction, Socket } from 'node:net';
import type { SendableMessage } from '../src/messages/outgoing.ts';
import type { NumberReset, SessionNumbers } from '../src/session/number-reset.ts';
import type { Fault } from '../src/session/session.ts';
import type { SessionStatus } from '../src/session/status.ts';
import type { Clock, Log, RawReply, SessionApplication, SessionInfo } from './application.ts';
import { DEFAULT_RECONNECT, reconnectDelayMs, type ReconnectOptions } from './backoff.ts';
import { dial, type InitiatorTls } from './dial.ts';
import { SessionLinked } from './errors.ts';
import { Hours } from './hours.ts';
import { Link } from './link.ts';
import { NumberKeeper } from './number-keeper.ts';
import { sessionConfig, type SessionOptions } from './options.ts';
import { SessionRunner } from './session-runner.ts';
import type { SessionStore } from './store.ts';

export interface SessionHandle<Change> {
  readonly info: SessionInfo;
  /**
   * Numbers the message, stores it together with `changes`, then writes it. Resolves after the commit.
   *
   * Rejects with NotLoggedOn before a number is used when the session is not LOGGED_ON, and with CommitFailed when the
   * store refused: in both cases nothing was sent, certainly.
   */
  send(message: SendableMessage, changes?: readonly Change[]): Promise<{ seq: number }>;
  /** As `send`, for messages whose body is encoded already. */
  sendRaw(message: RawReply, changes?: readonly Change[]): Promise<{ seq: number }>;
  /** From now on the session shall be up. Also leaves SEQUENCE_ERROR and AUTH_FAILED, which need an operator. */
  connect(): void;
  /** Logs out and stays down. Resolves when the link is gone. */
  disconnect(reason?: string): Promise<void>;
  /** What setting the numbers by hand would change, and what would be lost by it. Changes nothing. */
  previewNumbers(wanted: Partial<SessionNumbers>): Promise<NumberReset>;
  /** Sets the numbers of a session that nobody wants up, on behalf of `by`. Rejects with SessionLinked otherwise. */
  setNumbers(wanted: Partial<SessionNumbers>, by: string): Promise<NumberReset>;
}

export interface InitiatorOptions<Change> {
  readonly session: SessionOptions;
  readonly host: string;
  readonly port: number;
  /** Without it the link is plain TCP. */
  readonly tls?: InitiatorTls | undefined;
  /** How the host becomes an address, for whoever must know which one is dialled. Default: as the system does it. */
  readonly lookup?: LookupFunction | undefined;
  /** Unsent bytes beyond which the link is dropped because the counterparty does not read. Default 1 MiB. */
  readonly sendQueueMaxBytes?: number | undefined;
  readonly store: SessionStore<Change>;
  readonly application: SessionApplication<Change>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly reconnect?: ReconnectOptions | undefined;
  readonly resetAtLogon?: ResetAtLogon<Change> | undefined;
}

/** Somebody may want both numbers to start again with the next logon: asked before each, until one was answered. */
interface ResetAtLogon<Change> {
  readonly isWanted: () => boolean;
  /** Committed together with the answer. */
  readonly onAgreed: () => readonly Change[];
}

/** Logon refusals in a row that speak of credentials before the session stops trying. */
const AUTH_REFUSALS_MAX = 3;
const CREDENTIALS = /passw|credential|authenti|username|user name|login/i;

/** A session that is down until `connect` is called. */
export function createInitiator<Change = never>(
  options: InitiatorOptions<Change>,
): SessionHandle<Change> {
  return new Initiator(options);
}

class Initiator<Change> implements SessionHandle<Change> {
  readonly #options: InitiatorOptions<Change>;
  readonly #runner: SessionRunner<Change>;
  readonly #logonTimeoutMs: number;
  readonly #hours: Hours;
  readonly #numbers: NumberKeeper<Change>;
  #wanted = false;
  #dialling: Socket | null = null;
  #retry: NodeJS.Timeout | null = null;
  #failures = 0;
  #authRefusals = 0;
  #whenDown: (() => void)[] = [];

  constructor(options: InitiatorOptions<Change>) {
    this.#options = options;
    const { store, application, clock, log } = options;
    const config = sessionConfig(
      options.session,
      'initiator',
      application.onRawMessage !== undefined,
    );
    this.#logonTimeoutMs = config.logonTimeoutMs;
    this.#runner = new SessionRunner({
      config,
      store,
      application: this.#watched(application),
      clock,
      log,
      onIdle: (reason, fault) => this.#onIdle(reason, fault),
    });
    this.#numbers = new NumberKeeper({ ...options, config, holder: this.#runner });
    const { schedule } = options.session;
    this.#hours = new Hours({ schedule, clock, onTurn: () => this.#onTurn() });
  }

  get info(): SessionInfo {
    return this.#runner.info;
  }

  send(message: SendableMessage, changes?: readonly Change[]): Promise<{ seq: number }> {
    return this.#runner.send(message, changes);
  }

  sendRaw(message: RawReply, changes?: readonly Change[]): Promise<{ seq: number }> {
    return this.#runner.sendRaw(message, changes);
  }

  previewNumbers(wanted: Partial<SessionNumbers>): Promise<NumberReset> {
    return this.#numbers.preview(wanted);
  }

  async setNumbers(wanted: Partial<SessionNumbers>, by: string): Promise<NumberReset> {
    // A session that is wanted up may log on at any moment, with the old numbers.
    if (this.#wanted) throw new SessionLinked(this.#options.session.id);
    return this.#numbers.set(wanted, by);
  }

  connect(): void {
    this.#wanted = true;
    this.#failures = 0;
    this.#authRefusals = 0;
    this.#dial();
  }

  async disconnect(reason?: string): Promise<void> {
    this.#wanted = false;
    this.#hours.off();
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#dialling?.destroy();
    if (this.#runner.isLinked) {
      const down = new Promise<void>((resolve) => this.#whenDown.push(resolve));
      this.#runner.logout(reason);
      await down;
    }
    await this.#runner.settled();
    // Unless somebody has called connect() meanwhile.
    if (!this.#wanted) this.#runner.setIdleStatus('STOPPED');
  }

  #watched(application: SessionApplication<Change>): SessionApplication<Change> {
    return {
      onMessage: (message, session) => application.onMessage(message, session),
      onRawMessage: (raw, session) => application.onRawMessage?.(raw, session) ?? {},
      onResetAgreed: (session) => ({
        changes: [
          ...(application.onResetAgreed?.(session).changes ?? []),
          ...(this.#options.resetAtLogon?.onAgreed() ?? []),
        ],
      }),
      onGapFilled: (clOrdIds, session) => application.onGapFilled?.(clOrdIds, session) ?? {},
      onStatus: (session) => {
        if (session.status === 'LOGGED_ON' || session.status === 'SYNCING') {
          this.#failures = 0;
          this.#authRefusals = 0;
        }
        application.onStatus?.(session);
      },
    };
  }

  #dial(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    if (this.#dialling !== null || this.#runner.isLinked) return;
    if (this.#hours.look() === null) return this.#runner.setIdleStatus('WAITING_FOR_SESSION');
    this.#runner.setIdleStatus('CONNECTING');
    const socket = dial(this.#options, () => void this.#onConnected(socket, failed));
    this.#dialling = socket;
    socket.setTimeout(this.#logonTimeoutMs, () => socket.destroy(new Error('connect timed out')));
    const failed = (error?: Error) => {
      if (this.#dialling !== socket) return;
      this.#dialling = null;
      this.#onIdle(error?.message ?? 'connection closed', null);
    };
    socket.once('error', failed);
    socket.once('close', () => failed());
  }

  async #onConnected(socket: Socket, failed: (error?: Error) => void): Promise<void> {
    socket.setTimeout(0);
    socket.pause();
    const nobody = { onFramed: () => {}, onClosed: () => {} };
    try {
      await this.#numbers.readySince(this.#hours.look()?.fromMs ?? -Infinity);
      if (socket.destroyed || !this.#wanted) return failed();
      this.#dialling = null;
      const reset = this.#options.resetAtLogon?.isWanted() ?? false;
      this.#runner.attach(new Link(socket, nobody, this.#options.sendQueueMaxBytes), reset);
      socket.resume();
    } catch (error) {
      this.#dialling = socket;
      socket.destroy();
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #onIdle(reason: string, fault: Fault | null): void {
    for (const resolve of this.#whenDown.splice(0)) resolve();
    if (!this.#wanted) return this.#runner.setIdleStatus('STOPPED', reason);
    this.#authRefusals =
      fault === 'LOGON_REFUSED' && CREDENTIALS.test(reason) ? this.#authRefusals + 1 : 0;
    if (fault === 'SEQUENCE_ERROR') return this.#giveUp('SEQUENCE_ERROR', reason);
    if (this.#authRefusals >= AUTH_REFUSALS_MAX) return this.#giveUp('AUTH_FAILED', reason);
    if (this.#hours.look() === null) {
      return this.#runner.setIdleStatus('WAITING_FOR_SESSION', reason);
    }
    const { reconnect = DEFAULT_RECONNECT, random, log, session } = this.#options;
    const delayMs = reconnectDelayMs(reconnect, this.#failures, random());
    this.#failures += 1;
    log.warn({ session: session.id, reason, delayMs }, 'session down, will reconnect');
    this.#runner.setIdleStatus('RECONNECT_WAIT', reason);
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#dial(), delayMs);
  }

  /** The hours have changed: what was up is over, and what waited may come up. */
  #onTurn(): void {
    if (this.#runner.isLinked) this.#runner.logout('the session is over');
    else if (this.#wanted) this.#dial();
  }

  #giveUp(status: SessionStatus, reason: string): void {
    this.#wanted = false;
    this.#hours.off();
    this.#options.log.error(
      { session: this.#options.session.id, reason, status },
      'session needs an operator',
    );
    this.#runner.setIdleStatus(status, reason);
  }
}
