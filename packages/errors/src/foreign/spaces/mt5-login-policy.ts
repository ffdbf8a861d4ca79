/**
 * What the supervisor of MT5 terminals does after each refused login: facts, no behaviour. Five attempts are five refused
 * logins in a row; a stop is one.
 */
export type LoginSchedule =
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly delaysMs: readonly number[] }
  | { readonly kind: 'fixed'; readonly everyMs: number }
  | {
      readonly kind: 'exponential';
      readonly firstMs: number;
      readonly factor: 2;
      readonly capMs: number;
    };

export type LoginAction =
  | 'STOP'
  | 'STOP_FOR_EVER'
  | 'STOP_UNTIL_UPDATE'
  | 'STOP_UNTIL_SESSION'
  | 'RETRY_THEN_STOP'
  | 'BACKOFF'
  | 'NEW_SESSION';

export type LoginAlert =
  | 'Authentication Failure'
  | 'Connection Error'
  | 'Permission Error'
  | 'Rate Limiting'
  | 'Account Disabled'
  | 'Market Closed'
  | 'Session Expired'
  | 'Configuration Error'
  | 'Update Required';

export interface LoginPolicy {
  readonly cause: string;
  readonly class: 'client' | 'broker' | 'infrastructure';
  readonly action: LoginAction;
  readonly schedule: LoginSchedule;
  readonly attemptsMax: 1 | 5;
  readonly endState: 'FAILED' | 'CLOSED' | 'UPDATE_REQUIRED' | 'STOPPED';
  /** The refused credentials are never sent again unchanged. */
  readonly blocksCredentials: boolean;
  readonly alert: LoginAlert;
  /** The login guide names this alert for this code; else it is our addition. */
  readonly alertInGuide: boolean;
}

type Chosen = Pick<LoginPolicy, 'cause' | 'alert'> & Partial<LoginPolicy>;

const stop = (chosen: Chosen): LoginPolicy => ({
  class: 'client',
  action: 'STOP',
  schedule: { kind: 'none' },
  attemptsMax: 1,
  endState: 'FAILED',
  blocksCredentials: false,
  alertInGuide: true,
  ...chosen,
});

const exponential = (firstMs: number, capMs: number): LoginSchedule => ({
  kind: 'exponential',
  firstMs,
  factor: 2,
  capMs,
});

const retry = (chosen: Chosen): LoginPolicy => ({
  class: 'infrastructure',
  action: 'BACKOFF',
  schedule: exponential(10_000, 300_000),
  attemptsMax: 5,
  endState: 'FAILED',
  blocksCredentials: false,
  alertInGuide: true,
  ...chosen,
});

const SAME_CREDENTIALS: LoginSchedule = { kind: 'list', delaysMs: [5_000, 10_000, 30_000, 60_000] };

export const LOGIN_POLICIES: ReadonlyMap<number, LoginPolicy> = new Map([
  [
    10004,
    retry({
      cause: 'Login or password is wrong.',
      class: 'client',
      action: 'RETRY_THEN_STOP',
      schedule: SAME_CREDENTIALS,
      blocksCredentials: true,
      alert: 'Authentication Failure',
    }),
  ],
  [
    10006,
    retry({
      cause: 'The server is down, or its address is wrong.',
      alert: 'Connection Error',
      alertInGuide: false,
    }),
  ],
  [
    10007,
    stop({ cause: 'The broker gives the account too few rights.', alert: 'Permission Error' }),
  ],
  [
    10008,
    retry({
      cause: 'The broker limits requests.',
      class: 'broker',
      schedule: exponential(30_000, 600_000),
      alert: 'Rate Limiting',
    }),
  ],
  [
    10009,
    stop({
      cause: 'The login was sent in a wrong format.',
      alert: 'Configuration Error',
      alertInGuide: false,
    }),
  ],
  [
    10010,
    stop({
      cause: 'The login request is not a valid one.',
      alert: 'Configuration Error',
      alertInGuide: false,
    }),
  ],
  [
    10011,
    retry({
      cause: 'No internet, or a firewall in the way.',
      schedule: { kind: 'fixed', everyMs: 30_000 },
      alert: 'Connection Error',
    }),
  ],
  [
    10012,
    stop({
      cause: 'The broker has banned or closed the account.',
      action: 'STOP_FOR_EVER',
      endState: 'CLOSED',
      alert: 'Account Disabled',
    }),
  ],
  [
    10013,
    retry({
      cause: 'The server did not answer the login in time.',
      alert: 'Connection Error',
      alertInGuide: false,
    }),
  ],
  [
    10014,
    retry({
      cause: 'The login token is wrong or has run out.',
      class: 'client',
      action: 'RETRY_THEN_STOP',
      schedule: SAME_CREDENTIALS,
      blocksCredentials: true,
      alert: 'Authentication Failure',
    }),
  ],
  [
    10015,
    stop({
      cause: 'The password was changed at the broker.',
      blocksCredentials: true,
      alert: 'Authentication Failure',
      alertInGuide: false,
    }),
  ],
  [
    10016,
    stop({
      cause: 'The terminal is too old.',
      action: 'STOP_UNTIL_UPDATE',
      endState: 'UPDATE_REQUIRED',
      alert: 'Update Required',
      alertInGuide: false,
    }),
  ],
  [10017, stop({ cause: 'The account may not trade.', alert: 'Permission Error' })],
  [10018, retry({ cause: 'The network was lost during the login.', alert: 'Connection Error' })],
  [
    10019,
    stop({
      cause: 'The broker’s market was closed at the login.',
      class: 'broker',
      action: 'STOP_UNTIL_SESSION',
      endState: 'STOPPED',
      alert: 'Market Closed',
    }),
  ],
  [
    10020,
    retry({
      cause: 'The broker limits logins.',
      class: 'broker',
      schedule: exponential(60_000, 900_000),
      alert: 'Rate Limiting',
    }),
  ],
  [
    10021,
    stop({
      cause: 'The server’s address is wrong, or its name does not resolve.',
      alert: 'Configuration Error',
      alertInGuide: false,
    }),
  ],
  [
    10022,
    retry({
      cause: 'The broker closed the connection during the login.',
      alert: 'Connection Error',
    }),
  ],
  [
    10023,
    retry({
      cause: 'The login session has run out.',
      action: 'NEW_SESSION',
      schedule: { kind: 'fixed', everyMs: 0 },
      alert: 'Session Expired',
    }),
  ],
]);

/** For a login code that is not in the table. */
export const UNLISTED_LOGIN_POLICY: LoginPolicy = retry({
  cause: 'A login code that is not in the table.',
  schedule: { kind: 'fixed', everyMs: 10_000 },
  alert: 'Connection Error',
  alertInGuide: false,
});
