/** Keeping the link alive and noticing when it is not: Heartbeat(0), TestRequest(1), and the limits on silence. */
import { heartbeatBody, testRequestBody } from '../messages/admin.ts';
import type { Link } from './session.ts';
import type { Turn } from './turn.ts';

/** Silence of this many heartbeat intervals draws a TestRequest(1). */
const SILENCE_FACTOR = 1.2;

interface Watch {
  readonly testRequestedMs: number | null;
}

/** @returns what is known of the silence now, or `dead` when the TestRequest(1) stayed without any answer */
export function keepAlive(turn: Turn, { testRequestedMs }: Watch): Watch | 'dead' {
  const intervalMs = turn.link.heartBtIntSec * 1000;
  if (intervalMs === 0) return { testRequestedMs };
  if (testRequestedMs !== null && turn.atMs - testRequestedMs >= intervalMs) return 'dead';
  const silentMs = turn.atMs - turn.link.lastHeardMs;
  if (testRequestedMs === null && silentMs >= intervalMs * SILENCE_FACTOR) {
    turn.send('1', testRequestBody('TEST'));
    return { testRequestedMs: turn.atMs };
  }
  if (turn.atMs - turn.link.lastSentMs >= intervalMs) turn.send('0', heartbeatBody());
  return { testRequestedMs };
}

/** When `keepAlive` has something to do next, epoch ms; Infinity without heartbeats. */
export function aliveDeadline(link: Link, { testRequestedMs }: Watch): number {
  const intervalMs = link.heartBtIntSec * 1000;
  if (intervalMs === 0) return Infinity;
  const silence =
    testRequestedMs === null
      ? link.lastHeardMs + intervalMs * SILENCE_FACTOR
      : testRequestedMs + intervalMs;
  return Math.min(silence, link.lastSentMs + intervalMs);
}
