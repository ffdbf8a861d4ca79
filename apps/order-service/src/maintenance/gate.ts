/** While the house is closed for maintenance: whoever is no administrator may read and sign in, and change nothing. */
import { refuse } from '@faultline/errors';
import type { Gate } from '@faultline/service';
import type { Reference } from '../ports/store.ts';

/** Signing in and out is no trade, and whoever comes to look has to get in. */
const ALWAYS_OPEN = /^auth\./;

export function maintenanceGate(reference: () => Reference): Gate {
  return ({ path, op, caller }) => {
    const { maintenance } = reference().settings;
    if (maintenance === null || op.kind !== 'mutation' || ALWAYS_OPEN.test(path)) return null;
    if (caller.kind === 'user' && caller.role === 'ADMIN') return null;
    const { reason, estimatedRestoreMs } = maintenance;
    const estimatedRestore = estimatedRestoreMs === null ? null : isoSeconds(estimatedRestoreMs);
    return refuse('SERVICE_UNAVAILABLE', { reason, estimatedRestore, kind: 'MAINTENANCE' });
  };
}

const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
