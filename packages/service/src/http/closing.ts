/**
 * The way down, so that nobody who was let in is let down: readiness ends first, then nothing new is begun and whoever
 * waits for news is told that there will be none, then what was begun is finished, and only then the port closes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Gatekeeper } from './gatekeeper.ts';

/** Longer than a provider may take for an order. */
const FINISH_MS = 7_000;

export interface Closing {
  readonly isDraining: () => boolean;
  /** For whoever waits for news: reads and streams. */
  readonly closing: AbortSignal;
  /** For commands that are still not done when the time to finish is over. */
  readonly ending: AbortSignal;
}

/** Makes `app.close()` do all of it. From its first moment on Fastify asks callers to leave with `Connection: close`. */
export function closeInOrder(
  app: FastifyInstance,
  gatekeeper: Gatekeeper,
  drainDelayMs: number,
): Closing {
  const closing = new AbortController();
  const ending = new AbortController();
  let draining = false;
  app.addHook('preClose', async () => {
    draining = true;
    if (drainDelayMs > 0) await sleep(drainDelayMs);
    gatekeeper.refuse();
    closing.abort();
    await gatekeeper.admission.idle(FINISH_MS);
    ending.abort();
  });
  return { isDraining: () => draining, closing: closing.signal, ending: ending.signal };
}
