/** `mt5.create`, `update`, `remove`, `issueAgentToken`: which instances there are, and what they log in with. */
import { newMt5Instance } from '@faultline/domain/mt5';
import type { Fail } from '@faultline/errors';
import { auditOf, found, refuseAs } from './acts.ts';
import type { Mt5Account, Mt5Ledger, Mt5Record, TerminalKind } from './ports.ts';
import { type Mt5Secrets, newAgentToken } from './secrets.ts';
import type { Extra, Mt5Supervisor } from './supervisor.ts';
import { instanceView, type Mt5Handlers } from './views.ts';

type Administration = Pick<Mt5Handlers, 'create' | 'update' | 'remove' | 'issueAgentToken'>;

export interface AdministrationDeps {
  readonly supervisor: Mt5Supervisor;
  readonly secrets: Mt5Secrets;
  readonly ledger: Pick<Mt5Ledger, 'isBuried'>;
  /** Of instances that do not say which. */
  readonly terminal: TerminalKind;
  readonly now: () => number;
}

export const administration = (deps: AdministrationDeps): Administration => ({
  create: create(deps),
  update: update(deps),
  remove: remove(deps),
  issueAgentToken: issueAgentToken(deps),
});

function create(deps: AdministrationDeps): Administration['create'] {
  const { supervisor, secrets, ledger, now } = deps;
  return async (
    { instanceId, server, login, password, terminal = deps.terminal, ...who },
    call,
  ) => {
    const account = { server, login };
    if (supervisor.find(instanceId) !== null) throw taken('instanceId', call);
    if (await ledger.isBuried(instanceId, account)) {
      const details = { instanceId, status: 'CLOSED', reason: 'CLOSED' } as const;
      throw call.fail('MT5_INSTANCE_STATE', details);
    }
    if (isUsed(account, instanceId, deps)) throw taken('login', call);
    const fingerprint = secrets.fingerprint(account, password);
    const before = supervisor.everRecorded.find((one) => one.instanceId === instanceId);
    const fresh = newMt5Instance(instanceId, fingerprint, now());
    const record: Mt5Record = {
      instanceId,
      account,
      terminal,
      state: { ...fresh, blockedFingerprints: refusedSoFar(fingerprint, deps) },
      version: (before?.version ?? 0) + 1,
      removedAtMs: null,
    };
    const wish = { instanceId, ...who };
    const asked = { action: 'mt5.create', requestId: call.requestId };
    const audit = { ...auditOf(wish, asked, now()), after: { ...account, terminal } };
    await supervisor.create(record, {
      audit,
      secrets: secrets.seal(instanceId, { password, token: null }),
    });
    return instanceView(record, now());
  };
}

const taken = (field: string, { fail }: { readonly fail: Fail<'INVALID_REQUEST'> }) =>
  fail('INVALID_REQUEST', {
    field,
    reason:
      field === 'login'
        ? 'Another instance already logs in to this account.'
        : 'There is an instance of this name.',
  });

const isUsed = (
  { server, login }: Mt5Account,
  instanceId: string,
  { supervisor }: AdministrationDeps,
): boolean =>
  supervisor.all.some(
    ({ account, ...one }) =>
      one.instanceId !== instanceId && account.server === server && account.login === login,
  );

/** Credentials that were refused stay refused, also for an instance of another name. */
const refusedSoFar = (fingerprint: string, { supervisor }: AdministrationDeps): string[] =>
  supervisor.everRecorded.some(({ state }) =>
    [...state.blockedFingerprints, state.refusedFingerprint].includes(fingerprint),
  )
    ? [fingerprint]
    : [];

function update(deps: AdministrationDeps): Administration['update'] {
  const { supervisor, secrets, now } = deps;
  return async ({ instanceId, server, login, password, ...who }, call) => {
    const before = found(deps, instanceId, call);
    const account = {
      server: server ?? before.account.server,
      login: login ?? before.account.login,
    };
    if (isUsed(account, instanceId, deps)) throw taken('login', call);
    const isMoved =
      account.server !== before.account.server || account.login !== before.account.login;
    const { status } = before.state;
    if (status === 'CLOSED') {
      throw call.fail('MT5_INSTANCE_STATE', { instanceId, status, reason: 'CLOSED' });
    }
    if (isMoved && isUp(before)) {
      throw call.fail('MT5_INSTANCE_STATE', { instanceId, status, reason: 'RUNNING' });
    }
    const secret = password ?? secrets.password(instanceId);
    const asked = { action: 'mt5.update', requestId: call.requestId };
    const audit = {
      ...auditOf({ instanceId, ...who }, asked, now()),
      before: before.account,
      after: { ...account, newPassword: password !== undefined },
    };
    const token = secrets.agentToken(instanceId);
    const extra: Extra = {
      audit,
      secrets: secrets.seal(instanceId, { password: secret, token }),
      record: { account },
    };
    const fingerprint = secrets.fingerprint(account, secret);
    const event = { kind: 'credentialsChanged', fingerprint } as const;
    refuseAs(await supervisor.act(instanceId, event, extra), call);
    return instanceView(found(deps, instanceId, call), now());
  };
}

const isUp = ({ state: { status } }: Mt5Record): boolean =>
  !['INACTIVE', 'STOPPED', 'FAILED', 'UPDATE_REQUIRED', 'CLOSED'].includes(status);

function remove(deps: AdministrationDeps): Administration['remove'] {
  const { supervisor, now } = deps;
  return async ({ instanceId, ...who }, call) => {
    found(deps, instanceId, call);
    const asked = { action: 'mt5.remove', requestId: call.requestId };
    const audit = auditOf({ instanceId, ...who }, asked, now());
    await supervisor.act(instanceId, { kind: 'stop' }, { audit, record: { removedAtMs: now() } });
    supervisor.forget(instanceId);
    return { instanceId };
  };
}

function issueAgentToken(deps: AdministrationDeps): Administration['issueAgentToken'] {
  const { supervisor, secrets, now } = deps;
  return async ({ instanceId, ...who }, call) => {
    const { state } = found(deps, instanceId, call);
    const agentToken = newAgentToken();
    const asked = { action: 'mt5.issueAgentToken', requestId: call.requestId };
    const audit = auditOf({ instanceId, ...who }, asked, now());
    const password = secrets.password(instanceId);
    const sealed = secrets.seal(instanceId, { password, token: agentToken });
    const { fingerprint } = state;
    const event = { kind: 'credentialsChanged', fingerprint } as const;
    await supervisor.act(instanceId, event, { audit, secrets: sealed });
    return { instanceId, agentToken };
  };
}
