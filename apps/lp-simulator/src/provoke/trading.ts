/** Codes that stand between an order and the market: terms, money, limits, restrictions. */
import { asAdmin, fails, inSimulator, placing, post, type Recipe, type Step } from './recipe.ts';

const PIN = { symbol: 'EURUSD', bid: 1.095, ask: 1.09508 };
const pinned = inSimulator('/quotes', PIN);
const released = inSimulator('/reset', {});
const limit = (terms: object): Step =>
  post('/api/orders/limit', {
    symbol: 'EURUSD',
    side: 'BUY',
    volume: 0.01,
    price: 1.0,
    ...terms,
  });
const state = (to: string): Step =>
  asAdmin('/admin/account/state', { accountId: 2, state: to, reason: 'provoked' });
const mode = (to: string): Step =>
  asAdmin('/admin/symbols/mode', { symbol: 'GBPUSD', mode: to, reason: 'provoked' });
const withdrawing = (amount: number): Step =>
  post('/api/withdrawals', {
    amount,
    accountId: 2,
    method: 'BANK_TRANSFER',
    destination: 'DE02120300000000202051',
  });
/** The demo's own group, but for how many positions it allows. */
const group = (maxOpenPositions: number): Step =>
  asAdmin('/admin/groups', {
    id: 'standard',
    name: 'Standard',
    currency: 'USD',
    maxLeverage: 500,
    hedgedMargin: 'MAX',
    marginCallLevel: 100,
    stopOutLevel: 50,
    stopOutStrategy: 'MOST_LOSING_FIRST',
    negativeBalanceProtection: true,
    maxOpenPositions,
    maxPendingOrders: 200,
    partialClose: true,
    hedging: true,
    withdrawalDailyLimit: 10_000,
    withdrawalMonthlyLimit: 50_000,
    withdrawalAutoApprove: 0,
    swapFree: false,
  });

export const tradingRecipes: readonly Recipe[] = [
  {
    code: 'INVALID_SYMBOL',
    steps: [fails(placing({ symbol: 'EURUSDX' }), 400, 'INVALID_SYMBOL')],
  },
  { code: 'INVALID_VOLUME', steps: [fails(placing({ volume: 0.015 }), 400, 'INVALID_VOLUME')] },
  { code: 'INVALID_SL_TP', steps: [fails(placing({ sl: 1.5 }), 400, 'INVALID_SL_TP')] },
  {
    code: 'INVALID_PRICE',
    steps: [pinned, fails(limit({ price: 1.2 }), 400, 'INVALID_PRICE')],
    undo: [released],
  },
  {
    code: 'ORDER_EXPIRED',
    steps: [fails(limit({ tif: 'GTD', expiresAt: '2020-01-01T00:00:00Z' }), 400, 'ORDER_EXPIRED')],
  },
  {
    code: 'MARGIN_INSUFFICIENT',
    steps: [fails(placing({ volume: 50 }), 400, 'MARGIN_INSUFFICIENT')],
  },
  {
    code: 'LIMIT_EXCEEDED',
    reason: 'MAX_POSITIONS',
    steps: [group(0), fails(placing(), 400, 'LIMIT_EXCEEDED')],
    undo: [group(200)],
  },
  {
    code: 'TRADING_RESTRICTED',
    reason: 'SYMBOL',
    steps: [mode('CLOSE_ONLY'), fails(placing({ symbol: 'GBPUSD' }), 403, 'TRADING_RESTRICTED')],
    undo: [mode('FULL')],
  },
  {
    code: 'TRADING_RESTRICTED',
    reason: 'BROKER',
    steps: [
      asAdmin('/admin/trading-state', { state: 'REDUCING', reason: 'provoked' }),
      fails(placing(), 403, 'TRADING_RESTRICTED'),
    ],
    undo: [asAdmin('/admin/trading-state', { state: 'ACTIVE', reason: 'provoked no more' })],
  },
  {
    code: 'ACCOUNT_DISABLED',
    steps: [state('DISABLED'), fails(placing({ accountId: 2 }), 403, 'ACCOUNT_DISABLED')],
    undo: [state('ACTIVE')],
  },
  {
    code: 'ACCOUNT_NOT_FOUND',
    steps: [fails(placing({ accountId: 3 }), 404, 'ACCOUNT_NOT_FOUND')],
  },
  {
    code: 'INSUFFICIENT_BALANCE',
    steps: [fails(withdrawing(1_000_000), 400, 'INSUFFICIENT_BALANCE')],
  },
  {
    code: 'WITHDRAWAL_LIMIT_EXCEEDED',
    steps: [
      asAdmin('/admin/deposit', { accountId: 2, amount: 20_000, method: 'BANK_TRANSFER' }),
      fails(withdrawing(10_001), 400, 'WITHDRAWAL_LIMIT_EXCEEDED'),
    ],
    undo: [
      asAdmin('/admin/adjust', { accountId: 2, amount: -20_000, description: 'provoked no more' }),
    ],
  },
];
