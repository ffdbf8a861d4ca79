/** A series of logins: its count, its end, and the credentials that it leaves blocked. */
import type { Moment, Mt5Instance } from './instance.ts';
import { policyFor } from './policies.ts';

/** Have these very credentials been refused for good? */
export const isBlocked = ({ blockedFingerprints, fingerprint }: Mt5Instance): boolean =>
  blockedFingerprints.includes(fingerprint);

/** Has the series had all the attempts that its last refusal allows? */
export function isSpent(
  { loginAttemptCount, lastFailure }: Mt5Instance,
  { facts: { policies } }: Moment,
): boolean {
  const row = lastFailure === null ? policies.unlisted : policyFor(policies, lastFailure);
  return loginAttemptCount > 0 && loginAttemptCount >= row.attemptsMax;
}

/** Credentials refused in this series are not to be sent again, in whatever way the series ended. */
export function blockRefused(state: Mt5Instance): Mt5Instance {
  const { refusedFingerprint, blockedFingerprints } = state;
  if (refusedFingerprint === null || blockedFingerprints.includes(refusedFingerprint)) return state;
  return { ...state, blockedFingerprints: [...blockedFingerprints, refusedFingerprint] };
}

/** Counts from 0 again, without a login having succeeded. */
export const newSeries = (state: Mt5Instance): Mt5Instance => ({
  ...blockRefused(state),
  loginAttemptCount: 0,
  lastFailure: null,
  refusedFingerprint: null,
});

/** The same after a login: what was just accepted is blocked no more. */
export const loggedIn = (state: Mt5Instance): Mt5Instance => ({
  ...state,
  loginAttemptCount: 0,
  lastFailure: null,
  refusedFingerprint: null,
  nextRetryAtMs: null,
  blockedFingerprints: state.blockedFingerprints.filter((print) => print !== state.sentFingerprint),
});
