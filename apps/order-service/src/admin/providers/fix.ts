/** `admin.fix.*`: sessions, passed on to the LP service; what an administrator does to one is in the audit log. */
import { setTimeout } from 'node:timers/promises';
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import { actorOf, asked, carriedOut, type Options, type ProviderDeps, record } from './upstream.ts';

type Fix = Handlers<OrderContract['admin']>['fix'];

const { admin } = orderContract;
const rows = admin.fix;
/** How often the LP service is asked while somebody listens. */
const LOOK_EVERY_MS = 500;

export const adminFix = (deps: ProviderDeps): Fix => ({
  ...questions(deps),
  ...links(deps),
  ...feeds(deps),
  resetSequence: resetSequence(deps),
});

function questions({ client }: ProviderDeps): Pick<Fix, 'list' | 'get' | 'messages' | 'events'> {
  return {
    list: async (_input, call) => {
      const sessions = await asked(call, [], async (o) => client.fix.list.query({}, o));
      return rows.list.output.parse({ sessions });
    },
    get: async (input, call) => {
      const ask = async (o: Options) => client.fix.get.query(input, o);
      return rows.get.output.parse(await asked(call, ['FIX_SESSION_NOT_FOUND'], ask));
    },
    messages: async (input, call) => {
      const ask = async (o: Options) => client.fix.messages.query(input, o);
      const messages = await asked(call, ['FIX_SESSION_NOT_FOUND'], ask);
      return rows.messages.output.parse({ messages });
    },
    events: async ({ sessionId }, call) => {
      const look = async () => {
        const ask = async (o: Options) => client.fix.get.query({ sessionId: sessionId ?? '' }, o);
        return sessionId === undefined
          ? asked(call, [], async (o) => client.fix.list.query({}, o))
          : [await asked(call, ['FIX_SESSION_NOT_FOUND'], ask)];
      };
      return changesOf(await look(), look, call.signal);
    },
  };
}

type Session = Awaited<ReturnType<ProviderDeps['client']['fix']['get']['query']>>;

/** First what is, then what is different from what was told before, until the caller goes away. */
async function* changesOf(
  first: readonly Session[],
  look: () => Promise<readonly Session[]>,
  signal: AbortSignal,
) {
  const told = new Map<string, string>();
  let sessions = first;
  while (!signal.aborted) {
    for (const session of sessions) {
      const { id, status, lastError } = session;
      const shown = JSON.stringify([status, lastError]);
      if (told.get(id) === shown) continue;
      told.set(id, shown);
      yield rows.events.output.parse(session);
    }
    await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) sessions = await look();
  }
}

const SESSION_CODES = ['FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'] as const;

function links(deps: ProviderDeps): Pick<Fix, 'connect' | 'disconnect'> {
  const { client } = deps;
  const act =
    (name: 'connect' | 'disconnect'): Fix['connect'] =>
    async ({ sessionId, reason = null }, call) => {
      const ask = { sessionId };
      const known = ['FIX_SESSION_NOT_FOUND'] as const;
      const before = await asked(call, known, async (o) => client.fix.get.query(ask, o));
      const after = await carriedOut(call, SESSION_CODES, async (o) =>
        client.fix[name].mutate(ask, o),
      );
      const trail = { action: `admin.fix.${name}`, target: `session:${sessionId}`, reason };
      await record(deps, { ...trail, before: standing(before), after: standing(after) }, call);
      return rows.get.output.parse(after);
    };
  return { connect: act('connect'), disconnect: act('disconnect') };
}

/** Numbers go on by themselves: they are nothing that somebody did. */
const standing = ({ status, connected }: Session) => ({ status, connected });

function feeds(deps: ProviderDeps): Pick<Fix, 'subscribe' | 'unsubscribe'> {
  const { client } = deps;
  const act =
    (name: 'subscribe' | 'unsubscribe'): Fix['subscribe'] =>
    async ({ lp, symbols, reason = null }, call) => {
      const codes = ['LP_NOT_FOUND', 'LP_NOT_CONNECTED', 'INVALID_SYMBOL'] as const;
      const ask = async (o: Options) => client.marketData[name].mutate({ lp, symbols }, o);
      const requests = await carriedOut(call, codes, ask);
      const after = { symbols, ...requests };
      await record(deps, { action: `admin.fix.${name}`, target: `lp:${lp}`, after, reason }, call);
      return requests;
    };
  return { subscribe: act('subscribe'), unsubscribe: act('unsubscribe') };
}

function resetSequence(deps: ProviderDeps): Fix['resetSequence'] {
  return async (input, call) => {
    const wire = { ...input, actor: actorOf(call) };
    const ask = async (o: Options) => deps.client.fix.resetSequence.mutate(wire, o);
    const done = await carriedOut(call, SESSION_CODES, ask);
    // A preview changes nothing, so there is nothing to keep.
    if (input.dryRun) return done;
    const { sessionId, reason } = input;
    const { before, after, lost, inDoubt } = done;
    const trail = { action: 'admin.fix.resetSequence', target: `session:${sessionId}`, reason };
    await record(deps, { ...trail, before, after: { ...after, lost, inDoubt } }, call);
    return done;
  };
}
