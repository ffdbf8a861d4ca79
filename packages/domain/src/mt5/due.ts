/** When the clock has to look at an instance again, so that one timer each is enough, also after a restart. */
import { DEGRADED_MS } from './health.ts';
import type { Mt5Instance } from './instance.ts';
import type { SupervisorSettings } from './settings.ts';

/** The time of the next tick that can change something; null while only an event can. May lie in the past. */
export function dueAtMs(state: Mt5Instance, settings: SupervisorSettings): number | null {
  const { status, sinceMs, nextRetryAtMs, restartAtMs, resumeAtMs } = state;
  switch (status) {
    case 'STARTING':
      return restartAtMs ?? sinceMs + settings.startTimeoutMs;
    case 'CONNECTING':
      return sinceMs + settings.loginTimeoutMs;
    case 'BACKOFF':
    case 'DISCONNECTED':
      return nextRetryAtMs ?? sinceMs;
    case 'CONNECTED':
      return (state.heartbeatAtMs ?? sinceMs) + DEGRADED_MS + 1;
    case 'STOPPED':
      return settings.resumeAtOpening ? resumeAtMs : null;
    case 'INACTIVE':
    case 'FAILED':
    case 'UPDATE_REQUIRED':
    case 'CLOSED':
      return null;
  }
}
