/** A login and what comes of it: the attempt, the refusal, the success. */
import type { LoginFailure, Moment, Mt5Effect, Mt5Instance, Mt5Step } from './instance.ts';
import { alertOf, inStatus, moved, toClosed, toFailed, unchanged } from './moves.ts';
import { type LoginRow, policyFor } from './policies.ts';
import { scheduledDelayMs, withJitter } from './schedule.ts';
import { isBlocked, isSpent, loggedIn, newSeries } from './series.ts';

const WARN_AT_ATTEMPT = 3;

/**
 * Sends one login, unless something forbids it: blocked credentials or a spent series end in FAILED, a busy server in
 * BACKOFF without counting.
 */
export function attemptLogin(
  state: Mt5Instance,
  now: Moment,
  before: readonly Mt5Effect[] = [],
): Mt5Step {
  const { atMs, facts } = now;
  if (isBlocked(state)) {
    return toFailed(state, now, [...before, alertOf('Credentials Blocked', state)]);
  }
  if (isSpent(state, now)) return toFailed(state, now, before);
  if (facts.gate.kind === 'LATER') return toBackoff(state, now, { atMs: facts.gate.atMs, before });
  const counted: Mt5Instance = {
    ...inStatus(state, 'CONNECTING', atMs),
    loginAttemptCount: state.loginAttemptCount + 1,
    lastLoginAttemptMs: atMs,
    nextRetryAtMs: null,
    sentFingerprint: state.fingerprint,
  };
  const { loginAttemptCount: attempt, fingerprint } = counted;
  return moved(counted, atMs, [...before, { kind: 'attemptLogin', attempt, fingerprint }]);
}

interface Wait {
  readonly atMs: number;
  readonly before: readonly Mt5Effect[];
}

const toBackoff = (state: Mt5Instance, now: Moment, wait: Wait): Mt5Step =>
  moved({ ...inStatus(state, 'BACKOFF', now.atMs), nextRetryAtMs: wait.atMs }, now.atMs, [
    ...wait.before,
    { kind: 'scheduleRetry', atMs: wait.atMs },
  ]);

/** The refusal of a login, by its own row of the policy, whatever the refusals before it were. */
export function onLoginFailed(state: Mt5Instance, failure: LoginFailure, now: Moment): Mt5Step {
  const row = policyFor(now.facts.policies, failure);
  if (state.status === 'CLOSED') return unchanged(state);
  if (row.endState === 'CLOSED') return toClosed(noted(state, failure, row), now, failure);
  const current = !(row.blocksCredentials && isOutdated(state));
  switch (state.status) {
    case 'CONNECTING':
      return current ? refused(noted(state, failure, row), row, now) : withNewOnes(state, now);
    case 'BACKOFF':
    case 'DISCONNECTED':
    case 'CONNECTED':
      return current ? refused(noted(state, failure, row), row, now) : late(state, row, now);
    case 'INACTIVE':
    case 'STARTING':
    case 'STOPPED':
    case 'FAILED':
    case 'UPDATE_REQUIRED':
      return late(state, row, now);
  }
}

/** Were the credentials changed since this login was sent? Then its refusal says nothing about the new ones. */
const isOutdated = ({ sentFingerprint, fingerprint }: Mt5Instance): boolean =>
  sentFingerprint !== null && sentFingerprint !== fingerprint;

const withNewOnes = (state: Mt5Instance, now: Moment): Mt5Step =>
  attemptLogin(newSeries({ ...state, refusedFingerprint: state.sentFingerprint }), now);

/** A terminal that logs in by itself has made one attempt too. */
const noted = (state: Mt5Instance, lastFailure: LoginFailure, row: LoginRow): Mt5Instance => ({
  ...state,
  lastFailure,
  loginAttemptCount: Math.max(1, state.loginAttemptCount),
  refusedFingerprint: row.blocksCredentials ? state.sentFingerprint : state.refusedFingerprint,
});

/** The answer to a login that nobody waits for: all that counts is what it says about the credentials. */
function late(state: Mt5Instance, row: LoginRow, { atMs }: Moment): Mt5Step {
  if (!row.blocksCredentials || state.sentFingerprint === null) return unchanged(state);
  return moved({ ...state, refusedFingerprint: state.sentFingerprint }, atMs);
}

function refused(state: Mt5Instance, row: LoginRow, now: Moment): Mt5Step {
  const { loginAttemptCount: attempt } = state;
  const alerts = [
    alertOf(row.alert, state),
    ...(attempt === WARN_AT_ATTEMPT ? [alertOf('Repeated Failures', state)] : []),
  ];
  if (attempt >= row.attemptsMax) return toEnd(state, now, { row, alerts });
  const before: Mt5Effect[] =
    row.action === 'NEW_SESSION' ? [...alerts, { kind: 'renewToken' }] : alerts;
  const delayMs = withJitter(scheduledDelayMs(row.schedule, attempt), now.facts.jitter);
  // An answer that comes late, or twice, never shortens a delay that is running.
  const dueAtMs = Math.max(state.nextRetryAtMs ?? 0, now.atMs + delayMs);
  if (dueAtMs <= now.atMs) return attemptLogin(state, now, before);
  return toBackoff(state, now, { atMs: dueAtMs, before });
}

interface End {
  readonly row: LoginRow;
  readonly alerts: readonly Mt5Effect[];
}

function toEnd(state: Mt5Instance, now: Moment, { row, alerts }: End): Mt5Step {
  if (row.endState === 'FAILED') return toFailed(state, now, alerts);
  const ended: Mt5Instance = {
    ...inStatus(state, row.endState, now.atMs),
    nextRetryAtMs: null,
    resumeAtMs: row.action === 'STOP_UNTIL_SESSION' ? now.facts.marketOpensAtMs : null,
  };
  return moved(ended, now.atMs, [{ kind: 'stopTerminal' }, ...alerts]);
}

/** One that nobody waits for any more must not stay: the terminal is stopped. */
export function onLoginOk(state: Mt5Instance, { atMs }: Moment): Mt5Step {
  switch (state.status) {
    case 'CONNECTING':
    case 'BACKOFF':
    case 'DISCONNECTED': {
      const connected = { ...inStatus(loggedIn(state), 'CONNECTED', atMs), heartbeatAtMs: atMs };
      const recovered = state.lastFailure === null ? [] : [alertOf('Recovered', state)];
      return moved(connected, atMs, recovered);
    }
    case 'STARTING':
    case 'CONNECTED':
      return unchanged(state);
    case 'INACTIVE':
    case 'STOPPED':
    case 'FAILED':
    case 'UPDATE_REQUIRED':
    case 'CLOSED':
      return { state, effects: [{ kind: 'stopTerminal' }] };
  }
}
