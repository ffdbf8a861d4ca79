/** English: liquidity providers, FIX sessions and MT5. */
import { englishTexts } from '../source.ts';

export const lp = englishTexts({
  LP_NOT_CONNECTED: {
    detail:
      '{lp} is not connected; nothing was sent. {lastConnected, select, none {It has never been connected.} other {Last connected: {lastConnected, time}.}}{tried, select, none {} other { Providers tried: {tried}.}}{breaker, select, none {} other { Circuit breaker: {breaker}.}}',
    admin: [
      'Look at the FIX sessions of {lp}, and connect them again.',
      'If the circuit breaker is open, find out why the last orders failed.',
    ],
  },
  LP_NOT_FOUND: {
    detail: 'There is no liquidity provider {lp}.',
    admin: ['Compare the name with the list of configured providers.'],
  },
  FIX_SESSION_NOT_FOUND: {
    detail:
      'There is no FIX session {sessionId}.{knownSessions, select, none {} other { Configured: {knownSessions}.}}',
    admin: ['Compare the id with the list of configured sessions.'],
  },
  FIX_SESSION_STATE: {
    detail:
      'Session {sessionId} is {status}.{allowed, select, none {} other { Possible now: {allowed}.}}',
    admin: ['Wait for the state to settle, or disconnect the session first.'],
  },
  MT5_INSTANCE_NOT_FOUND: {
    detail: 'There is no MT5 instance {instanceId}.',
    admin: ['Check whether the instance was removed or never registered.'],
  },
  MT5_INSTANCE_STATE: {
    detail: 'MT5 instance {instanceId} is {status}.',
    admin: ['Correct what the reason names, then start the instance again.'],
    reasons: {
      RUNNING: 'The instance is running already.',
      CREDENTIALS_REFUSED: 'The broker refused these credentials; they are not sent again.',
      UPDATE_REQUIRED: 'The terminal must be updated first.',
      CLOSED: 'The account is closed, and an administrator must clear it first.',
    },
  },
  MT5_LOGIN_FAILED: {
    detail:
      'MT5 instance {instanceId} could not log in, attempt {attempt}: {reason} (code {mt5Code}). What happens now: {action}.{nextRetryAt, select, none {} other { Next attempt: {nextRetryAt, time}.}}',
    admin: ['Check login, password and server of the instance, then start it again.'],
  },
});
