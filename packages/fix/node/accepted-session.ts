/** One session of an acceptor: who may take it up, when, and what its owner may do with it. */
import type { SendableMessage } from '../src/messages/outgoing.ts';
import type { NumberReset, SessionNumbers } from '../src/session/number-reset.ts';
import type { Fault, SessionConfig } from '../src/session/session.ts';
import type { Framed } from '../src/wire/framer.ts';
import type { RawMessage } from '../src/wire/raw-message.ts';
import type { Clock, Log, SessionApplication, SessionInfo } from './application.ts';
import type { Peer } from './door.ts';
import { SessionLinked } from './errors.ts';
import { Hours } from './hours.ts';
import type { Link } from './link.ts';
import { NumberKeeper } from './number-keeper.ts';
import { sessionConfig, type SessionOptions } from './options.ts';
import type { Distort } from './runner-options.ts';
import { SessionRunner } from './session-runner.ts';
import type { SessionStore } from './store.ts';

export interface AcceptedSession<Change> {
  readonly info: SessionInfo;
  /** As SessionHandle.send. */
  send(message: SendableMessage, changes?: readonly Change[]): Promise<{ seq: number }>;
  /** As `send`, but also without a link: the counterparty asks for the message after its next logon. */
  post(message: SendableMessage, changes?: readonly Change[]): Promise<{ seq: number }>;
  /** Cuts the link at once, without Logout(5); what was not yet written stays stored. */
  drop(reason: string): void;
  /** Logs out. Resolves when the link is gone. */
  disconnect(text?: string): Promise<void>;
  /** As SessionHandle.previewNumbers. */
  previewNumbers(wanted: Partial<SessionNumbers>): Promise<NumberReset>;
  /** Sets the numbers of a session without a link, on behalf of `by`. Rejects with SessionLinked otherwise. */
  setNumbers(wanted: Partial<SessionNumbers>, by: string): Promise<NumberReset>;
}

export type Admission =
  | { readonly kind: 'accept' }
  /** Answered with Logout(5) and this text. */
  | { readonly kind: 'refuse'; readonly text: string };

/** What every session of an acceptor shares. */
export interface AcceptedOptions<Change> {
  readonly store: SessionStore<Change>;
  readonly application: SessionApplication<Change>;
  readonly clock: Clock;
  readonly log: Log;
  /** Asked once per Logon(A) of a known counterparty within the hours of its session. */
  readonly admit?: ((logon: RawMessage, session: SessionInfo, peer: Peer) => Admission) | undefined;
  /** Sees every later message before the session; `cut` ends the link as if the message had never arrived. */
  readonly screen?: ((raw: RawMessage, session: SessionInfo) => 'pass' | 'cut') | undefined;
  /** What leaves in place of a message that is numbered and stored already: for a side that is to misbehave. */
  readonly distort?: Distort | undefined;
}

/** A link whose first message is a Logon(A) of this session. */
export interface Knock {
  readonly logon: RawMessage;
  /** Everything read so far; the first is the Logon(A). */
  readonly framed: readonly Framed[];
  readonly peer: Peer;
}

const ACCEPT: Admission = { kind: 'accept' };
const CLOSED: Admission = { kind: 'refuse', text: 'outside of the session hours' };

export class Accepted<Change> implements AcceptedSession<Change> {
  readonly config: SessionConfig;
  readonly #options: AcceptedOptions<Change>;
  readonly #runner: SessionRunner<Change>;
  readonly #hours: Hours;
  readonly #numbers: NumberKeeper<Change>;
  #taking = false;
  #whenDown: (() => void)[] = [];

  constructor(options: AcceptedOptions<Change>, session: SessionOptions) {
    this.#options = options;
    this.config = sessionConfig(
      session,
      'acceptor',
      options.application.onRawMessage !== undefined,
    );
    const { store, application, clock, log, screen, distort } = options;
    this.#runner = new SessionRunner({
      config: this.config,
      store,
      application,
      clock,
      log,
      screen,
      distort,
      onIdle: (reason, fault) => {
        for (const resolve of this.#whenDown.splice(0)) resolve();
        log.warn({ session: session.id, reason }, 'session down');
        this.#wait(fault, reason);
      },
    });
    this.#numbers = new NumberKeeper({ ...options, config: this.config, holder: this.#runner });
    this.#hours = new Hours({ schedule: session.schedule, clock, onTurn: () => this.#onTurn() });
  }

  get info(): SessionInfo {
    return this.#runner.info;
  }

  async open(): Promise<void> {
    await this.#runner.ready();
    this.#wait(null, null);
  }

  isMeantBy(logon: RawMessage): boolean {
    const { senderCompId, targetCompId } = this.config;
    return logon.text(49) === targetCompId && logon.text(56) === senderCompId;
  }

  /** Takes over a link whose first message, a Logon(A), is `framed[0]`. */
  async take(link: Link, { logon, framed, peer }: Knock): Promise<void> {
    const { log, admit } = this.#options;
    const session = this.config.id;
    if (this.#runner.isLinked || this.#taking) {
      log.warn({ session, from: link.remoteAddress }, 'second link of a session refused');
      return link.cut('the session has a link already');
    }
    this.#taking = true;
    link.pause();
    try {
      const hours = this.#hours.look();
      await this.#numbers.readySince(hours?.fromMs ?? -Infinity);
      this.#runner.attach(link);
      const admission = hours === null ? CLOSED : (admit?.(logon, this.info, peer) ?? ACCEPT);
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

  send(message: SendableMessage, changes?: readonly Change[]): Promise<{ seq: number }> {
    return this.#runner.send(message, changes);
  }

  post(message: SendableMessage, changes?: readonly Change[]): Promise<{ seq: number }> {
    return this.#runner.post(message, changes);
  }

  drop(reason: string): void {
    this.#runner.drop(reason);
  }

  previewNumbers(wanted: Partial<SessionNumbers>): Promise<NumberReset> {
    return this.#numbers.preview(wanted);
  }

  async setNumbers(wanted: Partial<SessionNumbers>, by: string): Promise<NumberReset> {
    if (this.#taking) throw new SessionLinked(this.config.id);
    this.#taking = true;
    try {
      return await this.#numbers.set(wanted, by);
    } finally {
      this.#taking = false;
    }
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
    this.#hours.off();
    await this.disconnect('shutting down');
    this.#hours.off();
    this.#runner.setIdleStatus('STOPPED');
  }

  /** Without a link, until the counterparty comes. */
  #wait(fault: Fault | null, reason: string | null): void {
    const status = this.#hours.look() === null ? 'WAITING_FOR_SESSION' : 'RECONNECT_WAIT';
    this.#runner.setIdleStatus(fault === 'SEQUENCE_ERROR' ? fault : status, reason);
  }

  /** The hours have changed: what was up is over, what was down may come up. */
  #onTurn(): void {
    if (this.#runner.isLinked) this.#runner.logout('the session is over');
    else this.#wait(null, null);
  }
}
