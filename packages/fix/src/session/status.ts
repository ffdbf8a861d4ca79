/** What a session is called towards people and other services. */
import type { SessionState } from './session.ts';

/** Only LOGGED_ON takes orders. */
export type SessionStatus =
  | 'STOPPED'
  | 'CONNECTING'
  | 'LOGON_SENT'
  | 'SYNCING'
  | 'LOGGED_ON'
  | 'SUSPECT'
  | 'LOGOUT'
  | 'RECONNECT_WAIT'
  | 'WAITING_FOR_SESSION'
  | 'SEQUENCE_ERROR'
  | 'AUTH_FAILED';

/** The status of a session with a link; null without one, when only the runner knows what comes next. */
export function linkStatus(state: SessionState): SessionStatus | null {
  switch (state.kind) {
    case 'disconnected':
      return null;
    case 'awaiting-logon':
      return state.config.role === 'initiator' ? 'LOGON_SENT' : 'CONNECTING';
    case 'logged-on':
      if (state.gap !== null) return 'SYNCING';
      return state.testRequestedMs === null ? 'LOGGED_ON' : 'SUSPECT';
    case 'awaiting-logout':
      return 'LOGOUT';
  }
}
