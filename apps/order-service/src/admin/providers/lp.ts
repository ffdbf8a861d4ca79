/** `admin.lp.*`: providers, passed on to the LP service; what an administrator changes is in the audit log. */
import type { LpClient } from '@faultline/client';
import { type Handlers, lpContract, type OrderContract, orderContract } from '@faultline/contract';
import { z } from 'zod';
import type { Act, Acting, ProviderActs } from './carry-out.ts';
import {
  actorOf,
  asked,
  type Asking,
  type Options,
  type ProviderDeps,
  type UpstreamCode,
} from './upstream.ts';

type Lp = Handlers<OrderContract['admin']>['lp'];

const { admin } = orderContract;
const rows = admin.lp;
const { put } = lpContract.lp;

export const adminLp = (deps: ProviderDeps, acts: ProviderActs): Lp => ({
  ...questions(deps),
  ...configuration(deps, acts),
  reconcile: async (input, call) => {
    const { lp, reason } = input;
    return acts.carryOut(
      {
        path: 'admin.lp.reconcile',
        target: `lp:${lp}`,
        reason,
        input,
        codes: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'],
        send: async (o) => deps.client.execution.reconcile.mutate({ lp }, o),
        output: rows.reconcile.output,
        trail: (found) => ({ after: found }),
      },
      call,
    );
  },
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

type Configuring = Pick<Lp, 'put' | 'setEnabled' | 'setSymbols'>;

function configuration({ client }: ProviderDeps, acts: ProviderActs): Configuring {
  /** What all three have in common: the provider as it was and as it is. */
  const change = async <C extends UpstreamCode>(
    { lp, ...act }: Changing<C>,
    call: Acting<NoInfer<C>>,
  ) => {
    const before = await configOf(client, lp, call);
    const trail = (after: Config) => ({ before, after });
    const target = `lp:${lp}`;
    return acts.carryOut<C, Config, typeof rows.put.output>(
      { ...act, target, output: rows.put.output, trail },
      call,
    );
  };
  return {
    put: async (input, call) => {
      const { idempotencyKey: _key, ...wish } = input;
      const wire = z.encode(put.input, { ...wish, actor: actorOf(call) });
      const send = async (o: Options) => client.lp.put.mutate(wire, o);
      const codes = ['FIX_SESSION_STATE', 'INVALID_REQUEST'] as const;
      const { id: lp, reason } = wish;
      return change({ path: 'admin.lp.put', lp, reason, input, codes, send }, call);
    },
    setEnabled: async (input, call) => {
      const { idempotencyKey: _key, ...wish } = input;
      const wire = { ...wish, actor: actorOf(call) };
      const send = async (o: Options) => client.lp.setEnabled.mutate(wire, o);
      const { lp, reason } = wish;
      const codes = ['LP_NOT_FOUND'] as const;
      return change({ path: 'admin.lp.setEnabled', lp, reason, input, codes, send }, call);
    },
    setSymbols: async (input, call) => {
      const { idempotencyKey: _key, ...wish } = input;
      const wire = z.encode(lpContract.lp.mapSymbols.input, { ...wish, actor: actorOf(call) });
      const send = async (o: Options) => client.lp.mapSymbols.mutate(wire, o);
      const { lp, reason } = wish;
      const codes = ['LP_NOT_FOUND', 'INVALID_REQUEST'] as const;
      return change({ path: 'admin.lp.setSymbols', lp, reason, input, codes, send }, call);
    },
  };
}

type Changing<C extends UpstreamCode> = Pick<
  Act<C, Config, typeof rows.put.output>,
  'path' | 'reason' | 'input' | 'codes' | 'send'
> & { readonly lp: string };

/** As it goes over the wire. */
type Config = z.input<typeof rows.put.output>;

async function configOf(client: LpClient, lp: string, call: Asking<never>): Promise<Config | null> {
  const all = await asked(call, [], async (o) => client.lp.list.query({}, o));
  return all.find(({ id }) => id === lp) ?? null;
}
