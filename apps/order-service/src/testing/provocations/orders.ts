/** Codes about an order before it goes anywhere, and about orders that are there already. */
import { DEMO_GROUP, DEMO_INSTRUMENTS } from '@faultline/domain';
import {
  change,
  changeAccount,
  openPosition,
  placing,
  type Provocation,
  resting,
} from './provocation.ts';

export const ORDER_PROVOCATIONS: readonly Provocation[] = [
  {
    code: 'ACCOUNT_NOT_FOUND',
    when: 'the account is somebody else’s',
    details: { accountId: 3 },
    ...placing({ accountId: 3 }),
  },
  {
    code: 'ACCOUNT_DISABLED',
    when: 'the account is switched off',
    prepare: async (desk) =>
      changeAccount(desk, { tradeState: 'DISABLED', disabledReason: 'Lost' }),
    details: { accountId: 2, reason: 'Lost' },
    ...placing({}),
  },
  {
    code: 'INVALID_SYMBOL',
    when: 'nobody knows the symbol',
    details: { symbol: 'EURUSDX', reason: 'UNKNOWN' },
    ...placing({ symbol: 'EURUSDX' }),
  },
  {
    code: 'INVALID_VOLUME',
    when: 'it is below the least',
    details: { volume: 0.001, minVolume: 0.01, reason: 'TOO_LOW' },
    ...placing({ volume: 0.001 }),
  },
  {
    code: 'TRADING_RESTRICTED',
    when: 'the account may only close',
    prepare: async (desk) => changeAccount(desk, { tradeState: 'CLOSE_ONLY' }),
    details: { scope: 'ACCOUNT', mode: 'CLOSE_ONLY' },
    ...placing({}),
  },
  {
    code: 'MARKET_CLOSED',
    when: 'trading in the symbol is halted',
    prepare: async (desk) => {
      const instruments = DEMO_INSTRUMENTS.filter(({ name }) => name === 'EURUSD').map((one) => ({
        ...one,
        halt: { reason: 'SYMBOL_HALTED' as const, untilMs: null },
      }));
      await change(desk, { instruments });
    },
    details: { symbol: 'EURUSD', opensAt: null, reason: 'SYMBOL_HALTED', retryAfter: 300 },
    ...placing({}),
  },
  {
    code: 'PRICE_STALE',
    when: 'the last price is ten minutes old',
    prepare: async ({ clock }) => void (clock.nowMs += 600_000),
    details: { symbol: 'EURUSD', lastUpdate: '2026-01-19T12:00:00Z', ageMs: 600_000 },
    ...placing({}),
  },
  {
    code: 'PRICE_STALE',
    when: 'there never was a price',
    details: { symbol: 'GBPUSD', lastUpdate: null, quoteState: 'WAITING' },
    ...placing({ symbol: 'GBPUSD' }),
  },
  {
    code: 'INVALID_PRICE',
    when: 'a limit stands on the wrong side',
    details: { price: 1.2, reason: 'WRONG_SIDE' },
    ...resting({ price: 1.2 }),
  },
  {
    code: 'INVALID_SL_TP',
    when: 'a stop loss stands above',
    details: { side: 'BUY', field: 'sl', sl: 1.1, kind: 'DIRECTION' },
    ...placing({ sl: 1.1 }),
  },
  {
    code: 'ORDER_EXPIRED',
    when: 'its end is past',
    details: { expiresAt: '2026-01-01T00:00:00Z' },
    ...resting({ tif: 'GTD', expiresAt: '2026-01-01T00:00:00Z' }),
  },
  {
    code: 'LIMIT_EXCEEDED',
    when: 'no further order may wait',
    prepare: async (desk) =>
      change(desk, { groups: [{ ...DEMO_GROUP, maxPendingOrders: 0, version: 2 }] }),
    details: { kind: 'MAX_ORDERS_EXCEEDED', limit: 0, current: 0 },
    ...resting({}),
  },
  {
    code: 'MARGIN_INSUFFICIENT',
    when: 'it needs more than there is',
    details: { freeMargin: 10_000, availableMargin: 10_000, volume: 50, reason: 'NEW_ORDER' },
    ...placing({ volume: 50 }),
  },
  {
    code: 'PRICE_CHANGED',
    when: 'the market is further than the order allows',
    details: { symbol: 'EURUSD', requestedPrice: 1.09, currentPrice: 1.09504, maxDeviation: 1 },
    ...placing({ expectedPrice: 1.09, maxDeviation: 1 }),
  },
  {
    code: 'ORDER_NOT_FOUND',
    when: 'there is no such order',
    rest: () => ({ path: '/order/cancel', body: { orderId: 'ORD-77' } }),
    client: async ({ orders }) => orders.cancel.mutate({ orderId: 'ORD-77' }),
    details: { orderId: 'ORD-77' },
  },
  {
    code: 'ORDER_NOT_PENDING',
    when: 'the order is filled',
    prepare: async (desk) => ({ id: (await openPosition(desk)).orderId }),
    rest: ({ id }) => ({ path: `/api/orders/${id}`, method: 'DELETE' }),
    client: async ({ orders }, { id }) => orders.cancel.mutate({ orderId: String(id) }),
    details: { orderId: 'ORD-1', status: 'FILLED' },
  },
];
