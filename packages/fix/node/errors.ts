/** The failures that a caller of a session has to tell apart. In each of them it is certain what was sent: nothing. */
import type { SessionStatus } from '../src/session/status.ts';

/** The session was not LOGGED_ON. No number was used, nothing was stored, nothing was sent. */
export class NotLoggedOn extends Error {
  readonly sessionId: string;
  readonly status: SessionStatus;

  constructor(sessionId: string, status: SessionStatus) {
    super(`session ${sessionId} is ${status}, not LOGGED_ON`);
    this.name = 'NotLoggedOn';
    this.sessionId = sessionId;
    this.status = status;
  }
}

/** The store refused the batch, so the message was neither numbered nor sent. The link is dropped. */
export class CommitFailed extends Error {
  readonly sessionId: string;

  constructor(sessionId: string, cause: unknown) {
    super(`session ${sessionId} could not commit`, { cause });
    this.name = 'CommitFailed';
    this.sessionId = sessionId;
  }
}

/** The operation needs a session without a link. */
export class SessionLinked extends Error {
  readonly sessionId: string;

  constructor(sessionId: string) {
    super(`session ${sessionId} must be disconnected first`);
    this.name = 'SessionLinked';
    this.sessionId = sessionId;
  }
}
