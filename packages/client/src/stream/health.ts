/** How a line does, for whoever has to decide whether to believe what is on screen. */

export type LineState =
  /** Asking for the line, for the first time or again. */
  | 'connecting'
  /** Everything that happened up to a moment ago is here. */
  | 'live'
  /** The line stands and is silent for longer than the server ever is. */
  | 'stale'
  /** No line; `retryAtMs` says when the next attempt is made. */
  | 'offline'
  /** Over: closed, or refused for a reason that another attempt does not change. */
  | 'closed';

export interface Health {
  readonly state: LineState;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
  readonly retryAtMs: number | null;
}

/** The server gives a sign of life every five seconds. */
export const STALE_AFTER_MS = 8_000;
/** Then the line is given up and opened again. */
export const DEAD_AFTER_MS = 15_000;

const DELAYS_MS = [250, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
const JITTER = 0.5;

/** @param failures - In a row, from 1. @param random - From 0 up to 1; everybody comes back at a moment of their own. */
export function reconnectDelayMs(failures: number, random: number): number {
  const ms = DELAYS_MS[Math.min(failures, DELAYS_MS.length) - 1] ?? 0;
  return Math.round(ms * (1 - JITTER * random));
}
