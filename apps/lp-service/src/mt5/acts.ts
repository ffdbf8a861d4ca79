/** `mt5.start`, `stop`, `reset`, `markUpdated`: what an operator does to an instance. Each is one entry of the audit log. */
import type { Fail } from '@faultline/errors';
import { loginCodeOf, type Mt5Step, reasonOf, whatToDo } from '@faultline/domain/mt5';
import type { Mt5Audit, Mt5Record } from './ports.ts';
import type { Happened, Mt5Supervisor } from './supervisor.ts';
import { instanceView, type Mt5Handlers } from './views.ts';

type Acts = Pick<Mt5Handlers, 'start' | 'stop' | 'reset' | 'markUpdated'>;
type Call = Parameters<Acts['stop']>[1];
type StartCall = Parameters<Acts['start']>[1];

export interface ActDeps {
  readonly supervisor: Pick<Mt5Supervisor, 'find' | 'everRecorded' | 'act' | 'bell'>;
  readonly now: () => number;
}

interface Wish {
  readonly instanceId: string;
  readonly actor: string;
  readonly reason: string;
}

interface Asked {
  readonly action: string;
  readonly requestId: string;
}

/** Shorter than our own clients wait; most logins are answered within a second. */
const WAIT_MS = 12_000;

export const auditOf = (
  { instanceId, actor, reason }: Wish,
  { action, requestId }: Asked,
  atMs: number,
): Mt5Audit => ({
  actor,
  reason,
  action,
  requestId,
  target: `mt5:${instanceId}`,
  atMs,
  before: null,
  after: null,
});

export function acts(deps: ActDeps): Acts {
  const { supervisor, now } = deps;
  const doing = async (wish: Wish, event: Happened, call: Call): Promise<Mt5Record> => {
    const { instanceId } = wish;
    // A tombstone outlives its instance, and can be lifted all the same.
    const isGone = event.kind === 'adminClear' && isClosed(supervisor.everRecorded, instanceId);
    if (!isGone) found(deps, instanceId, call);
    const asked = { action: `mt5.${event.kind}`, requestId: call.requestId };
    const audit = auditOf(wish, asked, now());
    refuseAs(await supervisor.act(instanceId, event, { audit }), call);
    const after = supervisor.everRecorded.find((one) => one.instanceId === instanceId);
    return isGone && after !== undefined ? after : found(deps, instanceId, call);
  };
  const view = (record: Mt5Record) => instanceView(record, now());
  return {
    start: async ({ force = false, wait = false, ...wish }, call) => {
      if (force) await cleared(wish, call, doing);
      const record = await doing(wish, { kind: 'start' }, call);
      return wait ? view(await firstAnswer(deps, wish.instanceId, call)) : view(record);
    },
    stop: async (wish, call) => view(await doing(wish, { kind: 'stop' }, call)),
    reset: async ({ force = false, ...wish }, call) =>
      view(force ? await cleared(wish, call, doing) : await doing(wish, { kind: 'reset' }, call)),
    markUpdated: async (wish, call) => view(await doing(wish, { kind: 'markUpdated' }, call)),
  };
}

const isClosed = (records: readonly Mt5Record[], instanceId: string): boolean =>
  records.some((one) => one.instanceId === instanceId && one.state.status === 'CLOSED');

export function found(
  { supervisor }: { readonly supervisor: Pick<Mt5Supervisor, 'find'> },
  instanceId: string,
  { fail }: { readonly fail: Fail<'MT5_INSTANCE_NOT_FOUND'> },
): Mt5Record {
  const record = supervisor.find(instanceId);
  if (record === null) throw fail('MT5_INSTANCE_NOT_FOUND', { instanceId });
  return record;
}

async function cleared(
  wish: Wish,
  call: Call,
  doing: (wish: Wish, event: Happened, call: Call) => Promise<Mt5Record>,
): Promise<Mt5Record> {
  const { reason } = wish;
  if (reason.trim() !== '') return doing(wish, { kind: 'adminClear', reason }, call);
  throw call.fail('INVALID_REQUEST', {
    field: 'reason',
    reason: 'Lifting a stop needs a reason.',
  });
}

export function refuseAs(
  { state, effects }: Mt5Step,
  { fail }: { readonly fail: Fail<'MT5_INSTANCE_STATE'> },
): void {
  const refusal = effects.find((effect) => effect.kind === 'refuse');
  if (refusal === undefined) return;
  const { instanceId, status } = state;
  throw fail('MT5_INSTANCE_STATE', { instanceId, status, reason: refusal.reason });
}

/** Waits until the first login is answered: one way or the other, or not in time. */
async function firstAnswer(deps: ActDeps, instanceId: string, call: StartCall): Promise<Mt5Record> {
  const over = AbortSignal.any([call.signal, AbortSignal.timeout(WAIT_MS)]);
  for (;;) {
    const record = found(deps, instanceId, call);
    const { status, lastFailure } = record.state;
    if (lastFailure !== null) throw loginFailed(record, call);
    if (over.aborted || (status !== 'STARTING' && status !== 'CONNECTING')) return record;
    await deps.supervisor.bell.wait(over);
  }
}

function loginFailed({ state }: Mt5Record, { fail }: StartCall) {
  const { instanceId, lastFailure, loginAttemptCount, nextRetryAtMs, status } = state;
  if (lastFailure === null) throw new Error('no login has failed');
  const waits = status === 'BACKOFF' && nextRetryAtMs !== null;
  return fail('MT5_LOGIN_FAILED', {
    instanceId,
    mt5Code: loginCodeOf(lastFailure),
    reason: reasonOf(lastFailure),
    action: whatToDo(state),
    attempt: loginAttemptCount,
    ...(waits ? { nextRetryAt: new Date(nextRetryAtMs).toISOString() } : {}),
  });
}
