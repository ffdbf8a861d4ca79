/** A small desk for the tests: the demo's instruments and start prices, one account, and one market to bend. */
import type { Code } from '@faultline/errors';
import { decimalOf } from '@faultline/errors';
import type { AccountGroup } from '../accounts/account-group.ts';
import { DEMO_GROUP } from '../accounts/demo-group.ts';
import type { Account } from '../accounts/account.ts';
import type { Decision } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { DEMO_INSTRUMENTS } from '../instruments/demo-instruments.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Points } from '../money/units.ts';
import type { MarketOrderRequest } from '../orders/decide-market-order.ts';
import type { Fill, Order } from '../orders/order.ts';
import type { Position } from '../positions/position.ts';
import type { FillInput } from '../positions/fill.ts';
import type { Quote, Quotes } from '../quotes/quote.ts';
import type { RoutingRule } from '../routing/routing-rule.ts';
import type { Withdrawal } from '../withdrawals/withdrawal.ts';

/** 2026-01-18T12:00:00Z. */
export const NOW_MS = 1_768_737_600_000;

export const account = (changes: Partial<Account> = {}): Account => ({
  id: 1,
  accountNumber: 'FL-000001',
  userId: 'ann',
  currency: 'USD',
  balance: 1_000_000n,
  credit: 0n,
  leverage: 100n,
  groupId: 'standard',
  marginMode: 'HEDGING',
  tradeState: 'ACTIVE',
  disabledReason: null,
  book: 'A',
  lps: ['YOFX'],
  isDemo: true,
  withdrawalDailyLimit: null,
  withdrawalMonthlyLimit: null,
  marginCallActive: false,
  createdAtMs: NOW_MS - 86_400_000,
  version: 7,
  lastEventSeq: 0,
  ...changes,
});

export const group = (changes: Partial<AccountGroup> = {}): AccountGroup => ({
  ...DEMO_GROUP,
  ...changes,
});

/** Mids are the demo's start prices: EURUSD 1.09500, USDJPY 155.000, gold 2650.00. */
const START: Readonly<Record<string, Prices>> = {
  EURUSD: [109_496n, 109_504n],
  GBPUSD: [126_994n, 127_006n],
  USDJPY: [154_995n, 155_005n],
  XAUUSD: [264_988n, 265_013n],
  BTCUSD: [9_499_250n, 9_500_750n],
  US30: [439_990n, 440_010n],
  NAS100: [209_993n, 210_008n],
};

/** Bid, ask, and how old they are. */
type Prices = readonly [bid: Points, ask: Points, ageMs?: number];

export const quote = (symbol: string, [bid, ask, ageMs = 0]: Prices): Quote => ({
  symbol,
  lp: 'YOFX',
  bid,
  ask,
  receivedAtMs: NOW_MS - ageMs,
});

/** Quotes from `START` with some replaced; `null` takes one away, a third number ages it. */
export function quotes(changes: Record<string, Prices | null>): Quotes {
  return (symbol) => {
    const prices = symbol in changes ? changes[symbol] : START[symbol];
    return prices ? quote(symbol, prices) : undefined;
  };
}

/** The demo's instruments, each changed as said. */
export const instruments = (
  changes: Record<string, Partial<Instrument>> = {},
): ReadonlyMap<string, Instrument> =>
  new Map(DEMO_INSTRUMENTS.map((one) => [one.name, { ...one, ...changes[one.name] }]));

/** The currency pair of two currencies, five digits. */
export function pair(base: string, quoteCurrency: string): Instrument {
  const name = base + quoteCurrency;
  return { ...instrument('EURUSD'), name, baseCurrency: base, quoteCurrency };
}

