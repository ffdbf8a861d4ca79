/** The configuration of a provider as it is shown, and back. */
import type { Handlers, LpContract } from '@faultline/contract';
import type { SessionSettings } from './provider.ts';
import { MDEntryType, SubscriptionRequestType } from '@faultline/fix';
import { DEFAULT_TEXT_RULES } from './demo-providers.ts';
import type { Provider, SymbolMapping } from './provider.ts';

type LpConfig = Awaited<ReturnType<Handlers<LpContract>['lp']['get']>>;

export const viewOf = (provider: Provider): LpConfig => ({
  id: provider.id,
  name: provider.name,
  enabled: provider.enabled,
  address: provider.address,
  orders: namesOf(provider.orders),
  quotes: namesOf(provider.quotes),
  symbols: [...provider.symbols.values()],
  dialect: provider.dialect,
  marketDepth: provider.subscription.marketDepth,
  mdUpdateType: provider.subscription.mdUpdateType,
});

const namesOf = ({ id, senderCompId, targetCompId }: SessionSettings) => ({
  id,
  senderCompId,
  targetCompId,
});

/** @param known - As it was: what is not shown of it is kept. */
export const providerOf = (config: LpConfig, known: Provider | null): Provider => ({
  id: config.id,
  name: config.name,
  enabled: config.enabled,
  address: config.address,
  orders: { ...config.orders, purpose: 'ORDERS' },
  quotes: { ...config.quotes, purpose: 'QUOTES' },
  symbols: symbolsOf(config.symbols),
  dialect: config.dialect,
  subscription: {
    subscriptionRequestType: SubscriptionRequestType.Subscribe,
    marketDepth: config.marketDepth,
    mdUpdateType: config.mdUpdateType,
    mdEntryTypes: [MDEntryType.Bid, MDEntryType.Offer],
  },
  textRules: known?.textRules ?? DEFAULT_TEXT_RULES,
});

export const symbolsOf = (rows: readonly SymbolMapping[]): ReadonlyMap<string, SymbolMapping> =>
  new Map(rows.map((row) => [row.symbol, row]));
