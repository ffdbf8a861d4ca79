/** Which states of an instance follow which, and which of them mean that its terminal is meant to run. */
import type { Mt5Status } from './instance.ts';

const RUNNING = ['STARTING', 'CONNECTING', 'CONNECTED', 'BACKOFF', 'DISCONNECTED'] as const;

export const isRunning = (status: Mt5Status): boolean =>
  (RUNNING as readonly Mt5Status[]).includes(status);

/** From any running state: an operator, a policy or a tombstone may end it, a crash starts the terminal anew. */
const ENDS = ['STARTING', 'STOPPED', 'FAILED', 'UPDATE_REQUIRED', 'CLOSED'] as const;

/** Every change of state that exists; a state may also follow itself. */
export const MT5_TRANSITIONS: Readonly<Record<Mt5Status, readonly Mt5Status[]>> = {
  INACTIVE: ['STARTING', 'CLOSED'],
  STARTING: [...ENDS, 'CONNECTING', 'BACKOFF'],
  CONNECTING: [...ENDS, 'CONNECTED', 'BACKOFF'],
  CONNECTED: [...ENDS, 'DISCONNECTED', 'BACKOFF', 'CONNECTING'],
  BACKOFF: [...ENDS, 'CONNECTING', 'CONNECTED'],
  DISCONNECTED: [...ENDS, 'CONNECTING', 'CONNECTED', 'BACKOFF'],
  STOPPED: ['STARTING', 'INACTIVE', 'FAILED', 'CLOSED'],
  FAILED: ['STARTING', 'INACTIVE', 'CLOSED'],
  UPDATE_REQUIRED: ['INACTIVE', 'CLOSED'],
  CLOSED: ['INACTIVE'],
};
