/** `admin.mt5.*`: terminals, passed on to the LP service; what an administrator does to one is in the audit log. */
import {
  type Call,
  type Handlers,
  type OrderContract,
  orderContract,
  type User,
} from '@faultline/contract';
import type { Fail } from '@faultline/errors';
import {
  type Acting,
  actorOf,
  asked,
  carriedOut,
  type Options,
  type ProviderDeps,
  record,
} from './upstream.ts';

type Mt5 = Handlers<OrderContract['admin']>['mt5'];
type Instances = Mt5['instances'];

const rows = orderContract.admin.mt5;
const STATE = ['MT5_INSTANCE_NOT_FOUND', 'MT5_INSTANCE_STATE'] as const;
const KNOWN = ['MT5_INSTANCE_NOT_FOUND', 'INVALID_REQUEST'] as const;
const NO_REASON = 'not given';
const EVENTS_WAIT_MS = 5_000;
const EVENTS_AT_ONCE = 100;

export const adminMt5 = (deps: ProviderDeps): Mt5 => ({
  instances: { ...questions(deps), ...changes(deps), ...acts(deps) },
  policy: policy(deps),
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

function changes(deps: ProviderDeps): Changes {
  const { mt5 } = deps.client;
  return {
    create: async (input, call) => {
      const { password: _never, ...after } = input;
      const codes = ['MT5_INSTANCE_STATE', 'INVALID_REQUEST'] as const;
      const make = async (o: Options) => mt5.create.mutate(by(input, call), o);
      const made = await carriedOut(call, codes, make);
      await note(deps, { did: 'create', input, after }, call);
      return rows.instances.create.output.parse(made);
    },
    update: async (input, call) => {
      const { password, ...rest } = input;
      const after = { ...rest, newPassword: password !== undefined };
      const change = async (o: Options) => mt5.update.mutate(by(input, call), o);
      const changed = await carriedOut(call, [...STATE, 'INVALID_REQUEST'], change);
      await note(deps, { did: 'update', input, after }, call);
      return rows.instances.update.output.parse(changed);
    },
    remove: async (input, call) => {
      const remove = async (o: Options) => mt5.remove.mutate(by(input, call), o);
      const removed = await carriedOut(call, KNOWN, remove);
      await note(deps, { did: 'remove', input }, call);
      return removed;
    },
    issueAgentToken: async (input, call) => {
      const issue = async (o: Options) => mt5.issueAgentToken.mutate(by(input, call), o);
      const issued = await carriedOut(call, KNOWN, issue);
      await note(deps, { did: 'issueAgentToken', input }, call);
      return issued;
    },
  };
}

function acts(deps: ProviderDeps): Pick<Instances, 'start' | 'stop' | 'reset' | 'markUpdated'> {
  const { mt5 } = deps.client;
  return {
    start: async (input, call) => {
      needReason(input, call);
      const start = async (o: Options) => mt5.start.mutate(by(input, call), o);
      // Before the act: one whose first login is refused was a start all the same.
      await note(deps, { did: 'start', input, after: input }, call);
      const codes = [...STATE, 'MT5_LOGIN_FAILED', 'INVALID_REQUEST'] as const;
      return rows.instances.start.output.parse(await carriedOut(call, codes, start));
    },
    stop: async (input, call) => {
      const stop = async (o: Options) => mt5.stop.mutate(by(input, call), o);
      const stopped = await carriedOut(call, STATE, stop);
      await note(deps, { did: 'stop', input }, call);
      return rows.instances.stop.output.parse(stopped);
    },
    reset: async (input, call) => {
      needReason(input, call);
      const reset = async (o: Options) => mt5.reset.mutate(by(input, call), o);
      const done = await carriedOut(call, [...STATE, 'INVALID_REQUEST'], reset);
      await note(deps, { did: 'reset', input, after: input }, call);
      return rows.instances.reset.output.parse(done);
    },
    markUpdated: async (input, call) => {
      const mark = async (o: Options) => mt5.markUpdated.mutate(by(input, call), o);
      const marked = await carriedOut(call, STATE, mark);
      await note(deps, { did: 'markUpdated', input }, call);
      return rows.instances.markUpdated.output.parse(marked);
    },
  };
}

const policy = (deps: ProviderDeps): Mt5['policy'] => ({
  get: async (_input, call) =>
    asked(call, [], async (o) => deps.client.mt5.policy.get.query({}, o)),
  put: async (input, call) => {
    const put = async (o: Options) => deps.client.mt5.policy.put.mutate(by(input, call), o);
    const rowsNow = await carriedOut(call, ['INVALID_REQUEST'], put);
    const changed = { instanceId: 'policy', reason: input.reason };
    await note(deps, { did: 'policy.put', input: changed, after: input }, call);
    return rowsNow;
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
}

type Given<I> = { [K in keyof I]: Exclude<I[K], undefined> };

/** What travels on: who asks, and why. A field that was not given stays away. */
const by = <I extends Pick<Wish, 'reason'>>(input: I, call: Pick<Call<never, User>, 'caller'>) => ({
  ...(Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as Given<I>),
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

interface Noted {
  readonly did: string;
  readonly input: Wish;
  readonly after?: object;
}

const note = async (
  deps: ProviderDeps,
  { did, input: { instanceId, reason }, after = {} }: Noted,
  call: Acting,
): Promise<void> =>
  record(deps, { action: `admin.mt5.${did}`, target: `mt5:${instanceId}`, reason, after }, call);
