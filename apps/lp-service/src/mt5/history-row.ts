/** An instance as the history of account states keeps it. */
import { connectionOf, reasonOf } from '@faultline/domain/mt5';
import type { Mt5Record, Mt5StateRow } from './ports.ts';

export function historyRow({ instanceId, account, state }: Mt5Record, atMs: number): Mt5StateRow {
  const { status, lastFailure, loginAttemptCount, nextRetryAtMs } = state;
  return {
    instanceId,
    atMs,
    server: account.server,
    status,
    connectionState: connectionOf(status),
    errorSpace: lastFailure?.space ?? null,
    lastErrorCode: lastFailure?.code ?? null,
    loginFailureReason: lastFailure === null ? null : reasonOf(lastFailure),
    loginAttemptCount,
    nextRetryAtMs,
  };
}
