/** Which record goes into which table: orders and what became of them. */
import type { Deal, Order, OrderStatus, Position } from '@faultline/domain';
import type {
  Break,
  HedgeSetback,
  NumberedEvent,
  OutboxEntry,
  Remembered,
} from '../../../ports/records.ts';
import type { TableSpec } from '../table-spec.ts';

export const orders: TableSpec<Order> = {
  name: 'orders',
  key: ['id'],
  columns: {
    id: 'text',
    accountId: 'int',
    symbol: 'text',
    side: 'text',
    type: 'text',
    volume: 'big',
    filledVolume: 'big',
    avgFillPrice: 'big',
    limitPrice: 'big',
    triggerPrice: 'big',
    sl: 'big',
    tp: 'big',
    tif: 'text',
    expiresAtMs: 'int',
    maxDeviation: 'big',
    status: 'text',
    reject: 'json',
    book: 'text',
    lp: 'text',
    clientOrderId: 'text',
    reduces: 'int',
    positionId: 'int',
    reservedMargin: 'big',
    requestedPrice: 'big',
    source: 'text',
    createdAtMs: 'int',
    triggeredAtMs: 'int',
    doneAtMs: 'int',
    version: 'int',
  },
  fixed: ['accountId', 'symbol', 'side', 'clientOrderId', 'createdAtMs'],
};

export const positions: TableSpec<Position> = {
  name: 'positions',
  key: ['id'],
  columns: {
    id: 'int',
    accountId: 'int',
    symbol: 'text',
    side: 'text',
    volume: 'big',
    hedgeVolume: 'big',
    initialVolume: 'big',
    openPrice: 'big',
    sl: 'big',
    tp: 'big',
    trailing: 'exact',
    margin: 'big',
    swap: 'big',
    swappedToMs: 'int',
    commission: 'big',
    status: 'text',
    closeReason: 'text',
    closePrice: 'big',
    closedAtMs: 'int',
    openTimeMs: 'int',
    book: 'text',
    lp: 'text',
    lockOrderId: 'text',
    realizedProfit: 'big',
    version: 'int',
  },
  fixed: ['accountId', 'symbol', 'openTimeMs'],
};

export const deals: TableSpec<Deal> = {
  name: 'deals',
  key: ['id'],
  columns: {
    id: 'text',
    orderId: 'text',
    positionId: 'int',
    accountId: 'int',
    symbol: 'text',
    side: 'text',
    entry: 'text',
    volume: 'big',
    price: 'big',
    profit: 'big',
    swap: 'big',
    commission: 'big',
    conversionRate: 'big',
    lp: 'text',
    lpExecId: 'text',
    timeMs: 'int',
  },
};

export const outbox: TableSpec<OutboxEntry> = {
  name: 'outbox',
  key: ['id'],
  columns: {
    id: 'text',
    orderId: 'text',
    kind: 'text',
    lps: 'json',
    worstPrice: 'big',
    expiresAtMs: 'int',
  },
};

export const idempotency: TableSpec<Remembered> = {
  name: 'idempotency',
  key: ['id'],
  columns: {
    id: 'text',
    fingerprint: 'text',
    orderId: 'text',
    answer: 'told',
    refusal: 'json',
    createdAtMs: 'int',
    expiresAtMs: 'int',
  },
};

export const breaks: TableSpec<Break> = {
  name: 'breaks',
  key: ['seq'],
  columns: {
    seq: 'int',
    orderId: 'text',
    report: 'json',
    reason: 'text',
    atMs: 'int',
    settledAtMs: 'int',
    settledBy: 'text',
    evidence: 'text',
  },
};

export const hedgeSetbacks: TableSpec<HedgeSetback> = {
  name: 'hedge_setbacks',
  key: ['symbol'],
  columns: { symbol: 'text', code: 'text', sinceMs: 'int' },
};

export interface OrderStateRow {
  readonly orderId: string;
  readonly version: number;
  readonly status: OrderStatus;
  readonly atMs: number;
}

export const orderStates: TableSpec<OrderStateRow> = {
  name: 'order_states',
  key: ['orderId', 'version'],
  columns: { orderId: 'text', version: 'int', status: 'text', atMs: 'int' },
};

export const events: TableSpec<NumberedEvent> = {
  name: 'account_events',
  key: ['accountId', 'seq'],
  columns: { accountId: 'int', seq: 'int', type: 'text', payload: 'json', atMs: 'int' },
};
