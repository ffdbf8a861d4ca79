/** One supervised MT5 terminal: its states, what can happen to it, and what is to be done about it. Types and no behaviour. */
import type { Details } from '@faultline/errors';
import type { LoginAlert, Mt5LoginCode, Mt5TerminalCode } from '@faultline/errors/foreign';
import type { LoginPolicies } from './policies.ts';
import type { SupervisorSettings } from './settings.ts';

export const MT5_STATUSES = [
  'INACTIVE',
  'STARTING',
  'CONNECTING',
  'CONNECTED',
  'BACKOFF',
  'DISCONNECTED',
  'STOPPED',
  'FAILED',
  'UPDATE_REQUIRED',
  'CLOSED',
] as const;
export type Mt5Status = (typeof MT5_STATUSES)[number];

/** A refused login as it was reported: the same number means another thing in the other space. */
export type LoginFailure =
  | { readonly space: 'mt5.login'; readonly code: Mt5LoginCode }
  | { readonly space: 'mt5.terminal'; readonly code: Mt5TerminalCode };

/** All that must survive a crash of the supervisor. Times are epoch ms. */
export interface Mt5Instance {
  readonly instanceId: string;
  readonly status: Mt5Status;
  /** When this status was entered. */
  readonly sinceMs: number;
  /** Logins of this series, counted before each is sent; a series ends with a login, a reset or new credentials. */
  readonly loginAttemptCount: number;
  /** The last refusal of this series. */
  readonly lastFailure: LoginFailure | null;
  readonly lastLoginAttemptMs: number | null;
  /** No login before this time; kept over a stop and a crash, so that neither shortens a delay. */
  readonly nextRetryAtMs: number | null;
  /** Stands for server, login and password as they are now: a keyed hash, never the password. */
  readonly fingerprint: string;
  /** The fingerprint of the last login that was sent. */
  readonly sentFingerprint: string | null;
  /** Refused in this series; blocked when the series ends without a login. */
  readonly refusedFingerprint: string | null;
  readonly blockedFingerprints: readonly string[];
  readonly heartbeatAtMs: number | null;
  /** Crashes of the terminal since a start, or since the terminal last ran long enough. */
  readonly restartCount: number;
  /** When a crashed terminal is started again; null while none waits. */
  readonly restartAtMs: number | null;
  /** When the market that refused the login opens, where the calendar knows. */
  readonly resumeAtMs: number | null;
}

export type Mt5Event = { readonly atMs: number } & (
  | { readonly kind: 'start' | 'stop' | 'reset' | 'markUpdated' }
  | { readonly kind: 'credentialsChanged'; readonly fingerprint: string }
  | { readonly kind: 'adminClear'; readonly reason: string }
  | { readonly kind: 'loginOk' | 'disconnected' | 'heartbeat' | 'tick' | 'processCrashed' }
  | { readonly kind: 'loginFailed'; readonly failure: LoginFailure }
);

/** Whether the broker's server may get a login now; see `loginGate`. */
export type Gate = { readonly kind: 'OPEN' } | { readonly kind: 'LATER'; readonly atMs: number };

/** What the supervisor reads before each step. */
export interface Mt5Facts {
  readonly policies: LoginPolicies;
  readonly settings: SupervisorSettings;
  /** From 0 to 1, drawn anew for each step; 0.5 leaves a delay as the policy says. */
  readonly jitter: number;
  /** The database holds a tombstone of this instance: it outranks whatever the state says. */
  readonly tombstone: boolean;
  readonly gate: Gate;
  /** When the broker's market opens next; null when the calendar does not know. */
  readonly marketOpensAtMs: number | null;
}

export type SupervisorAlert =
  | LoginAlert
  | 'Repeated Failures'
  | 'Recovered'
  | 'Credentials Blocked'
  | 'Terminal Crashed';

/** Keys of the state store and their new values; null takes the key away. A hash is written whole. */
export type StoreKeys = Readonly<Record<string, string | Readonly<Record<string, string>> | null>>;

/** To be carried out in the order given; one that fails stops those behind it. */
export type Mt5Effect =
  /** Write the step's state durably. Before a login it is what counts the attempt. */
  | { readonly kind: 'persistState' }
  | { readonly kind: 'persistTombstone'; readonly failure: LoginFailure | null }
  | { readonly kind: 'clearTombstone'; readonly reason: string }
  /** Write these keys to the state store in one transaction. */
  | { readonly kind: 'project'; readonly keys: StoreKeys }
  /** Delete these keys, and the account's state wherever else it is copied to. */
  | { readonly kind: 'removeState'; readonly keys: readonly string[] }
  | { readonly kind: 'startTerminal' | 'stopTerminal' | 'renewToken' }
  | { readonly kind: 'attemptLogin'; readonly attempt: number; readonly fingerprint: string }
  | { readonly kind: 'scheduleRetry'; readonly atMs: number }
  | {
      readonly kind: 'alert';
      readonly alert: SupervisorAlert;
      readonly failure: LoginFailure | null;
      readonly attempt: number;
    }
  | { readonly kind: 'refuse'; readonly reason: Details<'MT5_INSTANCE_STATE'>['reason'] };

export interface Mt5Step {
  readonly state: Mt5Instance;
  readonly effects: readonly Mt5Effect[];
}

/** When something happened, and what was known then. */
export interface Moment {
  readonly atMs: number;
  readonly facts: Mt5Facts;
}

/** An instance that nobody has started yet. */
export const newMt5Instance = (
  instanceId: string,
  fingerprint: string,
  atMs: number,
): Mt5Instance => ({
  instanceId,
  status: 'INACTIVE',
  sinceMs: atMs,
  loginAttemptCount: 0,
  lastFailure: null,
  lastLoginAttemptMs: null,
  nextRetryAtMs: null,
  fingerprint,
  sentFingerprint: null,
  refusedFingerprint: null,
  blockedFingerprints: [],
  heartbeatAtMs: null,
  restartCount: 0,
  restartAtMs: null,
  resumeAtMs: null,
});
