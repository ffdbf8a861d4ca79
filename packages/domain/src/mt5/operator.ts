/** What people do to an instance. Whatever they may not do now is refused with the reason, and changes nothing. */
import type { Moment, Mt5Instance, Mt5Step } from './instance.ts';
import { inStatus, moved, refuseTo, unchanged } from './moves.ts';
import { isBlocked, isSpent, newSeries } from './series.ts';
import { isRunning } from './status.ts';

export function onStart(state: Mt5Instance, now: Moment): Mt5Step {
  if (isRunning(state.status)) return refuseTo(state, 'RUNNING');
  if (state.status === 'UPDATE_REQUIRED') return refuseTo(state, 'UPDATE_REQUIRED');
  if (state.status === 'CLOSED') return refuseTo(state, 'CLOSED');
  return beginStart(state, now);
}

/** A series that was only interrupted goes on counting; one that has ended begins anew. */
export function beginStart(state: Mt5Instance, now: Moment): Mt5Step {
  const ended = state.status === 'FAILED' || isSpent(state, now);
  const ready = ended ? { ...newSeries(state), nextRetryAtMs: null } : state;
  if (isBlocked(ready)) return refuseTo(state, 'CREDENTIALS_REFUSED');
  const starting: Mt5Instance = {
    ...inStatus(ready, 'STARTING', now.atMs),
    restartCount: 0,
    restartAtMs: null,
    resumeAtMs: null,
  };
  return moved(starting, now.atMs, [{ kind: 'startTerminal' }]);
}

/** The delay of a login under way is that of a lost connection, so that stop and start do not become a faster retry. */
export function onStop(state: Mt5Instance, { atMs, facts }: Moment): Mt5Step {
  const waiting = state.status === 'STOPPED' && state.resumeAtMs !== null;
  if (!isRunning(state.status) && !waiting) return unchanged(state);
  const nextRetryAtMs =
    state.status === 'CONNECTING' ? atMs + facts.settings.reconnectDelayMs : state.nextRetryAtMs;
  const stopped: Mt5Instance = {
    ...inStatus(state, 'STOPPED', atMs),
    nextRetryAtMs,
    restartAtMs: null,
    resumeAtMs: null,
  };
  return moved(stopped, atMs, [{ kind: 'stopTerminal' }]);
}

/** Forgets the count and the crashes, never what was refused. */
export function onReset(state: Mt5Instance, { atMs }: Moment): Mt5Step {
  if (isRunning(state.status)) return refuseTo(state, 'RUNNING');
  if (state.status === 'UPDATE_REQUIRED') return refuseTo(state, 'UPDATE_REQUIRED');
  if (state.status === 'CLOSED') return refuseTo(state, 'CLOSED');
  return moved(asNew(state, atMs), atMs);
}

export function onUpdated(state: Mt5Instance, { atMs }: Moment): Mt5Step {
  if (state.status === 'CLOSED') return refuseTo(state, 'CLOSED');
  return state.status === 'UPDATE_REQUIRED' ? moved(asNew(state, atMs), atMs) : unchanged(state);
}

const asNew = (state: Mt5Instance, atMs: number): Mt5Instance => ({
  ...newSeries(inStatus(state, 'INACTIVE', atMs)),
  nextRetryAtMs: null,
  restartCount: 0,
  restartAtMs: null,
  resumeAtMs: null,
});

/** A login under way keeps its place in the count: it was sent, whoever's password it carried. */
export function onCredentials(state: Mt5Instance, fingerprint: string, { atMs }: Moment): Mt5Step {
  if (fingerprint === state.fingerprint || state.status === 'CLOSED') return unchanged(state);
  const loginAttemptCount = state.status === 'CONNECTING' ? 1 : 0;
  const changed = { ...newSeries(state), fingerprint, loginAttemptCount };
  return moved(changed, atMs);
}

/**
 * An administrator lifts the tombstone and every block.
 *
 * @throws RangeError for a blank reason: the caller has not asked for one.
 */
export function onClear(state: Mt5Instance, reason: string, { atMs, facts }: Moment): Mt5Step {
  if (reason.trim() === '') throw new RangeError('clearing a stop needs a reason');
  if (isRunning(state.status)) return refuseTo(state, 'RUNNING');
  if (state.status === 'UPDATE_REQUIRED' && !facts.tombstone) {
    return refuseTo(state, 'UPDATE_REQUIRED');
  }
  const cleared = { ...asNew(state, atMs), blockedFingerprints: [] };
  return moved(cleared, atMs, [{ kind: 'clearTombstone', reason }]);
}
