/**
 * What can happen to an account, event by event. Figures are plain JSON numbers on both sides: an event is kept as it
 * travels, and told again as it was kept.
 */
import { z } from 'zod';
import { instant, serialId, side } from '../codecs.ts';
import { OrderStatusView, OrderView, PositionView, SummaryView } from './views.ts';
import { withdrawalStatus } from './withdrawals.ts';

const figure = z.number();
const seq = z.int().nonnegative();

const order = OrderView.shape;
const OrderChange = z.strictObject({
  orderId: z.string(),
  symbol: z.string(),
  side,
  type: order.type,
  status: OrderStatusView,
  volume: figure,
  filledVolume: figure,
  avgFillPrice: figure.nullable(),
  limitPrice: figure.nullable(),
  triggerPrice: figure.nullable(),
  sl: figure.nullable(),
  tp: figure.nullable(),
  tif: order.tif,
  source: order.source,
  clientOrderId: z.string().nullable(),
  /** That it opened or closes. */
  positionId: serialId.nullable(),
  /** Why it, or the rest of it, was not executed: what a waiting caller was told. Of ORDER_REJECTED never null. */
  reject: order.reject,
  version: z.int(),
});

const position = PositionView.shape;
const PositionChange = z.strictObject({
  positionId: serialId,
  symbol: z.string(),
  side,
  status: position.status,
  volume: figure,
  entryPrice: figure,
  sl: figure.nullable(),
  tp: figure.nullable(),
  margin: figure,
  swap: figure,
  commission: figure,
  realizedPL: figure,
  closePrice: figure.nullable(),
  closeReason: position.closeReason,
  version: z.int(),
});

const AccountChange = z.strictObject({
  accountId: serialId,
  currency: z.string(),
  balance: figure,
  credit: figure,
  tradeState: z.enum(['ACTIVE', 'CLOSE_ONLY', 'DISABLED']),
  /** Why it is disabled. */
  reason: z.string().nullable(),
});

const WithdrawalChange = z.strictObject({
  withdrawalId: z.string(),
  status: withdrawalStatus,
  amount: figure,
  currency: z.string(),
  method: z.enum(['BANK_TRANSFER', 'CRYPTO']),
  requestedAt: z.iso.datetime({ offset: true }),
  /** Of the withdrawal; absent in what was told before destinations were locked. */
  lockedUntil: z.iso.datetime({ offset: true }).nullable().optional(),
  reason: z.string().nullable(),
});

const kept = <T extends z.ZodType, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type, payload });

const OrderEvent = kept(
  z.enum([
    'ORDER_ACCEPTED',
    'ORDER_TRIGGERED',
    'ORDER_ROUTED',
    'ORDER_PARTIALLY_FILLED',
    'ORDER_FILLED',
    'ORDER_MODIFIED',
    'ORDER_CANCELLED',
    'ORDER_REJECTED',
    'ORDER_EXPIRED',
    'ORDER_IN_DOUBT',
    'ORDER_RESOLVED',
  ]),
  OrderChange,
);
const PositionEvent = kept(
  z.enum(['POSITION_OPENED', 'POSITION_CHANGED', 'POSITION_CLOSED']),
  PositionChange,
);
const AccountEvent = kept(
  z.enum(['BALANCE_CHANGED', 'ACCOUNT_STATE_CHANGED', 'MARGIN_CALL', 'MARGIN_CALL_CLEARED']),
  AccountChange,
);
const WithdrawalEvent = kept(z.literal('WITHDRAWAL_CHANGED'), WithdrawalChange);
/** The position that is being closed because the margin level has fallen to the stop-out level. */
const StopOutEvent = kept(
  z.literal('STOP_OUT'),
  z.strictObject({ positionId: serialId, symbol: z.string() }),
);
/** A provider's report that contradicts what is booked: kept for a person, nothing is changed by it. */
const BreakEvent = kept(
  z.literal('ORDER_BREAK'),
  z.strictObject({
    orderId: z.string(),
    kind: z.string(),
    execId: z.string().nullable(),
    reason: z.string(),
  }),
);

/** What is in the journal of an account, without its number and its time. */
export const JournalEvent = z.discriminatedUnion('type', [
  OrderEvent,
  PositionEvent,
  AccountEvent,
  WithdrawalEvent,
  StopOutEvent,
  BreakEvent,
]);
export type JournalEvent = z.infer<typeof JournalEvent>;

const numbered = { seq, at: instant };
/** In no journal and never with a number: who was not listening asks for the state and not for the news. */
const passing = { seq: seq.optional(), at: instant };

/** One item of `account.stream`. */
export const AccountItem = z.discriminatedUnion('type', [
  OrderEvent.extend(numbered),
  PositionEvent.extend(numbered),
  AccountEvent.extend(numbered),
  WithdrawalEvent.extend(numbered),
  StopOutEvent.extend(numbered),
  BreakEvent.extend(numbered),
  /** Everything as it stands, up to and including `seq`: there was nothing to go on from. */
  z.strictObject({
    type: z.literal('RESYNC'),
    payload: z.strictObject({
      account: SummaryView,
      positions: z.array(PositionView),
      orders: z.array(OrderView),
    }),
    ...numbered,
  }),
  /** By the newest prices, at most four times a second, while there are positions. */
  z.strictObject({
    type: z.literal('ACCOUNT_TICK'),
    payload: z.strictObject({
      equity: figure,
      margin: figure,
      freeMargin: figure,
      marginLevel: figure.nullable(),
      unrealizedPL: figure,
      stale: z.boolean(),
    }),
    ...passing,
  }),
  z.strictObject({
    type: z.literal('SYMBOL_STATE_CHANGED'),
    payload: z.strictObject({
      symbol: z.string(),
      tradeMode: z.enum(['FULL', 'LONG_ONLY', 'SHORT_ONLY', 'CLOSE_ONLY', 'DISABLED']),
      /** Null when trading is not halted. */
      haltReason: z.string().nullable(),
    }),
    ...passing,
  }),
  /** To one of the account's providers. */
  z.strictObject({
    type: z.literal('CONNECTION_STATE'),
    payload: z.strictObject({ lp: z.string(), connected: z.boolean() }),
    ...passing,
  }),
]);
export type AccountItem = z.input<typeof AccountItem>;
