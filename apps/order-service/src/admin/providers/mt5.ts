/** `admin.mt5.*`: terminals, passed on to the LP service; what an administrator does to one is in the audit log. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import type { Fail } from '@faultline/errors';
import type { z } from 'zod';
import type { Act, Acting, ProviderActs } from './carry-out.ts';
import { actorOf, asked, type Options, type ProviderDeps, type UpstreamCode } from './upstream.ts';

type Mt5 = Handlers<OrderContract['admin']>['mt5'];
type Instances = Mt5['instances'];

const rows = orderContract.admin.mt5;
const STATE = ['MT5_INSTANCE_NOT_FOUND', 'MT5_INSTANCE_STATE'] as const;
const KNOWN = ['MT5_INSTANCE_NOT_FOUND', 'INVALID_REQUEST'] as const;
const NO_REASON = 'not given';
const EVENTS_WAIT_MS = 5_000;
const EVENTS_AT_ONCE = 100;

export const adminMt5 = (deps: ProviderDeps, acts: ProviderActs): Mt5 => ({
  instances: { ...questions(deps), ...changes(deps, acts), ...moves(deps, acts) },
  policy: policy(deps, acts),
  events: events(deps),
});

const questions = ({ client }: ProviderDeps): Pick<Instances, 'list' | 'get'> => ({
  list: async (_input, call) =>
    rows.instances.list.output.parse(
      await asked(call, [], async (o) => client.mt5.list.query({}, o)),
    ),
  get: async (input, call) => {
    const ask = async (o: Options) => client.mt5.get.query(input, o);
    return rows.instances.get.output.parse(await asked(call, ['MT5_INSTANCE_NOT_FOUND'], ask));
  },
});

type Changes = Pick<Instances, 'create' | 'update' | 'remove' | 'issueAgentToken'>;

function changes({ client: { mt5 } }: ProviderDeps, acts: ProviderActs): Changes {
  return {
    create: async (input, call) => {
      const { password: _never, ...shown } = input;
      const send = async (o: Options) => mt5.create.mutate(by(input, call), o);
      const codes = ['MT5_INSTANCE_STATE', 'INVALID_REQUEST'] as const;
      const { output } = rows.instances.create;
      return acts.carryOut(actOn('create', shown, { codes, send, output }), call);
    },
    update: async (input, call) => {
      const { password, ...rest } = input;
      const shown = { ...rest, newPassword: password !== undefined };
      const send = async (o: Options) => mt5.update.mutate(by(input, call), o);
      const codes = [...STATE, 'INVALID_REQUEST'] as const;
      const { output } = rows.instances.update;
      return acts.carryOut(actOn('update', shown, { codes, send, output }), call);
    },
    remove: async (input, call) => {
      const send = async (o: Options) => mt5.remove.mutate(by(input, call), o);
      const { output } = rows.instances.remove;
      return acts.carryOut(actOn('remove', input, { codes: KNOWN, send, output }), call);
    },
    issueAgentToken: async (input, call) => {
      const send = async (o: Options) => mt5.issueAgentToken.mutate(by(input, call), o);
      const { output } = rows.instances.issueAgentToken;
      const act = actOn('issueAgentToken', input, { codes: KNOWN, send, output });
      return acts.carryOut({ ...act, secret: true }, call);
    },
  };
}

type Moves = Pick<Instances, 'start' | 'stop' | 'reset' | 'markUpdated'>;

function moves({ client: { mt5 } }: ProviderDeps, acts: ProviderActs): Moves {
  return {
    start: async (input, call) => {
      needReason(input, call);
      const send = async (o: Options) => mt5.start.mutate(by(input, call), o);
      const codes = [...STATE, 'MT5_LOGIN_FAILED', 'INVALID_REQUEST'] as const;
      const { output } = rows.instances.start;
      return acts.carryOut(actOn('start', input, { codes, send, output }), call);
    },
    stop: async (input, call) => {
      const send = async (o: Options) => mt5.stop.mutate(by(input, call), o);
      const { output } = rows.instances.stop;
      return acts.carryOut(actOn('stop', input, { codes: STATE, send, output }), call);
    },
    reset: async (input, call) => {
      needReason(input, call);
      const send = async (o: Options) => mt5.reset.mutate(by(input, call), o);
      const codes = [...STATE, 'INVALID_REQUEST'] as const;
      const { output } = rows.instances.reset;
      return acts.carryOut(actOn('reset', input, { codes, send, output }), call);
    },
    markUpdated: async (input, call) => {
      const send = async (o: Options) => mt5.markUpdated.mutate(by(input, call), o);
      const { output } = rows.instances.markUpdated;
      return acts.carryOut(actOn('markUpdated', input, { codes: STATE, send, output }), call);
    },
  };
}

const policy = ({ client }: ProviderDeps, acts: ProviderActs): Mt5['policy'] => ({
  get: async (_input, call) => asked(call, [], async (o) => client.mt5.policy.get.query({}, o)),
  put: async (input, call) => {
    const send = async (o: Options) => client.mt5.policy.put.mutate(by(input, call), o);
    const { output } = rows.policy.put;
    const codes = ['INVALID_REQUEST'] as const;
    const act = actOn('policy.put', { ...input, instanceId: 'policy' }, { codes, send, output });
    return acts.carryOut(act, call);
  },
});

const events =
  ({ client }: ProviderDeps): Mt5['events'] =>
  async ({ instanceId, lastEventSeq }, call) => {
    const which = instanceId === undefined ? {} : { instanceId };
    const ask = async (afterSeq: number | undefined, waitMs: number) => {
      const after = afterSeq === undefined ? {} : { afterSeq };
      const question = { ...which, ...after, waitMs, limit: EVENTS_AT_ONCE };
      const { signal } = call;
      return asked(call, [], async (o) => client.mt5.changes.query(question, { ...o, signal }));
    };
    const from = lastEventSeq ?? (await ask(undefined, 0)).lastSeq;
    return follow(from, ask, call.signal);
  };

type Page = Awaited<ReturnType<ProviderDeps['client']['mt5']['changes']['query']>>;

async function* follow(
  from: number,
  ask: (afterSeq: number, waitMs: number) => Promise<Page>,
  signal: AbortSignal,
) {
  let seq = from;
  while (!signal.aborted) {
    const page = await ask(seq, EVENTS_WAIT_MS);
    for (const event of page.events) yield rows.events.output.parse(event);
    seq = page.lastSeq;
  }
}

interface Wish {
  readonly instanceId: string;
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

type Given<I> = { [K in keyof I]: Exclude<I[K], undefined> };

/** What travels on: who asks, and why. A field that was not given stays away. */
const by = <I extends Omit<Wish, 'instanceId'>>(
  { idempotencyKey: _key, ...input }: I,
  call: Pick<Acting, 'caller'>,
) => ({
  ...(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Given<
    Omit<I, 'idempotencyKey'>
  >),
  actor: actorOf(call),
  reason: input.reason ?? NO_REASON,
});

function needReason(
  { force = false, reason = '' }: { force?: boolean | undefined; reason?: string | undefined },
  { fail }: { readonly fail: Fail<'INVALID_REQUEST'> },
): void {
  if (!force || reason.trim() !== '') return;
  throw fail('INVALID_REQUEST', { field: 'reason', reason: 'Lifting a stop needs a reason.' });
}

/** What an act on a terminal says about itself: what was asked for, as it came, without its password. */
const actOn = <C extends UpstreamCode, T, O extends z.ZodType>(
  did: string,
  input: Wish,
  act: Pick<Act<C, T, O>, 'codes' | 'send' | 'output'>,
): Act<C, T, O> => {
  const { instanceId, reason, idempotencyKey: _key, ...after } = input;
  const target = `mt5:${instanceId}`;
  return { ...act, path: `admin.mt5.${did}`, target, reason, input, trail: () => ({ after }) };
};
