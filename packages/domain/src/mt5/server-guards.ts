/**
 * What all instances of one broker's server owe that server: not too many logins, and one at a time while it is down.
 *
 * No breaker of a library: one counts calls that it wraps, in one process, and forgets them with it. This one is decided from
 * the stored states of all instances, so that it is the same after a restart, and by the classes of the login codes; nothing
 * is wrapped, since an agent logs in by itself and reports. Where a call is ours to wrap, at a FIX provider, cockatiel does it.
 */
import type { Gate, Mt5Instance } from './instance.ts';
import { type LoginPolicies, policyFor } from './policies.ts';
import { isRunning } from './status.ts';

export interface ServerFacts {
  /** Every instance of the server, the asking one among them. */
  readonly instances: readonly Mt5Instance[];
  /** When logins were sent to the server; those older than the window do not matter. */
  readonly loginsAtMs: readonly number[];
  readonly policies: LoginPolicies;
  readonly atMs: number;
}

export interface ServerLimits {
  readonly loginsPerWindow: number;
  readonly windowMs: number;
  /** How long those wait that are not the probe. */
  readonly probeEveryMs: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  loginsPerWindow: 10,
  windowMs: 60_000,
  probeEveryMs: 10_000,
};

const BREAKER_SHARE = 0.5;

/** Does this instance have a login under way? Then no other may be sent for it. */
export const hasLoginInFlight = ({ status }: Mt5Instance): boolean => status === 'CONNECTING';

/** When the server may get the next login: now, or once the oldest that counts has left the window. */
export function nextLoginAtMs(
  loginsAtMs: readonly number[],
  atMs: number,
  { loginsPerWindow, windowMs }: ServerLimits = DEFAULT_LIMITS,
): number {
  const recent = loginsAtMs.filter((at) => at > atMs - windowMs).toSorted((a, b) => a - b);
  const oldest = recent.at(-loginsPerWindow);
  return oldest === undefined || recent.length < loginsPerWindow ? atMs : oldest + windowMs;
}

/** Refused for a reason that lies with the server: a wrong password says nothing about it. */
const isFailing = ({ lastFailure }: Mt5Instance, policies: LoginPolicies): boolean =>
  lastFailure !== null && policyFor(policies, lastFailure).class !== 'client';

/** The one instance that may still try while half or more of the server's are failing; null while the breaker is closed. */
export function probeOf({ instances, policies }: ServerFacts): string | null {
  const running = instances.filter(({ status }) => isRunning(status));
  const failing = running.filter((instance) => isFailing(instance, policies));
  if (failing.length === 0 || failing.length < running.length * BREAKER_SHARE) return null;
  const [probe = null] = failing.map(({ instanceId }) => instanceId).toSorted();
  return probe;
}

/** The gate of one instance, as `step` asks for it. */
export function loginGate(
  instanceId: string,
  facts: ServerFacts,
  limits: ServerLimits = DEFAULT_LIMITS,
): Gate {
  const { atMs, loginsAtMs } = facts;
  const probe = probeOf(facts);
  if (probe !== null && probe !== instanceId) {
    return { kind: 'LATER', atMs: atMs + limits.probeEveryMs };
  }
  const nextAtMs = nextLoginAtMs(loginsAtMs, atMs, limits);
  return nextAtMs > atMs ? { kind: 'LATER', atMs: nextAtMs } : { kind: 'OPEN' };
}
