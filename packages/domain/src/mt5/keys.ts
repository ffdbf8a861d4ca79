/** An instance as the state store shows it: exact key names, values as text, times in epoch ms. A copy, never the truth. */
import { lookupMt5Login, lookupMt5Terminal } from '@faultline/errors/foreign';
import { healthAt } from './health.ts';
import type { LoginFailure, Mt5Instance, Mt5Status, StoreKeys } from './instance.ts';

const FIELDS = [
  'status',
  'connection_state',
  'last_error_code',
  'login_failure_reason',
  'login_attempt_count',
  'last_login_attempt',
  'next_retry_at',
] as const;

type Field = (typeof FIELDS)[number];

const keyOf = (instanceId: string, field: Field): string => `instance_state:${instanceId}:${field}`;

const healthKeyOf = (instanceId: string): string => `instance_health:${instanceId}`;

/** Every key of the instance, written or not: what is deleted when its account is closed. */
export const keyNamesOf = (instanceId: string): string[] => [
  ...FIELDS.map((field) => keyOf(instanceId, field)),
  healthKeyOf(instanceId),
];

/** The instance as of `atMs`; a key without a value is null. */
export function keysOf(state: Mt5Instance, atMs: number): StoreKeys {
  const { instanceId } = state;
  const values = fieldsOf(state);
  return {
    ...Object.fromEntries(FIELDS.map((field) => [keyOf(instanceId, field), values[field]])),
    [healthKeyOf(instanceId)]: {
      health: healthAt(state.heartbeatAtMs, atMs),
      heartbeat_at: text(state.heartbeatAtMs) ?? '',
      restart_count: String(state.restartCount),
    },
  };
}

const fieldsOf = (state: Mt5Instance): Record<Field, string | null> => ({
  status: state.status,
  connection_state: connectionOf(state.status),
  last_error_code: text(state.lastFailure?.code ?? null),
  login_failure_reason: state.lastFailure === null ? null : reasonOf(state.lastFailure),
  login_attempt_count: String(state.loginAttemptCount),
  last_login_attempt: text(state.lastLoginAttemptMs),
  next_retry_at:
    state.status === 'BACKOFF' || state.status === 'DISCONNECTED'
      ? text(state.nextRetryAtMs)
      : null,
});

const text = (value: number | null): string | null => (value === null ? null : String(value));

/** What the login guide calls connection state. */
export function connectionOf(status: Mt5Status): 'CONNECTED' | 'DISCONNECTED' | 'FAILED' {
  if (status === 'CONNECTED') return 'CONNECTED';
  const ended: readonly Mt5Status[] = ['FAILED', 'UPDATE_REQUIRED', 'CLOSED'];
  return ended.includes(status) ? 'FAILED' : 'DISCONNECTED';
}

/** The failure's name in its own space, or that it has none. */
export function reasonOf(failure: LoginFailure): string {
  const row =
    failure.space === 'mt5.login' ? lookupMt5Login(failure.code) : lookupMt5Terminal(failure.code);
  return row.known ? row.name : `Unlisted ${failure.space} code`;
}
