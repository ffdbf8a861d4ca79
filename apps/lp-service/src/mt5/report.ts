/**
 * `mt5.report`: what an agent tells, and what it is told. Only an agent whose credentials are those that are known here is
 * ever told to log in; and a trade's return code says nothing about logins, whatever its number is.
 */
import { agentAnswer, type LoginFailure, type Mt5Step } from '@faultline/domain/mt5';
import { mt5Login, mt5Terminal } from '@faultline/errors/foreign';
import type { Mt5Record } from './ports.ts';
import type { Mt5Secrets } from './secrets.ts';
import type { Happened, Mt5Supervisor } from './supervisor.ts';
import type { Mt5Handlers } from './views.ts';

type Report = Parameters<Mt5Handlers['report']>[0];
type Call = Parameters<Mt5Handlers['report']>[1];

export interface ReportDeps {
  readonly supervisor: Pick<Mt5Supervisor, 'find' | 'act'>;
  readonly secrets: Pick<Mt5Secrets, 'agentFingerprint'>;
  readonly now: () => number;
}

export function report({ supervisor, secrets, now }: ReportDeps): Mt5Handlers['report'] {
  return async (told, call) => {
    const { id: instanceId } = told;
    const record = supervisor.find(instanceId);
    const isForeign = call.caller.kind === 'agent' && call.caller.instanceId !== instanceId;
    if (record === null || isForeign) throw call.fail('MT5_INSTANCE_NOT_FOUND', { instanceId });
    checkCredentials(told, { record, secrets, call });
    const event = eventOf(told, call);
    const taken: Mt5Step = await supervisor.act(instanceId, event);
    return agentAnswer(taken, now());
  };
}

interface Checked {
  readonly record: Mt5Record;
  readonly secrets: ReportDeps['secrets'];
  readonly call: Call;
}

function checkCredentials(told: Report, { record, secrets, call }: Checked): void {
  const { instanceId, account } = record;
  const { credentialFingerprint: given } = told;
  // One of our own processes plays a terminal; it has no credentials of its own.
  if (call.caller.kind === 'service' && given === undefined) return;
  if (given === secrets.agentFingerprint(instanceId, account)) return;
  throw call.fail('INVALID_REQUEST', {
    field: 'credentialFingerprint',
    reason: 'The agent’s server, login or password are not those of the instance.',
  });
}

function eventOf({ event, space, code }: Report, call: Call): Happened {
  switch (event) {
    case 'LOGIN_OK':
      return { kind: 'loginOk' };
    case 'DISCONNECTED':
      return { kind: 'disconnected' };
    case 'HEARTBEAT':
    // The terminal lives: that is all that a trade's code says here.
    case 'TRADE_RESULT':
      return { kind: 'heartbeat' };
    case 'LOGIN_FAILED':
      return { kind: 'loginFailed', failure: failureOf(space, code, call) };
  }
}

function failureOf(space: Report['space'], code: number | undefined, call: Call): LoginFailure {
  if (code !== undefined && space === 'mt5.login') return { space, code: mt5Login(code) };
  if (code !== undefined && space === 'mt5.terminal') return { space, code: mt5Terminal(code) };
  throw call.fail('INVALID_REQUEST', {
    field: code === undefined ? 'code' : 'space',
    reason: 'A refused login names its code, and its space: mt5.login or mt5.terminal.',
  });
}
