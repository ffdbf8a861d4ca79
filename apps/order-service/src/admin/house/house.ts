/** `admin.config`, `admin.tradingState` and `admin.maintenance`: what holds for the whole house. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import { currencyDigits, type Decision } from '@faultline/domain';
import { type Decimal, rescaled } from '@faultline/errors';
import { moneyOf } from '../../market/units.ts';
import type { Facts, Settings } from '../../ports/store.ts';
import { type Command, perform, type PerformDeps } from '../../trading/perform.ts';
import { invalid, staleVersion } from '../refusals.ts';
import { newHedgeAccount } from './hedge-account.ts';

type Admin = Handlers<OrderContract['admin']>;
type House = Pick<Admin, 'config' | 'tradingState' | 'maintenance'>;
type ConfigView = Awaited<ReturnType<Admin['config']['get']>>;
type Wish = Parameters<Admin['config']['update']>[0];

const { update: row } = orderContract.admin.config;
/** Every demo account of ours begins in a currency of two decimals. */
const CURRENCY = 'USD';

type HouseCode = 'INVALID_REQUEST' | 'ACCOUNT_NOT_FOUND';

interface Change<C extends HouseCode> {
  readonly path: string;
  readonly reason?: string | undefined;
  readonly version?: number | undefined;
  /** The account that the change is about. */
  readonly accountId?: number | undefined;
  readonly change: (before: Settings, facts: Facts) => Decision<C, Settings>;
}

export const adminHouse = (deps: PerformDeps): House => ({
  config: {
    get: async () => configView(deps.store.reference().settings),
    update: async (wish, call) => {
      const { version } = wish;
      const accountId = wish.hedgeAccountId ?? undefined;
      const change = (before: Settings, facts: Facts) => configured(before, wish, facts);
      const command = { path: 'admin.config.update', version, accountId, change };
      return perform(deps, changeSettings(wish, command), call);
    },
  },
  tradingState: {
    set: async (wish, call) => {
      const { state: tradingState, reason } = wish;
      const broker = { tradingState, reason: tradingState === 'ACTIVE' ? null : reason };
      const change = (before: Settings) => kept({ ...before, broker });
      const command = { path: 'admin.tradingState.set', reason, change };
      return perform(deps, changeSettings(wish, command), call);
    },
  },
  maintenance: {
    set: async (wish, call) => {
      const { on, reason, estimatedRestore: estimatedRestoreMs = null } = wish;
      const maintenance = on ? { reason, estimatedRestoreMs } : null;
      const change = (before: Settings) => kept({ ...before, maintenance });
      const command = { path: 'admin.maintenance.set', reason, change };
      return perform(deps, changeSettings(wish, command), call);
    },
  },
});

const kept = (value: Settings) => ({ ok: true, value }) as const;

function changeSettings<C extends HouseCode = 'INVALID_REQUEST'>(
  input: object,
  { path, reason, version, accountId, change }: Change<C>,
): Command<C | 'INVALID_REQUEST', typeof row.output> {
  return {
    path,
    wanted: { accountId },
    input,
    output: row.output,
    decide: (facts) => {
      const { settings: before } = facts.reference;
      const stale = staleVersion(version, before.version);
      if (stale !== null) return stale;
      const changed = change(before, facts);
      if (!changed.ok) return changed;
      const after = { ...changed.value, version: before.version + 1 };
      const trail = { target: 'house', before, after, reason };
      return {
        ok: true,
        value: { answer: configView(after), changes: { settings: after }, trail },
      };
    },
  };
}

function configured(before: Settings, wish: Wish, facts: Facts): Decision<HouseCode, Settings> {
  const { defaults } = before;
  const { hedgeAccountId = before.hedgeAccount?.id ?? null } = wish;
  const hedge = newHedgeAccount(hedgeAccountId, before, facts);
  if (!hedge.ok) return hedge;
  const balance = amountOf(wish.defaultBalance) ?? defaults.balance;
  if (balance < 0n) return invalid('defaultBalance', `No amount of ${CURRENCY}.`);
  const { brokerName, executionMode, priceFeedLP, defaultLeverage } = wish;
  const book = executionMode === undefined ? defaults.book : BOOK[executionMode];
  return kept({
    ...before,
    brokerName: brokerName ?? before.brokerName,
    destinationLockMs: wish.destinationLockMs ?? before.destinationLockMs,
    hedgeAccount: hedge.value,
    defaults: {
      book,
      priceLp: priceFeedLP ?? defaults.priceLp,
      leverage: defaultLeverage === undefined ? defaults.leverage : BigInt(defaultLeverage),
      marginMode: wish.marginMode ?? defaults.marginMode,
      balance,
      maxTicksPerSymbol: wish.maxTicksPerSymbol ?? defaults.maxTicksPerSymbol,
    },
  });
}

const BOOK = { ABOOK: 'A', BBOOK: 'B' } as const;
const MODE = { A: 'ABOOK', B: 'BBOOK' } as const;

/** Below zero for what is no amount. */
const amountOf = (value: Decimal | undefined): bigint | undefined =>
  value === undefined ? undefined : (rescaled(value, currencyDigits(CURRENCY)) ?? -1n);

function configView({
  defaults,
  broker,
  maintenance,
  hedgeAccount,
  ...settings
}: Settings): ConfigView {
  return {
    brokerName: settings.brokerName,
    executionMode: MODE[defaults.book],
    priceFeedLP: defaults.priceLp,
    defaultLeverage: Number(defaults.leverage),
    defaultBalance: moneyOf(defaults.balance, CURRENCY),
    marginMode: defaults.marginMode,
    maxTicksPerSymbol: defaults.maxTicksPerSymbol,
    destinationLockMs: settings.destinationLockMs,
    hedgeAccountId: hedgeAccount?.id ?? null,
    tradingState: { state: broker.tradingState, reason: broker.reason },
    maintenance: maintenance && {
      reason: maintenance.reason,
      estimatedRestore: maintenance.estimatedRestoreMs,
    },
    version: settings.version,
  };
}
