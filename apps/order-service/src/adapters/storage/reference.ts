/** The terms of trade in memory: loaded whole at the start, changed with each commit that changes them. */
import type { Changes } from '../../ports/changes.ts';
import type { Reference, Settings } from '../../ports/records.ts';
import type { Reader } from './driver.ts';
import * as tables from './tables/index.ts';

const FIRST_SETTINGS: Settings = {
  id: 'house',
  brokerName: 'Faultline',
  defaults: {
    book: 'A',
    priceLp: 'YOFX',
    leverage: 100n,
    balance: 1_000_000n,
    marginMode: 'HEDGING',
    maxTicksPerSymbol: 10_000,
  },
  broker: { tradingState: 'ACTIVE', reason: null },
  maintenance: null,
  destinationLockMs: 86_400_000,
  hedgeAccount: null,
  version: 1,
};

export async function loadReference(reader: Reader): Promise<Reference> {
  const all = '1 = 1 ORDER BY id';
  const [settings = FIRST_SETTINGS] = await reader.rows(tables.settings, all);
  return {
    groups: byId(await reader.rows(tables.groups, all), ({ id }) => id),
    instruments: byId(
      await reader.rows(tables.instruments, '1 = 1 ORDER BY name'),
      ({ name }) => name,
    ),
    schedules: byId(await reader.rows(tables.schedules, all), ({ id }) => id),
    routingRules: await reader.rows(tables.routingRules, '1 = 1 ORDER BY position_, id'),
    settings,
  };
}

const byId = <T>(records: readonly T[], idOf: (record: T) => string): ReadonlyMap<string, T> =>
  new Map(records.map((record) => [idOf(record), record]));

export const changesReference = (changes: Changes): boolean =>
  changes.groups !== undefined ||
  changes.instruments !== undefined ||
  changes.schedules !== undefined ||
  changes.routingRules !== undefined ||
  changes.removedRoutingRules !== undefined ||
  changes.settings !== undefined;

/** The same object when nothing of it has changed. */
export function withReferenceChanges(reference: Reference, changes: Changes): Reference {
  if (!changesReference(changes)) return reference;
  const { groups = [], instruments = [], schedules = [], routingRules = [] } = changes;
  const gone = new Set(changes.removedRoutingRules);
  const rules = new Map(
    [...reference.routingRules, ...routingRules].map((rule) => [rule.id, rule]),
  );
  return {
    groups: new Map([...reference.groups, ...byId(groups, ({ id }) => id)]),
    instruments: new Map([...reference.instruments, ...byId(instruments, ({ name }) => name)]),
    schedules: new Map([...reference.schedules, ...byId(schedules, ({ id }) => id)]),
    routingRules: [...rules.values()]
      .filter(({ id }) => !gone.has(id))
      .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)),
    settings: changes.settings ?? reference.settings,
  };
}
