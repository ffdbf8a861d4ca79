/** `admin.routing.*`: the rules about where orders go. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import {
  nearestSymbols,
  routeFor,
  type RoutingCondition,
  type RoutingRule,
} from '@faultline/domain';
import { lotsOf } from '../../market/units.ts';
import { routingOf } from '../../trading/outbox.ts';
import { type Command, perform, type PerformDeps } from '../../trading/perform.ts';
import { scaled } from '../exact.ts';
import { hedgingAllowed } from '../house/hedge-account.ts';
import { invalid, notFound, staleVersion } from '../refusals.ts';

type Routing = Handlers<OrderContract['admin']['routing']>;
type RuleView = Awaited<ReturnType<Routing['put']>>;
type Wish = Parameters<Routing['put']>[0];

const { put, remove } = orderContract.admin.routing;
const LOT_SCALE = 4;

export const adminRouting = (deps: PerformDeps): Routing => ({
  list: async () => deps.store.reference().routingRules.map(ruleView),
  put: async (wish, call) => perform(deps, putRule(wish), call),
  remove: async (wish, call) => perform(deps, removeRule(wish), call),
  reorder: async (wish, call) => perform(deps, reorderRules(wish), call),
  preview: previewRoute(deps),
});

function putRule(wish: Wish): Command<'INVALID_REQUEST', typeof put.output> {
  return {
    path: 'admin.routing.put',
    wanted: {},
    input: wish,
    output: put.output,
    decide: ({ reference: { routingRules, settings } }) => {
      const before = routingRules.find(({ id }) => id === wish.id) ?? null;
      const stale = staleVersion(wish.version, before?.version ?? 0);
      if (stale !== null) return stale;
      const end = Math.max(0, ...routingRules.map(({ position }) => position)) + 1;
      const after: RoutingRule = {
        id: wish.id,
        position: before?.position ?? end,
        enabled: wish.enabled,
        when: conditionOf(wish.when),
        route: { ...wish.route, hedgePercent: wish.route.hedgePercent ?? 0 },
        note: wish.note,
        version: (before?.version ?? 0) + 1,
      };
      const hedging = hedgingAllowed(after, settings);
      if (!hedging.ok) return hedging;
      const trail = { target: `routing:${after.id}`, before, after };
      return {
        ok: true,
        value: { answer: ruleView(after), changes: { routingRules: [after] }, trail },
      };
    },
  };
}

function removeRule(wish: { readonly id: string }): Command<'NOT_FOUND', typeof remove.output> {
  const { id } = wish;
  return {
    path: 'admin.routing.remove',
    wanted: {},
    input: wish,
    output: remove.output,
    decide: ({ reference: { routingRules } }) => {
      const before = routingRules.find((rule) => rule.id === id);
      if (before === undefined) return notFound(id);
      const answer = routingRules.filter((rule) => rule !== before).map(ruleView);
      const trail = { target: `routing:${id}`, before };
      return { ok: true, value: { answer, changes: { removedRoutingRules: [id] }, trail } };
    },
  };
}

function reorderRules(wish: {
  readonly ids: readonly string[];
}): Command<'INVALID_REQUEST', typeof remove.output> {
  const { ids } = wish;
  return {
    path: 'admin.routing.reorder',
    wanted: {},
    input: wish,
    output: remove.output,
    decide: ({ reference: { routingRules } }) => {
      const known = new Map(routingRules.map((rule) => [rule.id, rule]));
      const wanted = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
      if (wanted.length !== ids.length || ids.length !== known.size) {
        return invalid('ids', 'Name every rule, each once.');
      }
      const rules = wanted.map((rule, index) =>
        rule.position === index + 1
          ? rule
          : { ...rule, position: index + 1, version: rule.version + 1 },
      );
      const order = (some: readonly RoutingRule[]) => ({ order: some.map(({ id }) => id) });
      const trail = { target: 'routing', before: order(routingRules), after: order(rules) };
      const answer = rules.map(ruleView);
      return { ok: true, value: { answer, changes: { routingRules: rules }, trail } };
    },
  };
}

function previewRoute({ store }: PerformDeps): Routing['preview'] {
  return async ({ accountId, symbol, side, volume }, call) => {
    const { account, reference } = await store.read({ accountId });
    if (account === null) throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
    const instrument = reference.instruments.get(symbol);
    if (instrument === undefined) {
      const availableSymbols = nearestSymbols(symbol, reference.instruments);
      throw call.fail('INVALID_SYMBOL', { symbol, availableSymbols, reason: 'UNKNOWN' });
    }
    const order = { account, instrument, side, volume: scaled(volume, LOT_SCALE) };
    const { book, lps, hedgePercent, ruleId } = routeFor(order, routingOf(reference), null);
    return { book, lps: [...lps], hedgePercent: Number(hedgePercent), ruleId };
  };
}

function conditionOf({ minVolume, maxVolume, ...rest }: Wish['when']): RoutingCondition {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as RoutingCondition),
    ...(minVolume === undefined ? {} : { minVolume: scaled(minVolume, LOT_SCALE) }),
    ...(maxVolume === undefined ? {} : { maxVolume: scaled(maxVolume, LOT_SCALE) }),
  };
}

function ruleView({ when, route, ...rule }: RoutingRule): RuleView {
  const { minVolume, maxVolume, groups, accounts, symbols, categories, ...rest } = when;
  return {
    ...rule,
    when: {
      ...rest,
      ...(groups === undefined ? {} : { groups: [...groups] }),
      ...(accounts === undefined ? {} : { accounts: [...accounts] }),
      ...(symbols === undefined ? {} : { symbols: [...symbols] }),
      ...(categories === undefined ? {} : { categories: [...categories] }),
      ...(minVolume === undefined ? {} : { minVolume: lotsOf(minVolume) }),
      ...(maxVolume === undefined ? {} : { maxVolume: lotsOf(maxVolume) }),
    },
    route: { ...route, lps: route.lps === null ? null : [...route.lps] },
  };
}
