/** What a terminal's agent is told in answer to its report. */
import { HEARTBEAT_EVERY_MS } from './health.ts';
import type { Mt5Status, Mt5Step } from './instance.ts';
import { isRunning } from './status.ts';

export interface AgentAnswer {
  /** LOGIN sends exactly one login; CONTINUE leaves everything as it is; STOP ends the session and logs in no more. */
  readonly action: 'LOGIN' | 'CONTINUE' | 'STOP';
  /** When to report next at the latest. */
  readonly delayMs: number;
  readonly status: Mt5Status;
}

/**
 * The answer that follows from a step. Only a step that counted an attempt says LOGIN, so that an answer that is lost or
 * asked for twice never makes a login that nobody counted.
 */
export function agentAnswer({ state, effects }: Mt5Step, atMs: number): AgentAnswer {
  const { status, nextRetryAtMs } = state;
  if (!isRunning(status)) return { action: 'STOP', delayMs: HEARTBEAT_EVERY_MS, status };
  if (effects.some(({ kind }) => kind === 'attemptLogin')) {
    return { action: 'LOGIN', delayMs: 0, status };
  }
  const untilRetryMs = Math.max(0, (nextRetryAtMs ?? Infinity) - atMs);
  return { action: 'CONTINUE', delayMs: Math.min(HEARTBEAT_EVERY_MS, untilRetryMs), status };
}
