/** The session machine: a state and an event give the next state and the effects. Nothing else goes in or comes out. */
import { awaitingLogon } from './awaiting-logon.ts';
import { awaitingLogout } from './awaiting-logout.ts';
import { disconnected } from './disconnected.ts';
import { loggedOn, loggedOnDeadline } from './logged-on.ts';
import type { SessionConfig, SessionEvent, SessionState, Step } from './session.ts';
import { Turn } from './turn.ts';

export function step(state: SessionState, event: SessionEvent): Step {
  if (event.kind === 'disconnected' && state.kind !== 'disconnected') {
    return new Turn(state, event.atMs).linkLost(event.reason);
  }
  switch (state.kind) {
    case 'disconnected':
      return disconnected(state, event);
    case 'awaiting-logon':
      return awaitingLogon(state, event);
    case 'logged-on':
      return loggedOn(state, event);
    case 'awaiting-logout':
      return awaitingLogout(state, event);
  }
}

/** A session as it comes out of the store. */
export function idle(
  config: SessionConfig,
  { nextOut, nextIn }: { readonly nextOut: number; readonly nextIn: number },
): SessionState {
  return { kind: 'disconnected', config, nextOut, nextIn, reason: 'not connected', fault: null };
}

/** When the machine wants a `timer` event at the latest, epoch ms; Infinity when time changes nothing. */
export function deadlineOf(state: SessionState): number {
  switch (state.kind) {
    case 'disconnected':
      return Infinity;
    case 'awaiting-logon':
      return state.sinceMs + state.config.logonTimeoutMs;
    case 'logged-on':
      return loggedOnDeadline(state);
    case 'awaiting-logout':
      return state.sinceMs + state.config.logoutTimeoutMs;
  }
}
