/** What a session runner is given: the session, and the clock, store and application that it runs with. */
import type { Fault, SessionConfig } from '../src/session/session.ts';
import type { RawMessage } from '../src/wire/raw-message.ts';
import type { Clock, Log, SessionApplication, SessionInfo } from './application.ts';
import type { SessionStore } from './store.ts';

export type Distort = (message: Buffer, session: SessionInfo) => readonly Buffer[];

export interface RunnerOptions<Change> {
  readonly config: SessionConfig;
  readonly store: SessionStore<Change>;
  readonly application: SessionApplication<Change>;
  readonly clock: Clock;
  readonly log: Log;
  /** The link is gone and everything before is committed. */
  readonly onIdle: (reason: string, fault: Fault | null) => void;
  /** Sees every message before the session does; `cut` ends the link as if the message had never arrived. */
  readonly screen?: ((raw: RawMessage, session: SessionInfo) => 'pass' | 'cut') | undefined;
  /** What leaves in place of a message that is numbered and stored already: for a side that is to misbehave. */
  readonly distort?: Distort | undefined;
}
