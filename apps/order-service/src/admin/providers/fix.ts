/** `admin.fix.*`: sessions, passed on to the LP service; what an administrator does to one is in the audit log. */
import { setTimeout } from 'node:timers/promises';
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import type { ProviderActs } from './carry-out.ts';
import { actorOf, asked, carriedOut, type Options, type ProviderDeps } from './upstream.ts';

type Fix = Handlers<OrderContract['admin']>['fix'];

const { admin } = orderContract;
const rows = admin.fix;
/** How often the LP service is asked while somebody listens. */
const LOOK_EVERY_MS = 500;

export const adminFix = (deps: ProviderDeps, acts: ProviderActs): Fix => ({
  ...questions(deps),
  ...links(deps, acts),
  ...feeds(deps, acts),
  resetSequence: resetSequence(deps, acts),
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

function links({ client }: ProviderDeps, acts: ProviderActs): Pick<Fix, 'connect' | 'disconnect'> {
  const act =
    (name: 'connect' | 'disconnect'): Fix['connect'] =>
    async (input, call) => {
      const { sessionId, reason = null } = input;
      const ask = { sessionId };
      const known = ['FIX_SESSION_NOT_FOUND'] as const;
      const before = await asked(call, known, async (o) => client.fix.get.query(ask, o));
      return acts.carryOut(
        {
          path: `admin.fix.${name}`,
          target: `session:${sessionId}`,
          reason,
          input,
          codes: SESSION_CODES,
          send: async (o) => client.fix[name].mutate(ask, o),
          output: rows[name].output,
          trail: (after) => ({ before: standing(before), after: standing(after) }),
        },
        call,
      );
    };
  return { connect: act('connect'), disconnect: act('disconnect') };
}

/** Numbers go on by themselves: they are nothing that somebody did. */
const standing = ({ status, connected }: Session) => ({ status, connected });

function feeds(
  { client }: ProviderDeps,
  acts: ProviderActs,
): Pick<Fix, 'subscribe' | 'unsubscribe'> {
  const act =
    (name: 'subscribe' | 'unsubscribe'): Fix['subscribe'] =>
    async (input, call) => {
      const { lp, symbols, reason = null } = input;
      return acts.carryOut(
        {
          path: `admin.fix.${name}`,
          target: `lp:${lp}`,
          reason,
          input,
          codes: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED', 'INVALID_SYMBOL'],
          send: async (o) => client.marketData[name].mutate({ lp, symbols }, o),
          output: rows[name].output,
          trail: (requests) => ({ after: { symbols, ...requests } }),
        },
        call,
      );
    };
  return { subscribe: act('subscribe'), unsubscribe: act('unsubscribe') };
}

function resetSequence({ client }: ProviderDeps, acts: ProviderActs): Fix['resetSequence'] {
  return async (input, call) => {
    const { idempotencyKey: _key, ...wish } = input;
    const wire = { ...wish, actor: actorOf(call) };
    const send = async (o: Options) => client.fix.resetSequence.mutate(wire, o);
    // A preview changes nothing, so there is nothing to keep.
    if (input.dryRun) return carriedOut(call, SESSION_CODES, send);
    return acts.carryOut(
      {
        path: 'admin.fix.resetSequence',
        target: `session:${input.sessionId}`,
        reason: input.reason,
        input,
        codes: SESSION_CODES,
        send,
        output: rows.resetSequence.output,
        trail: ({ before, after, lost, inDoubt }) => ({
          before,
          after: { ...after, lost, inDoubt },
        }),
        once: true,
      },
      call,
    );
  };
}
