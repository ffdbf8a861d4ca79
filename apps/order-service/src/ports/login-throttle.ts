/** What stands between a person who guesses passwords and the passwords. */
import type { Details } from '@faultline/errors';

export interface LoginAttempt {
  /** The network address that it comes from. */
  readonly address: string;
  /** The user's id, or something that stands for a name which nobody has: both are counted alike. */
  readonly subject: string;
  /** The user has signed in from this address before. */
  readonly knownAddress: boolean;
}

export type Throttled = Details<'RATE_LIMIT_EXCEEDED'>;

/** Counts failures per address and per subject. Asynchronous because replicas share their counts. */
export interface LoginThrottle {
  /** Before the password is looked at: `null` to go on. */
  check(attempt: LoginAttempt): Promise<Throttled | null>;
  /**
   * After it was looked at. An attempt that others have outrun is refused as well, right or wrong, so that guesses made
   * all at once learn no more than guesses made in turn.
   */
  settle(attempt: LoginAttempt, right: boolean): Promise<Throttled | null>;
}
