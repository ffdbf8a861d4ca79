/** The moves that every part of the machine makes: into a state, to an end, or nowhere. */
import type {
  LoginFailure,
  Moment,
  Mt5Effect,
  Mt5Instance,
  Mt5Status,
  Mt5Step,
  SupervisorAlert,
} from './instance.ts';
import { keyNamesOf, keysOf } from './keys.ts';
import { blockRefused } from './series.ts';

export const unchanged = (state: Mt5Instance): Mt5Step => ({ state, effects: [] });

export const refuseTo = (
  state: Mt5Instance,
  reason: Extract<Mt5Effect, { kind: 'refuse' }>['reason'],
): Mt5Step => ({ state, effects: [{ kind: 'refuse', reason }] });

/** The state is durable before anything is done about it, and shown before the world is touched. */
export const moved = (
  state: Mt5Instance,
  atMs: number,
  effects: readonly Mt5Effect[] = [],
): Mt5Step => ({
  state,
  effects: [{ kind: 'persistState' }, { kind: 'project', keys: keysOf(state, atMs) }, ...effects],
});

export const inStatus = (state: Mt5Instance, status: Mt5Status, atMs: number): Mt5Instance => ({
  ...state,
  status,
  sinceMs: atMs,
});

export const alertOf = (
  alert: SupervisorAlert,
  { lastFailure, loginAttemptCount }: Mt5Instance,
): Mt5Effect => ({ kind: 'alert', alert, failure: lastFailure, attempt: loginAttemptCount });

/** The policy has nothing left to try: only a person starts it again. */
export const toFailed = (
  state: Mt5Instance,
  { atMs }: Moment,
  effects: readonly Mt5Effect[],
): Mt5Step => {
  const failed = inStatus(blockRefused(state), 'FAILED', atMs);
  const ended = { ...failed, nextRetryAtMs: null, restartAtMs: null };
  return moved(ended, atMs, [{ kind: 'stopTerminal' }, ...effects]);
};

/** For ever: the tombstone first, because it alone survives whatever happens next. */
export function toClosed(
  state: Mt5Instance,
  { atMs }: Moment,
  failure: LoginFailure | null,
): Mt5Step {
  const closed = {
    ...inStatus(state, 'CLOSED', atMs),
    nextRetryAtMs: null,
    restartAtMs: null,
    resumeAtMs: null,
  };
  return {
    state: closed,
    effects: [
      { kind: 'persistTombstone', failure },
      { kind: 'persistState' },
      { kind: 'removeState', keys: keyNamesOf(state.instanceId) },
      { kind: 'stopTerminal' },
      alertOf('Account Disabled', closed),
    ],
  };
}
