/** The liquidity providers and their ways, as data: adding one adds a row, no code. */
import { MDEntryType, SubscriptionRequestType, TimeInForce } from '@faultline/fix';
import type { TextRule } from '../order-machine/refusals.ts';

export interface SessionSettings {
  readonly id: string;
  readonly purpose: 'ORDERS' | 'QUOTES';
  readonly senderCompId: string;
  readonly targetCompId: string;
}

export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly orders: SessionSettings;
  readonly quotes: SessionSettings;
  /** By the provider's own names, each with the digits of its prices. */
  readonly symbols: ReadonlyMap<string, number>;
  readonly timeInForce: TimeInForce;
  readonly subscription: {
    readonly subscriptionRequestType: SubscriptionRequestType;
    readonly marketDepth: number;
    readonly mdUpdateType: number;
    readonly mdEntryTypes: readonly MDEntryType[];
  };
  readonly textRules: readonly TextRule[];
}

const SYMBOLS: ReadonlyMap<string, number> = new Map([
  ['EURUSD', 5],
  ['GBPUSD', 5],
  ['USDJPY', 3],
  ['XAUUSD', 2],
  ['BTCUSD', 2],
  ['US30', 1],
  ['NAS100', 1],
]);

const TEXT_RULES: readonly TextRule[] = [
  { pattern: /requote|price (?:has )?(?:changed|moved)|slippage/i, meaning: 'PRICE_CHANGED' },
  { pattern: /market (?:is )?closed|trading (?:is )?(?:closed|halted)/i, meaning: 'MARKET_CLOSED' },
  { pattern: /liquidity|off quotes|no (?:quotes|prices?)\b/i, meaning: 'INSUFFICIENT_LIQUIDITY' },
  { pattern: /margin|credit|not enough money|account/i, meaning: 'LP_ACCOUNT' },
  { pattern: /limit|exceed|too (?:large|big)/i, meaning: 'LP_LIMIT' },
  { pattern: /not supported|unsupported/i, meaning: 'UNSUPPORTED' },
];

const session = (lp: string, number: 1 | 2): SessionSettings => ({
  id: `${lp}${number}`,
  purpose: number === 1 ? 'ORDERS' : 'QUOTES',
  senderCompId: `${lp}${number}`,
  targetCompId: lp,
});

const provider = (id: string, name: string): Provider => ({
  id,
  name,
  enabled: true,
  orders: session(id, 1),
  quotes: session(id, 2),
  symbols: SYMBOLS,
  // A market order may only be immediate-or-cancel or fill-or-kill; the first takes what there is.
  timeInForce: TimeInForce.ImmediateOrCancel,
  subscription: {
    subscriptionRequestType: SubscriptionRequestType.Subscribe,
    marketDepth: 1,
    mdUpdateType: 0,
    mdEntryTypes: [MDEntryType.Bid, MDEntryType.Offer],
  },
  textRules: TEXT_RULES,
});

export const PROVIDERS: readonly Provider[] = [
  provider('YOFX', 'YOFX'),
  provider('OANDA', 'OANDA'),
];