export function instrument(name: string): Instrument {
  const found = DEMO_INSTRUMENTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name} in the demo`);
  return found;
}

/** A symbol's session that is over for the week. */
export const WEEKEND = {
  open: false,
  opensAtMs: NOW_MS + 36_000_000,
  reason: 'WEEKEND_CLOSED',
  holiday: null,
} as const;

export const HALTED = {
  open: false,
  opensAtMs: null,
  reason: 'SYMBOL_HALTED',
  holiday: null,
} as const;

export const facts = (changes: Partial<TradingFacts> = {}): TradingFacts => ({
  account: account(),
  group: group(),
  broker: { tradingState: 'ACTIVE', reason: null },
  positions: [],
  orders: [],
  instruments: instruments(),
  quotes: quotes({}),
  routingRules: [],
  hedgeAccountId: null,
  venues: [{ lp: 'YOFX', connected: true, lastConnectedMs: NOW_MS - 60_000 }],
  session: () => ({ open: true, closesAtMs: null }),
  nowMs: NOW_MS,
  ...changes,
});

export const request = (
  changes: Partial<Omit<MarketOrderRequest, 'volume' | 'sl' | 'tp'>> & {
    volume?: number;
    sl?: number;
    tp?: number;
  } = {},
): MarketOrderRequest => ({
  symbol: 'EURUSD',
  side: 'BUY',
  maxDeviation: null,
  clientOrderId: null,
  ...changes,
  volume: decimalOf(changes.volume ?? 0.1),
  sl: changes.sl === undefined ? null : decimalOf(changes.sl),
  tp: changes.tp === undefined ? null : decimalOf(changes.tp),
});

/** BUY 0.1 EURUSD from 1.09500, on our A-book with YOFX. */
export const position = (changes: Partial<Position> = {}): Position => ({
  id: 12,
  accountId: 1,
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 1_000n,
  hedgeVolume: 0n,
  initialVolume: changes.volume ?? 1_000n,
  openPrice: 109_500n,
  sl: null,
  tp: null,
  trailing: null,
  margin: 10_950n,
  swap: 0n,
  swappedToMs: changes.openTimeMs ?? NOW_MS - 3_600_000,
  commission: 35n,
  status: 'OPEN',
  closeReason: null,
  closePrice: null,
  closedAtMs: null,
  openTimeMs: NOW_MS - 3_600_000,
  book: 'A',
  lp: 'YOFX',
  lockOrderId: null,
  realizedProfit: 0n,
  version: 1,
  ...changes,
});

/** BUY 0.1 EURUSD, at YOFX. */
export const order = (changes: Partial<Order> = {}): Order => ({
  id: 'ORD-1',
  accountId: 1,
  symbol: 'EURUSD',
  side: 'BUY',
  type: 'MARKET',
  volume: 1_000n,
  filledVolume: 0n,
  avgFillPrice: null,
  limitPrice: null,
  triggerPrice: null,
  tif: 'IOC',
  expiresAtMs: null,
  maxDeviation: null,
  triggeredAtMs: null,
  sl: null,
  tp: null,
  status: 'ROUTED',
  reject: null,
  book: 'A',
  lp: 'YOFX',
  clientOrderId: null,
  reduces: null,
  positionId: null,
  reservedMargin: 0n,
  requestedPrice: 109_504n,
  source: 'CLIENT',
  createdAtMs: NOW_MS,
  doneAtMs: null,
  version: 1,
  ...changes,
});

export const fill = (changes: Partial<Fill> = {}): Fill => ({
  volume: 1_000n,
  price: 109_500n,
  lp: 'YOFX',
  lpExecId: 'X-1',
  timeMs: NOW_MS + 20,
  ...changes,
});

/** 100.00 to a bank, asked for at noon and not yet decided. */
export const withdrawal = (changes: Partial<Withdrawal> = {}): Withdrawal => ({
  id: 'WD-1',
  accountId: 1,
  amount: 10_000n,
  currency: 'USD',
  method: 'BANK_TRANSFER',
  destinationMasked: '***3000',
  destinationKey: 'key-3000',
  lockedUntilMs: null,
  status: 'REQUESTED',
  requestedAtMs: NOW_MS,
  decidedAtMs: null,
  decidedBy: null,
  reason: null,
  version: 1,
  ...changes,
});

/** A rule that holds for every order. */
export const ruleTo = (
  book: 'A' | 'B',
  lps: readonly string[] | null = null,
  hedgePercent = 0,
): RoutingRule => ({
  id: 'R-1',
  position: 1,
  enabled: true,
  when: {},
  route: { book, lps, hedgePercent },
  note: '',
  version: 1,
});

/** Ids that count up, so that a test can tell them apart. */
export function ids(positionId = 12): FillInput['ids'] {
  let last = 0;
  return { dealId: 'DL-1', positionId, postingId: () => (last += 1) };
}

/** The refusal of a decision that had to be one. */
export function refusalOf<R>(decision: { ok: true } | { ok: false; refusal: R }): R {
  if (decision.ok) throw new Error('expected a refusal');
  return decision.refusal;
}

/** The value of a decision that had to be yes. */
export function valueOf<C extends Code, T>(decision: Decision<C, T>): T {
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
  return decision.value;
}
