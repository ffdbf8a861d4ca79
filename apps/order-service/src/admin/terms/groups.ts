/** `admin.groups.*`: the terms that many accounts share. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import { type AccountGroup, currencyDigits, HELD_MAX } from '@faultline/domain';
import { type Decimal, rescaled } from '@faultline/errors';
import { levelOf, moneyOf } from '../../market/units.ts';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { scaled } from '../exact.ts';
import { invalid, staleVersion } from '../refusals.ts';

type Groups = Handlers<OrderContract['admin']['groups']>;
type GroupView = Awaited<ReturnType<Groups['get']>>;
type Wish = Parameters<Groups['put']>[0];

const { put: row } = orderContract.admin.groups;
const MONEY_FIELDS = [
  'withdrawalDailyLimit',
  'withdrawalMonthlyLimit',
  'withdrawalAutoApprove',
  'maxExposure',
] as const;

export const adminGroups = (deps: PerformDeps): Groups => ({
  list: async () => [...deps.store.reference().groups.values()].map(groupView),
  get: async ({ groupId }, call) => {
    const group = deps.store.reference().groups.get(groupId);
    if (group === undefined) throw call.fail('NOT_FOUND', { id: groupId });
    return groupView(group);
  },
  put: async (wish, call) =>
    perform<'INVALID_REQUEST', typeof row.output>(
      deps,
      {
        path: 'admin.groups.put',
        wanted: {},
        input: wish,
        output: row.output,
        decide: ({ reference }) => {
          const before = reference.groups.get(wish.id);
          const stale = staleVersion(wish.version, before?.version ?? 0);
          if (stale !== null) return stale;
          if (before !== undefined && before.currency !== wish.currency) {
            return invalid('currency', 'The accounts of a group are kept in its currency.');
          }
          const digits = currencyDigits(wish.currency);
          const odd = MONEY_FIELDS.find((field) => !isAmount(wish[field], digits));
          if (odd !== undefined) return invalid(odd, `No amount of ${wish.currency}.`);
          const after = groupOf(wish, (before?.version ?? 0) + 1);
          const trail = { target: `group:${after.id}`, before: before ?? null, after };
          const changes = { groups: [after] };
          return { ok: true, value: { answer: groupView(after), changes, trail } };
        },
      },
      call,
    ),
});

/** Absent and `null` are no amount, and need not be one. */
const isAmount = (value: Decimal | null | undefined, digits: number): boolean => {
  const minor = value === null || value === undefined ? 0n : (rescaled(value, digits) ?? -1n);
  return minor >= 0n && minor <= HELD_MAX;
};

function groupOf(wish: Wish, version: number): AccountGroup {
  const {
    idempotencyKey: _key,
    marginCallLevel,
    stopOutLevel,
    maxExposure = null,
    ...terms
  } = wish;
  const money = (value: Decimal) => scaled(value, currencyDigits(wish.currency));
  return {
    ...terms,
    maxLeverage: BigInt(wish.maxLeverage),
    marginCallLevel: scaled(marginCallLevel, 2),
    stopOutLevel: scaled(stopOutLevel, 2),
    withdrawalDailyLimit: money(wish.withdrawalDailyLimit),
    withdrawalMonthlyLimit: money(wish.withdrawalMonthlyLimit),
    withdrawalAutoApprove: money(wish.withdrawalAutoApprove),
    maxExposure: maxExposure === null ? null : money(maxExposure),
    version,
  };
}

const groupView = (group: AccountGroup): GroupView => ({
  ...group,
  maxLeverage: Number(group.maxLeverage),
  marginCallLevel: levelOf(group.marginCallLevel),
  stopOutLevel: levelOf(group.stopOutLevel),
  withdrawalDailyLimit: moneyOf(group.withdrawalDailyLimit, group.currency),
  withdrawalMonthlyLimit: moneyOf(group.withdrawalMonthlyLimit, group.currency),
  withdrawalAutoApprove: moneyOf(group.withdrawalAutoApprove, group.currency),
  maxExposure: group.maxExposure === null ? null : moneyOf(group.maxExposure, group.currency),
});
