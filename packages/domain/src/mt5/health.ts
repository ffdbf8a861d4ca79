/** How well a terminal is, by the age of its last heartbeat. */
export type Mt5Health = 'PASS' | 'DEGRADED' | 'FAIL';

/** One beat of the agent, and the age at which one and two of them are missing. */
export const HEARTBEAT_EVERY_MS = 10_000;
const PASS_MS = 15_000;
export const DEGRADED_MS = 30_000;

/** Never heard is FAIL. */
export function healthAt(heartbeatAtMs: number | null, atMs: number): Mt5Health {
  if (heartbeatAtMs === null) return 'FAIL';
  const ageMs = atMs - heartbeatAtMs;
  if (ageMs <= PASS_MS) return 'PASS';
  return ageMs <= DEGRADED_MS ? 'DEGRADED' : 'FAIL';
}
