/**
 * The way down, so that nobody who was let in is let down: readiness ends first, then nothing new is begun and whoever
 * waits for news is told that there will be none, then what was begun is finished, then the port closes, and last the
 * connections: whoever still uses one is told on it to go elsewhere, for a request into a closed one is a request cut.
 */
import { once } from 'node:events';
import { Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Gatekeeper } from './gatekeeper.ts';

/** Longer than a provider may take for an order. */
const FINISH_MS = 7_000;
/** For answers that are on their way out when everything else is over. */
const LEAVE_MS = 500;

export interface Closing {
  readonly isDraining: () => boolean;
  /** For whoever waits for news: reads and streams. */
  readonly closing: AbortSignal;
  /** For commands that are still not done when the time to finish is over. */
  readonly ending: AbortSignal;
}

export interface ClosingTimes {
  readonly drainDelayMs: number;
  /** For how long kept connections go on being answered once the port is closed. */
  readonly lingerMs: number;
}

/** Makes `app.close()` do all of it. From its first moment on every answer asks the caller to leave: `Connection: close`. */
export function closeInOrder(
  app: FastifyInstance,
  gatekeeper: Gatekeeper,
  { drainDelayMs, lingerMs }: ClosingTimes,
): Closing {
  const closing = new AbortController();
  const ending = new AbortController();
  let draining = false;
  // Fastify says so itself on what comes from now on, and not on what is under way.
  app.addHook('onSend', (...[, reply, , done]) => {
    if (draining) reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', async () => {
    draining = true;
    if (drainDelayMs > 0) await sleep(drainDelayMs);
    gatekeeper.refuse();
    closing.abort();
    await gatekeeper.admission.idle(FINISH_MS);
    ending.abort();
    if (!app.server.listening) return;
    const closed = once(app.server, 'close');
    await stopListening(app.server);
    await Promise.race([closed, sleep(lingerMs)]);
    // Fastify waits for the last connection. Node minds callers who never end a request only as long as it listens: from
    // here on they would hold the process up to its end.
    const timer = setTimeout(() => app.server.closeAllConnections(), LEAVE_MS);
    void closed.then(() => clearTimeout(timer));
  });
  return { isDraining: () => draining, closing: closing.signal, ending: ending.signal };
}

const QUIET_TURN_MS = 0.2;
const TURNS_MAX = 200;

/**
 * What an HTTP server does on `close`, but for its idle connections. Those who have got through to the kernel and not yet
 * to us would be cut, so the port closes right after a turn of the loop that took everybody in and had little else to do.
 */
async function stopListening(server: NetServer): Promise<void> {
  for (let turns = 0; turns < TURNS_MAX; turns += 1) {
    const beganMs = performance.now();
    await nextTurn();
    if (performance.now() - beganMs < QUIET_TURN_MS) break;
  }
  NetServer.prototype.close.call(server);
}
