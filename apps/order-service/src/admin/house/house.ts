/** `admin.config`, `admin.tradingState` and `admin.maintenance`: what holds for the whole house. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import { currencyDigits, type Decision } from '@faultline/domain';
import { type Decimal, rescaled } from '@faultline/errors';
import { moneyOf } from '../../market/units.ts';
import type { Settings } from '../../ports/store.ts';
import { type Command, perform, type PerformDeps } from '../../trading/perform.ts';
import { invalid, staleVersion } from '../refusals.ts';

type Admin = Handlers<OrderContract['admin']>;
type House = Pick<Admin, 'config' | 'tradingState' | 'maintenance'>;
type ConfigView = Awaited<ReturnType<Admin['config']['get']>>;
type Wish = Parameters<Admin['config']['update']>[0];

const { update: row } = orderContract.admin.config;
/** Every demo account of ours begins in a currency of two decimals. */
const CURRENCY = 'USD';

interface Change {
  readonly path: string;
  readonly reason?: string | undefined;
  readonly version?: number | undefined;
  readonly change: (before: Settings) => Decision<'INVALID_REQUEST', Settings>;
}

export const adminHouse = (deps: PerformDeps): House => ({
  config: {
    get: async () => configView(deps.store.reference().settings),
    update: async (wish, call) => {
      const { version } = wish;
      const change = (before: Settings) => configured(before, wish);
      const command = { path: 'admin.config.update', version, change };
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

function changeSettings(
  input: object,
  { path, reason, version, change }: Change,
): Command<'INVALID_REQUEST', typeof row.output> {
  return {
    path,
    wanted: {},
    input,
    output: row.output,
    decide: ({ reference: { settings: before } }) => {
      const stale = staleVersion(version, before.version);
      if (stale !== null) return stale;
      const changed = change(before);
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

function configured(before: Settings, wish: Wish): Decision<'INVALID_REQUEST', Settings> {
  const { defaults } = before;
  const balance = amountOf(wish.defaultBalance) ?? defaults.balance;
  if (balance < 0n) return invalid('defaultBalance', `No amount of ${CURRENCY}.`);
  const { brokerName, executionMode, priceFeedLP, defaultLeverage } = wish;
  const book = executionMode === undefined ? defaults.book : BOOK[executionMode];
  return kept({
    ...before,
    brokerName: brokerName ?? before.brokerName,
    destinationLockMs: wish.destinationLockMs ?? before.destinationLockMs,
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

function configView({ defaults, broker, maintenance, ...settings }: Settings): ConfigView {
  return {
    brokerName: settings.brokerName,
    executionMode: MODE[defaults.book],
    priceFeedLP: defaults.priceLp,
    defaultLeverage: Number(defaults.leverage),
    defaultBalance: moneyOf(defaults.balance, CURRENCY),
    marginMode: defaults.marginMode,
    maxTicksPerSymbol: defaults.maxTicksPerSymbol,
    destinationLockMs: settings.destinationLockMs,
    tradingState: { state: broker.tradingState, reason: broker.reason },
    maintenance: maintenance && {
      reason: maintenance.reason,
      estimatedRestore: maintenance.estimatedRestoreMs,
    },
    version: settings.version,
  };
}
