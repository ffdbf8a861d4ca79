/** What is known of a session besides its numbers: its status towards people, and how its links came and went. */
import type { SessionConfig, SessionState } from '../src/session/session.ts';
import { linkStatus, type SessionStatus } from '../src/session/status.ts';
import type { Clock, SessionInfo } from './application.ts';

/** From these a return to LOGGED_ON is no new logon. */
const STILL_ON: ReadonlySet<SessionStatus> = new Set(['SUSPECT', 'SYNCING']);

export class StatusBoard {
  readonly #config: SessionConfig;
  readonly #clock: Clock;
  /** What the session is called while it has no link. */
  idleStatus: SessionStatus = 'STOPPED';
  lastError: string | null = null;
  #shown: SessionStatus = 'STOPPED';
  #lastConnectedAt: number | null = null;

  constructor(config: SessionConfig, clock: Clock) {
    this.#config = config;
    this.#clock = clock;
  }

  status(state: SessionState): SessionStatus {
    return linkStatus(state) ?? this.idleStatus;
  }

  info(state: SessionState): SessionInfo {
    const { id, role, senderCompId, targetCompId } = this.#config;
    return {
      id,
      role,
      senderCompId,
      targetCompId,
      status: this.status(state),
      nextOut: state.nextOut,
      nextIn: state.nextIn,
      lastConnectedAt: this.#lastConnectedAt,
      lastError: this.lastError,
    };
  }

  /** @returns whether the status has changed since it was last asked */
  hasChanged(state: SessionState): boolean {
    const before = this.#shown;
    const status = this.status(state);
    if (status === before) return false;
    this.#shown = status;
    if (status === 'SYNCING' || (status === 'LOGGED_ON' && !STILL_ON.has(before))) {
      this.#lastConnectedAt = this.#clock.now();
      this.lastError = null;
    }
    return true;
  }
}
