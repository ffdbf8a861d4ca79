/** Some commands are only for who has entered the password a short while ago: a token that was stolen moves no money. */
import { refuse } from '@faultline/errors';
import type { Gate } from '@faultline/service';

interface Freshness {
  /** How old a sign-in may be; `null` for any age. */
  readonly maxAgeMs: number | null;
  readonly now: () => number;
}

/** Asks of those commands only whose row says so. */
export function freshSignInGate({ maxAgeMs, now }: Freshness): Gate {
  return ({ op: { fresh, needs }, caller }) => {
    if (fresh !== true || maxAgeMs === null || caller.kind !== 'user') return null;
    if (now() - caller.signedInAtMs <= maxAgeMs) return null;
    return refuse('PERMISSION_DENIED', {
      requiredRole: needs.toUpperCase(),
      userRole: caller.role,
      reason: 'REAUTH_REQUIRED',
    });
  };
}

/** The first that refuses. */
export const allGates =
  (...gates: readonly Gate[]): Gate =>
  (call) => {
    for (const gate of gates) {
      const refusal = gate(call);
      if (refusal !== null) return refusal;
    }
    return null;
  };
