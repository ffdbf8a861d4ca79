/** What the order service shows of its things. Field names are the API guide's. */
import { z } from 'zod';
import { decimal, instant, serialId, side } from '../codecs.ts';

export const UserView = z.strictObject({
  id: z.string(),
  username: z.string(),
  role: z.enum(['TRADER', 'SUPPORT', 'ADMIN']),
});

export const OrderStatusView = z.enum([
  'PENDING',
  'ROUTED',
  'PARTIALLY_FILLED',
  'IN_DOUBT',
  'FILLED',
  'CANCELLED',
  'REJECTED',
  'EXPIRED',
]);

export const OrderView = z.strictObject({
  id: z.string(),
  accountId: serialId,
  symbol: z.string(),
  side,
  type: z.enum(['MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT']),
  limitPrice: decimal.nullable(),
  triggerPrice: decimal.nullable(),
  tif: z.enum(['GTC', 'DAY', 'GTD', 'IOC', 'FOK']),
  expiresAt: instant.nullable(),
  volume: decimal,
  filledVolume: decimal,
  avgFillPrice: decimal.nullable(),
  sl: decimal.nullable(),
  tp: decimal.nullable(),
  status: OrderStatusView,
  /** For REJECTED: the same code and details that a waiting caller was told. */
  reject: z.strictObject({ code: z.string(), details: z.unknown() }).nullable(),
  book: z.enum(['A', 'B']),
  lp: z.string().nullable(),
  clientOrderId: z.string().nullable(),
  positionId: serialId.nullable(),
  /** What made the order: the client, or one of our own mechanisms. */
  source: z.enum([
    'CLIENT',
    'SL',
    'TP',
    'TRAILING',
    'STOP_OUT',
    'ADMIN',
    'CLOSE_BY',
    'REVERSE',
    'HEDGE',
  ]),
  createdAt: instant,
  triggeredAt: instant.nullable(),
  doneAt: instant.nullable(),
  version: z.int(),
});

export const DealView = z.strictObject({
  id: z.string(),
  orderId: z.string(),
  positionId: serialId,
  symbol: z.string(),
  side,
  /** IN opens, OUT closes, INOUT turns a netting position round, OUT_BY closes one position with another. */
  entry: z.enum(['IN', 'OUT', 'INOUT', 'OUT_BY']),
  volume: decimal,
  price: decimal,
  profit: decimal,
  swap: decimal,
  commission: decimal,
  time: instant,
});

export const PositionView = z.strictObject({
  id: serialId,
  accountId: serialId,
  symbol: z.string(),
  side,
  volume: decimal,
  entryPrice: decimal,
  /** Null as long as nobody has ever quoted the symbol. */
  currentPrice: decimal.nullable(),
  unrealizedPL: decimal.nullable(),
  realizedPL: decimal,
  sl: decimal.nullable(),
  tp: decimal.nullable(),
  trailing: z
    .strictObject({
      type: z.enum(['FIXED', 'STEP']),
      /** Points. */
      distance: z.int(),
      step: z.int().nullable(),
    })
    .nullable(),
  margin: decimal,
  commission: decimal,
  swap: decimal,
  status: z.enum(['OPEN', 'CLOSING', 'CLOSED']),
  openTime: instant,
  closedAt: instant.nullable(),
  closePrice: decimal.nullable(),
  closeReason: z
    .enum(['CLIENT', 'SL', 'TP', 'TRAILING', 'STOP_OUT', 'ADMIN', 'CLOSE_BY', 'REVERSE', 'NETTED'])
    .nullable(),
  version: z.int(),
});

/** An account in figures. */
export const SummaryView = z.strictObject({
  accountId: serialId,
  accountNumber: z.string(),
  currency: z.string(),
  leverage: z.int(),
  marginMode: z.enum(['HEDGING', 'NETTING']),
  balance: decimal,
  credit: decimal,
  equity: decimal,
  margin: decimal,
  freeMargin: decimal,
  /** Equity over margin in percent; null while nothing ties up margin. */
  marginLevel: decimal.nullable(),
  unrealizedPL: decimal,
  /** Realised since the start of the trading day. */
  realizedPL: decimal,
  openPositions: z.int(),
  /** True when a position had to be valued at its last known price because no fresh one exists. */
  stale: z.boolean(),
});
