/** `admin.lp.*`: providers, passed on to the LP service; what an administrator changes is in the audit log. */
import type { LpClient } from '@faultline/client';
import { type Handlers, lpContract, type OrderContract, orderContract } from '@faultline/contract';
import { z } from 'zod';
import {
  type Acting,
  actorOf,
  asked,
  type Asking,
  carriedOut,
  type Options,
  type ProviderDeps,
  record,
} from './upstream.ts';

type Lp = Handlers<OrderContract['admin']>['lp'];

const { admin } = orderContract;
const rows = admin.lp;
const { put } = lpContract.lp;

export const adminLp = (deps: ProviderDeps): Lp => ({
  ...questions(deps),
  ...acts(deps),
  compareFills: async ({ lp, from, to }, call) => {
    const toMs = to ?? deps.now();
    const stretch = { lp, fromMs: from ?? toMs - DAY_MS, toMs };
    return asked(call, ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'], async ({ context }) =>
      deps.compareFills(stretch, { ...context }),
    );
  },
});

const DAY_MS = 86_400_000;

function questions({ client }: ProviderDeps): Pick<Lp, 'status' | 'list' | 'get' | 'feeds'> {
  return {
    status: async (_input, call) =>
      rows.status.output.parse(await asked(call, [], async (o) => client.lp.status.query({}, o))),
    list: async (_input, call) => {
      const lps = await asked(call, [], async (o) => client.lp.list.query({}, o));
      return rows.list.output.parse({ lps });
    },
    get: async (input, call) => {
      const ask = async (o: Options) => client.lp.get.query(input, o);
      return rows.get.output.parse(await asked(call, ['LP_NOT_FOUND'], ask));
    },
    feeds: async (_input, call) => {
      const feeds = await asked(call, [], async (o) => client.marketData.feeds.query({}, o));
      return rows.feeds.output.parse({ feeds });
    },
  };
}

function acts(deps: ProviderDeps): Pick<Lp, 'put' | 'setEnabled' | 'setSymbols' | 'reconcile'> {
  const { client } = deps;
  return {
    put: async ({ reason, ...config }, call) => {
      const wire = z.encode(put.input, { ...config, reason, actor: actorOf(call) });
      const before = await configOf(client, config.id, call);
      const ask = async (o: Options) => client.lp.put.mutate(wire, o);
      const after = await carriedOut(call, ['FIX_SESSION_STATE', 'INVALID_REQUEST'], ask);
      return kept(deps, { action: 'admin.lp.put', before, after, reason }, call);
    },
    setEnabled: async (input, call) => {
      const wire = { ...input, actor: actorOf(call) };
      const before = await configOf(client, input.lp, call);
      const ask = async (o: Options) => client.lp.setEnabled.mutate(wire, o);
      const after = await carriedOut(call, ['LP_NOT_FOUND'], ask);
      const { reason } = input;
      return kept(deps, { action: 'admin.lp.setEnabled', before, after, reason }, call);
    },
    setSymbols: async (input, call) => {
      const wire = z.encode(lpContract.lp.mapSymbols.input, { ...input, actor: actorOf(call) });
      const before = await configOf(client, input.lp, call);
      const ask = async (o: Options) => client.lp.mapSymbols.mutate(wire, o);
      const after = await carriedOut(call, ['LP_NOT_FOUND', 'INVALID_REQUEST'], ask);
      const { reason } = input;
      return kept(deps, { action: 'admin.lp.setSymbols', before, after, reason }, call);
    },
    reconcile: async ({ lp, reason }, call) => {
      const ask = async (o: Options) => client.execution.reconcile.mutate({ lp }, o);
      const found = await carriedOut(call, ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'], ask);
      const trail = { action: 'admin.lp.reconcile', target: `lp:${lp}`, after: found, reason };
      await record(deps, trail, call);
      return found;
    },
  };
}

/** As it goes over the wire. */
type Config = z.input<typeof rows.put.output>;

async function configOf(client: LpClient, lp: string, call: Asking<never>): Promise<Config | null> {
  const all = await asked(call, [], async (o) => client.lp.list.query({}, o));
  return all.find(({ id }) => id === lp) ?? null;
}

interface Change {
  readonly action: string;
  readonly before: Config | null;
  readonly after: Config;
  readonly reason: string;
}

async function kept(deps: ProviderDeps, change: Change, call: Acting) {
  await record(deps, { ...change, target: `lp:${change.after.id}` }, call);
  return rows.put.output.parse(change.after);
}
