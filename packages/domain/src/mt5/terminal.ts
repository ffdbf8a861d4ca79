/** What the terminal and the clock do: heartbeats, lost connections, crashes, and delays that are over. */
import { healthAt } from './health.ts';
import type { Moment, Mt5Instance, Mt5Step } from './instance.ts';
import { keysOf } from './keys.ts';
import { attemptLogin, onLoginFailed } from './login.ts';
import { alertOf, inStatus, moved, toFailed, unchanged } from './moves.ts';
import { beginStart } from './operator.ts';
import { LINK_LOST_IN_LOGIN, LOGIN_TIMED_OUT } from './policies.ts';
import { withJitter } from './schedule.ts';
import { isRunning } from './status.ts';

const isOver = (atMs: number | null, now: Moment): boolean => atMs !== null && now.atMs >= atMs;

/** Also starts a login that is due: an agent that asks from outside is reached only when it reports. */
export function onHeartbeat(before: Mt5Instance, now: Moment): Mt5Step {
  const state = { ...before, heartbeatAtMs: now.atMs };
  switch (state.status) {
    case 'STARTING':
      return state.restartAtMs === null ? terminalIsUp(state, now) : shown(state, now);
    case 'BACKOFF':
    case 'DISCONNECTED':
      return isOver(state.nextRetryAtMs, now) ? attemptLogin(state, now) : shown(state, now);
    case 'CONNECTING':
    case 'CONNECTED':
      return shown(state, now);
    case 'INACTIVE':
    case 'STOPPED':
    case 'FAILED':
    case 'UPDATE_REQUIRED':
    case 'CLOSED':
      return unchanged(before);
  }
}

/** A heartbeat is shown and not made durable: after a crash of ours the next one tells the same. */
const shown = (state: Mt5Instance, { atMs }: Moment): Mt5Step => ({
  state,
  effects: [{ kind: 'project', keys: keysOf(state, atMs) }],
});

/** A delay that was running when the terminal went down runs on. */
function terminalIsUp(state: Mt5Instance, now: Moment): Mt5Step {
  const { nextRetryAtMs } = state;
  if (nextRetryAtMs === null || isOver(nextRetryAtMs, now)) return attemptLogin(state, now);
  return moved(inStatus(state, 'BACKOFF', now.atMs), now.atMs, [
    { kind: 'scheduleRetry', atMs: nextRetryAtMs },
  ]);
}

export function onDisconnected(state: Mt5Instance, now: Moment): Mt5Step {
  if (state.status === 'CONNECTING') return onLoginFailed(state, LINK_LOST_IN_LOGIN, now);
  return state.status === 'CONNECTED' ? lost(state, now) : unchanged(state);
}

function lost(state: Mt5Instance, { atMs, facts }: Moment): Mt5Step {
  const nextRetryAtMs = atMs + withJitter(facts.settings.reconnectDelayMs, facts.jitter);
  const down = { ...inStatus(state, 'DISCONNECTED', atMs), nextRetryAtMs };
  return moved(down, atMs, [
    alertOf('Connection Error', down),
    { kind: 'scheduleRetry', atMs: nextRetryAtMs },
  ]);
}

/** Restarts the terminal after a pause, so often and no more. */
export function onCrash(state: Mt5Instance, now: Moment): Mt5Step {
  if (!isRunning(state.status) || state.restartAtMs !== null) return unchanged(state);
  const { atMs, facts } = now;
  const { restartsMax, restartDelayMs, crashesForgottenAfterMs } = facts.settings;
  const ranWell = state.status === 'CONNECTED' && atMs - state.sinceMs >= crashesForgottenAfterMs;
  const restartCount = (ranWell ? 0 : state.restartCount) + 1;
  const crashed = { ...state, restartCount };
  const alert = alertOf('Terminal Crashed', crashed);
  if (restartCount > restartsMax) return toFailed(crashed, now, [alert]);
  const restartAtMs = atMs + withJitter(restartDelayMs, facts.jitter);
  return moved({ ...inStatus(crashed, 'STARTING', atMs), restartAtMs }, atMs, [
    alert,
    { kind: 'scheduleRetry', atMs: restartAtMs },
  ]);
}

export function onTick(state: Mt5Instance, now: Moment): Mt5Step {
  switch (state.status) {
    case 'STARTING':
      return whileStarting(state, now);
    case 'CONNECTING':
      return whileConnecting(state, now);
    case 'BACKOFF':
    case 'DISCONNECTED':
      return isOver(state.nextRetryAtMs, now) ? attemptLogin(state, now) : unchanged(state);
    case 'CONNECTED':
      return whileConnected(state, now);
    case 'STOPPED':
      return whileStopped(state, now);
    case 'INACTIVE':
    case 'FAILED':
    case 'UPDATE_REQUIRED':
    case 'CLOSED':
      return unchanged(state);
  }
}

/** Ends a login that nobody answers, also one that was under way when the supervisor itself went down. */
const whileConnecting = (state: Mt5Instance, now: Moment): Mt5Step =>
  now.atMs - state.sinceMs >= now.facts.settings.loginTimeoutMs
    ? onLoginFailed(state, LOGIN_TIMED_OUT, now)
    : unchanged(state);

/** Health falls while nothing happens, so the clock has to show it. */
function whileConnected(state: Mt5Instance, now: Moment): Mt5Step {
  switch (healthAt(state.heartbeatAtMs, now.atMs)) {
    case 'PASS':
      return unchanged(state);
    case 'DEGRADED':
      return shown(state, now);
    case 'FAIL':
      return lost(state, now);
  }
}

/** The market that refused the login has opened, and the configuration wants that to be enough. */
function whileStopped(state: Mt5Instance, now: Moment): Mt5Step {
  const { resumeAtOpening } = now.facts.settings;
  if (!resumeAtOpening || !isOver(state.resumeAtMs, now)) return unchanged(state);
  const resumed = beginStart(state, now);
  if (resumed.state.status === 'STARTING') return resumed;
  return moved({ ...state, resumeAtMs: null }, now.atMs, [alertOf('Credentials Blocked', state)]);
}

function whileStarting(state: Mt5Instance, now: Moment): Mt5Step {
  if (state.restartAtMs !== null) {
    if (!isOver(state.restartAtMs, now)) return unchanged(state);
    const started = { ...inStatus(state, 'STARTING', now.atMs), restartAtMs: null };
    return moved(started, now.atMs, [{ kind: 'startTerminal' }]);
  }
  const { startTimeoutMs } = now.facts.settings;
  return now.atMs - state.sinceMs >= startTimeoutMs ? onCrash(state, now) : unchanged(state);
}
