/**
 * What the supervision of MT5 terminals needs from outside: a clock, the database, the state store, terminals, somebody to
 * tell, the history and the metrics. Times are epoch ms.
 */
import type { LoginFailure, Mt5Instance, Mt5Status, StoreKeys } from '@faultline/domain/mt5';

export interface Clock {
  readonly now: () => number;
  /** Calls back once, after so many ms; the function that is returned takes it back. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** The account that a terminal is logged in to. The password is in the vault, and in a `Login` while it is sent. */
export interface Mt5Account {
  readonly server: string;
  readonly login: number;
}

/** SIMULATED: the scripted terminal of the simulator. AGENT: a real one, whose agent reports and obeys. */
export type TerminalKind = 'SIMULATED' | 'AGENT';

export interface Login extends Mt5Account {
  readonly instanceId: string;
  readonly password: string;
}

/** What a terminal tells by itself, or in answer to a login. */
export type TerminalEvent =
  | { readonly kind: 'heartbeat' | 'loginOk' | 'disconnected' | 'processCrashed' }
  | { readonly kind: 'loginFailed'; readonly failure: LoginFailure };

/** One instance at rest, with the number of its last change. */
export interface Mt5Record {
  readonly instanceId: string;
  readonly account: Mt5Account;
  readonly terminal: TerminalKind;
  readonly state: Mt5Instance;
  readonly version: number;
  /** It was taken away by an administrator; what was refused is remembered all the same. */
  readonly removedAtMs: number | null;
}

/** What happened to an instance, for whoever follows. */
export interface Mt5Happening {
  readonly seq: number;
  readonly atMs: number;
  readonly instanceId: string;
  readonly kind: 'TRANSITION' | 'ALERT';
  readonly status: Mt5Status;
  readonly alert: string | null;
  readonly failure: LoginFailure | null;
  readonly attempt: number;
  readonly nextRetryAtMs: number | null;
}

/** Who did what, and why: kept for ever. Never with a secret. */
export interface Mt5Audit {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
  readonly requestId: string;
  readonly atMs: number;
  readonly before: object | null;
  readonly after: object | null;
}

/** Everything that one step makes durable: all of it or nothing. */
export interface Mt5Commit {
  /** As it is from now on. Rejected when the database holds another version than the one before it. */
  readonly record: Mt5Record;
  /** Absent leaves what is there. */
  readonly secrets?: SealedSecrets;
  readonly tombstone?: { readonly failure: LoginFailure | null; readonly atMs: number } | 'clear';
  readonly loginSentAtMs?: number;
  readonly happenings: readonly Mt5Happening[];
  readonly notices: readonly Notice[];
  readonly audit?: Mt5Audit;
}

export interface SealedSecrets {
  readonly instanceId: string;
  readonly password: string;
  readonly agentToken: string | null;
}

/** The database: what must last. Every call rejects when it cannot be reached. */
export interface Mt5Ledger {
  load(): Promise<Mt5Memory>;
  commit(commit: Mt5Commit): Promise<void>;
  /** Does a tombstone stand for this instance, or for its account under whatever name? */
  isBuried(instanceId: string, account: Mt5Account): Promise<boolean>;
  secrets(): Promise<readonly SealedSecrets[]>;
  secretsOf(instanceId: string): Promise<SealedSecrets | null>;
  /** Writes secrets that were sealed anew, where nobody has changed them meanwhile. */
  reseal(before: SealedSecrets, after: SealedSecrets): Promise<void>;
  setting(name: string): Promise<string | null>;
  saveSetting(name: string, value: string, audit: Mt5Audit | null): Promise<void>;
  happeningsAfter(seq: number, limit: number): Promise<readonly Mt5Happening[]>;
  dueNotices(atMs: number, limit: number): Promise<readonly WaitingNotice[]>;
  noticeDone(id: string): Promise<void>;
  noticeLater(id: string, tries: number, dueAtMs: number): Promise<void>;
}

export interface WaitingNotice {
  readonly notice: Notice;
  /** How often it was sent in vain. */
  readonly tries: number;
}

interface Mt5Memory {
  readonly records: readonly Mt5Record[];
  /** Logins that were sent, by server, the oldest of the last minutes first. */
  readonly logins: readonly { readonly server: string; readonly atMs: number }[];
  readonly lastSeq: number;
}

/** Secrets at rest: sealed with one of our keys, and bound to the place that they are for. */
export interface Vault {
  readonly seal: (secret: string, place: string) => string;
  /** Throws when it was sealed for another place, or with a key that is not there any more. */
  readonly open: (sealed: string, place: string) => string;
  /** Was it sealed with the key that is in use now? */
  readonly isCurrent: (sealed: string) => boolean;
}

/** Drives terminals of one kind. What becomes of an order is told by events, never by an answer. */
export interface TerminalDriver {
  /** Also attaches to a terminal that already runs, as after a restart of ours. */
  start(instanceId: string, account: Mt5Account): void;
  /** Sends exactly one login. Called only when its count is durable. */
  login(login: Login): void;
  /** The next login uses a new session token. */
  renewToken(instanceId: string): void;
  stop(instanceId: string): void;
  close(): Promise<void>;
}

/**
 * A copy of the instances that can be lost and is written again: the keys of the login guide, or a table of the same.
 * Keys of one call appear together or not at all.
 */
export interface StateStore {
  /** Sets every key; null takes it away. A hash is written whole. Rejects when the store cannot be reached. */
  apply(keys: StoreKeys): Promise<void>;
  /** What stands under these keys; null for none. */
  read(names: readonly string[]): Promise<StoreKeys>;
  close(): Promise<void>;
}

/** One row of the table `mt5_account_state`: an instance as it was after one transition. */
export interface Mt5StateRow {
  readonly instanceId: string;
  readonly atMs: number;
  readonly server: string;
  readonly status: Mt5Status;
  readonly connectionState: string;
  /** `mt5.login` or `mt5.terminal`; null without an error. */
  readonly errorSpace: LoginFailure['space'] | null;
  readonly lastErrorCode: number | null;
  readonly loginFailureReason: string | null;
  readonly loginAttemptCount: number;
  readonly nextRetryAtMs: number | null;
}

/**
 * The history of the account states: a copy for questions, of which nothing depends. Neither call waits, and neither
 * throws. `remove` takes away everything about the instance, also rows that still wait to be written; it is called again
 * for every closed instance at each start.
 */
export interface Mt5History {
  append(row: Mt5StateRow): void;
  remove(instanceId: string): void;
}

export const NO_HISTORY: Mt5History = { append: () => undefined, remove: () => undefined };

/** What an operator wants to hear. Without an account's number and without any secret. */
export interface Notice {
  /** Equal for every attempt to deliver the same notice. */
  readonly id: string;
  readonly atMs: number;
  readonly instanceId: string;
  readonly server: string;
  readonly alert: string;
  readonly status: Mt5Status;
  readonly failure: LoginFailure | null;
  readonly reason: string | null;
  readonly attempt: number;
  readonly nextRetryAtMs: number | null;
  /** What the operator can do. */
  readonly action: string;
}

export interface Notifier {
  /** Rejects when it did not arrive. */
  deliver(notice: Notice): Promise<void>;
}

/** Labels are codes, classes and states, never an instance. */
export interface Mt5Metrics {
  /** One login was answered; code 0 is a success. */
  onLogin(outcome: LoginFailure | null): void;
  /** What must never be: see `safeStep`. */
  onLoginAfterStop(): void;
  onRestart(): void;
  onConnectionLost(): void;
  onNotice(outcome: 'delivered' | 'failed' | 'given_up'): void;
  onStateStore(reachable: boolean): void;
  /** Called after every change with all instances. */
  onInstances(instances: readonly Mt5Instance[], atMs: number): void;
}
