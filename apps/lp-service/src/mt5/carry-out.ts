/** What one step of the machine makes durable, and what is told about it. Pure. */
import {
  alertsToTell,
  keyNamesOf,
  keysOf,
  type Mt5Effect,
  type Mt5Step,
  reasonOf,
  type StoreKeys,
} from '@faultline/domain/mt5';
import type { Mt5Commit, Mt5Happening, Mt5Record, Notice } from './ports.ts';

const DURABLE: ReadonlySet<Mt5Effect['kind']> = new Set([
  'persistState',
  'persistTombstone',
  'clearTombstone',
]);

export const isDurable = ({ effects }: Mt5Step): boolean =>
  effects.some(({ kind }) => DURABLE.has(kind));

interface Circumstances {
  readonly atMs: number;
  /** The number of the last happening. */
  readonly lastSeq: number;
  readonly newId: () => string;
}

/** The transaction of a step: state, tombstone, the count of a login, and what is told, all or nothing. */
export function commitOf(before: Mt5Record, taken: Mt5Step, now: Circumstances): Mt5Commit {
  const { state, effects } = taken;
  const record = { ...before, state, version: before.version + 1 };
  const buried = effects.find((effect) => effect.kind === 'persistTombstone');
  const isCleared = effects.some(({ kind }) => kind === 'clearTombstone');
  const isLogin = effects.some(({ kind }) => kind === 'attemptLogin');
  return {
    record,
    ...(buried === undefined ? {} : { tombstone: { failure: buried.failure, atMs: now.atMs } }),
    ...(isCleared ? { tombstone: 'clear' as const } : {}),
    ...(isLogin ? { loginSentAtMs: now.atMs } : {}),
    happenings: happeningsOf(before, taken, now),
    notices: noticesOf(record, effects, now),
  };
}

function happeningsOf(
  before: Mt5Record,
  { state, effects }: Mt5Step,
  { atMs, lastSeq }: Circumstances,
): Mt5Happening[] {
  const { status, lastFailure, loginAttemptCount, nextRetryAtMs } = state;
  const { instanceId } = before;
  const common = { atMs, instanceId, status, attempt: loginAttemptCount, nextRetryAtMs };
  const alerts = effects.flatMap((effect) =>
    effect.kind === 'alert'
      ? [{ kind: 'ALERT' as const, alert: effect.alert, failure: effect.failure }]
      : [],
  );
  const isNew = status !== before.state.status;
  const transition = { kind: 'TRANSITION' as const, alert: null, failure: lastFailure };
  return [...(isNew ? [transition] : []), ...alerts].map((one, index) => ({
    ...common,
    ...one,
    seq: lastSeq + index + 1,
  }));
}

function noticesOf(
  { instanceId, account, state }: Mt5Record,
  effects: readonly Mt5Effect[],
  { atMs, newId }: Circumstances,
): Notice[] {
  const { status, lastFailure, loginAttemptCount, nextRetryAtMs } = state;
  return alertsToTell(state, effects).map(({ alert, action }) => ({
    id: newId(),
    atMs,
    instanceId,
    server: account.server,
    alert,
    status,
    failure: lastFailure,
    reason: lastFailure === null ? null : reasonOf(lastFailure),
    attempt: loginAttemptCount,
    nextRetryAtMs,
    action,
  }));
}

/** The keys of the state store after a step; null when the step shows nothing. */
export function shownBy({ effects }: Mt5Step): StoreKeys | null {
  for (const effect of effects) {
    if (effect.kind === 'project') return effect.keys;
    if (effect.kind === 'removeState') return withoutKeys(effect.keys);
  }
  return null;
}

/** The keys as they should be: none of an account that is closed or gone. */
export function keysFor({ instanceId, state, removedAtMs }: Mt5Record, atMs: number): StoreKeys {
  return state.status === 'CLOSED' || removedAtMs !== null
    ? withoutKeys(keyNamesOf(instanceId))
    : keysOf(state, atMs);
}

const withoutKeys = (names: readonly string[]): StoreKeys =>
  Object.fromEntries(names.map((name) => [name, null]));
