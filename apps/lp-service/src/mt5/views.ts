/** MT5 instances, policies and events as the contract shows them. Never a password. */
import type { Handlers, LpContract } from '@faultline/contract';
import {
  connectionOf,
  GUIDE_POLICIES,
  healthAt,
  type LoginPolicies,
  type LoginRow,
  reasonOf,
  scheduledDelayMs,
  whatToDo,
} from '@faultline/domain/mt5';
import { mt5Login } from '@faultline/errors/foreign';
import type { Mt5Happening, Mt5Record } from './ports.ts';

export type Mt5Handlers = Handlers<LpContract>['mt5'];
type InstanceView = Awaited<ReturnType<Mt5Handlers['get']>>;
type PolicyView = Awaited<ReturnType<Mt5Handlers['policy']['get']>>;
type EventView = Awaited<ReturnType<Mt5Handlers['changes']>>['events'][number];

export function instanceView({ account, terminal, state, version }: Mt5Record, atMs: number) {
  const { instanceId, status, lastFailure, loginAttemptCount, restartCount } = state;
  const waits = status === 'BACKOFF' || status === 'DISCONNECTED';
  const view: InstanceView = {
    instanceId,
    ...account,
    terminal,
    status,
    connectionState: connectionOf(status),
    lastErrorSpace: lastFailure?.space ?? null,
    lastErrorCode: lastFailure?.code ?? null,
    loginFailureReason: lastFailure === null ? null : reasonOf(lastFailure),
    loginAttemptCount,
    lastLoginAttempt: state.lastLoginAttemptMs,
    nextRetryAt: waits ? state.nextRetryAtMs : null,
    health: healthAt(state.heartbeatAtMs, atMs),
    heartbeatAt: state.heartbeatAtMs,
    restartCount,
    credentialsRefused: state.blockedFingerprints.includes(state.fingerprint),
    action: whatToDo(state),
    version,
  };
  return view;
}

export const policyView = (policies: LoginPolicies): PolicyView => ({
  rows: [
    ...[...policies.rows].map(([code, row]) => ({
      ...rowView(row, GUIDE_POLICIES.rows.get(code)),
      code,
      reason: reasonOf({ space: 'mt5.login', code: mt5Login(code) }),
    })),
    {
      ...rowView(policies.unlisted, GUIDE_POLICIES.unlisted),
      code: 'other' as const,
      reason: 'Any other code',
    },
  ],
});

function rowView(row: LoginRow, guide: LoginRow | undefined) {
  const { action, schedule, attemptsMax, endState, blocksCredentials, alert } = row;
  const attempts = Array.from({ length: attemptsMax - 1 }, (_, index) => index + 1);
  return {
    class: row.class,
    action,
    delaysMs: attempts.map((attempt) => scheduledDelayMs(schedule, attempt)),
    attemptsMax,
    endState,
    blocksCredentials,
    alert,
    overridden: JSON.stringify(row) !== JSON.stringify(guide),
  };
}

export const eventView = ({
  seq,
  atMs,
  failure,
  nextRetryAtMs,
  ...rest
}: Mt5Happening): EventView => ({
  seq,
  at: atMs,
  instanceId: rest.instanceId,
  kind: rest.kind,
  status: rest.status,
  alert: rest.alert,
  errorSpace: failure?.space ?? null,
  errorCode: failure?.code ?? null,
  attempt: rest.attempt,
  nextRetryAt: nextRetryAtMs,
});
