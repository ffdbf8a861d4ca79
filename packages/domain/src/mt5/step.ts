/** The login supervisor as a machine: what happened goes in, the next state and what is to be done come out. */
import type { Moment, Mt5Event, Mt5Facts, Mt5Instance, Mt5Step } from './instance.ts';
import { onLoginFailed, onLoginOk } from './login.ts';
import { toClosed } from './moves.ts';
import { onClear, onCredentials, onReset, onStart, onStop, onUpdated } from './operator.ts';
import { onCrash, onDisconnected, onHeartbeat, onTick } from './terminal.ts';

/**
 * One step. The effects are carried out in their order; a login is among them only behind the one that makes its count
 * durable, so that a crash between the two costs an attempt and never gains one.
 *
 * @throws RangeError for `adminClear` without a reason.
 */
export function step(state: Mt5Instance, event: Mt5Event, facts: Mt5Facts): Mt5Step {
  const now: Moment = { atMs: event.atMs, facts };
  // A state that was lost or restored from a copy may not know of the tombstone.
  const buried = facts.tombstone && state.status !== 'CLOSED' && event.kind !== 'adminClear';
  if (!buried) return apply(state, event, now);
  const closing = toClosed(state, now, state.lastFailure);
  const { effects } = apply(closing.state, event, now);
  return { ...closing, effects: [...closing.effects, ...effects] };
}

function apply(state: Mt5Instance, event: Mt5Event, now: Moment): Mt5Step {
  switch (event.kind) {
    case 'start':
      return onStart(state, now);
    case 'stop':
      return onStop(state, now);
    case 'reset':
      return onReset(state, now);
    case 'markUpdated':
      return onUpdated(state, now);
    case 'credentialsChanged':
      return onCredentials(state, event.fingerprint, now);
    case 'adminClear':
      return onClear(state, event.reason, now);
    case 'loginOk':
      return onLoginOk(state, now);
    case 'loginFailed':
      return onLoginFailed(state, event.failure, now);
    case 'disconnected':
      return onDisconnected(state, now);
    case 'heartbeat':
      return onHeartbeat(state, now);
    case 'processCrashed':
      return onCrash(state, now);
    case 'tick':
      return onTick(state, now);
  }
}
