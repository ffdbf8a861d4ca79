/** The providers that a new database begins with: both are served by the simulator. */
import { MDEntryType, SubscriptionRequestType } from '@faultline/fix';
import type { TextRule } from '../order-machine/refusals.ts';
import type { Provider, SessionSettings } from './provider.ts';

const DIGITS: readonly (readonly [symbol: string, digits: number])[] = [
  ['EURUSD', 5],
  ['GBPUSD', 5],
  ['USDJPY', 3],
  ['XAUUSD', 2],
  ['BTCUSD', 2],
  ['US30', 1],
  ['NAS100', 1],
];

export const DEFAULT_TEXT_RULES: readonly TextRule[] = [
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

const provider = (id: string): Provider => ({
  id,
  name: id,
  enabled: true,
  address: null,
  orders: session(id, 1),
  quotes: session(id, 2),
  symbols: new Map(
    DIGITS.map(([symbol, digits]) => [
      symbol,
      { symbol, lpSymbol: symbol, digits, volumeFactor: { unscaled: 1n, scale: 0 } },
    ]),
  ),
  dialect: {
    massStatus: false,
    tradeCapture: false,
    nextExpectedMsgSeqNum: false,
    heartBtIntSec: 30,
  },
  subscription: {
    subscriptionRequestType: SubscriptionRequestType.Subscribe,
    marketDepth: 1,
    mdUpdateType: 0,
    mdEntryTypes: [MDEntryType.Bid, MDEntryType.Offer],
  },
  textRules: DEFAULT_TEXT_RULES,
});

export const DEMO_PROVIDERS: readonly Provider[] = ['YOFX', 'OANDA'].map(provider);
