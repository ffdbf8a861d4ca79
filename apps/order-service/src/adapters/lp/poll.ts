/** Asks again and again, at once after an answer and with growing pauses after a failure, until told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_FIRST_MS = 50;
const PAUSE_MAX_MS = 250;

export interface Poll {
  readonly ask: () => Promise<void>;
  /** Called for each failure, the first of a row with `first`. */
  readonly onFailure: (error: unknown, first: boolean) => void;
  readonly signal: AbortSignal;
}

export async function pollForever({ ask, onFailure, signal }: Poll): Promise<void> {
  let pauseMs = 0;
  while (!signal.aborted) {
    try {
      await ask();
      pauseMs = 0;
    } catch (error) {
      if (signal.aborted) return;
      onFailure(error, pauseMs === 0);
      pauseMs = Math.min(Math.max(pauseMs * 2, PAUSE_FIRST_MS), PAUSE_MAX_MS);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
