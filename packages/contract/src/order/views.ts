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
  type: z.enum(['MARKET']),
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
  createdAt: instant,
  doneAt: instant.nullable(),
  version: z.int(),
});

export const DealView = z.strictObject({
  id: z.string(),
  orderId: z.string(),
  positionId: serialId,
  symbol: z.string(),
  side,
  entry: z.enum(['IN', 'OUT']),
  volume: decimal,
  price: decimal,
  profit: decimal,
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
  margin: decimal,
  commission: decimal,
  swap: decimal,
  status: z.enum(['OPEN', 'CLOSING', 'CLOSED']),
  openTime: instant,
  closedAt: instant.nullable(),
  closePrice: decimal.nullable(),
});
