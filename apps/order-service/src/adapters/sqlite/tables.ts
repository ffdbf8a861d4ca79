/** Which record goes into which table. */
import type { Account, Deal, Instrument, Order, Position, Posting } from '@faultline/domain';
import type { Break, OutboxEntry, Remembered, User } from '../../ports/store.ts';
import type { TableSpec } from './table.ts';

export const users: TableSpec<User> = {
  name: 'users',
  key: ['id'],
  columns: { id: 'text', username: 'text', passwordHash: 'text', role: 'text', status: 'text' },
};

export const instruments: TableSpec<Instrument> = {
  name: 'instruments',
  key: ['name'],
  columns: {
    name: 'text',
    description: 'text',
    category: 'text',
    baseCurrency: 'text',
    quoteCurrency: 'text',
    digits: 'int',
    pipPoints: 'big',
    contractSize: 'big',
    minVolume: 'big',
    maxVolume: 'big',
    volumeStep: 'big',
    calcMode: 'text',
    marginRate: 'big',
    maxLeverage: 'big',
    tradeMode: 'text',
    stopsLevel: 'big',
    quoteTtlMs: 'int',
    commissionPerLot: 'big',
  },
};

export const accounts: TableSpec<Account> = {
  name: 'accounts',
  key: ['id'],
  columns: {
    id: 'int',
    accountNumber: 'text',
    userId: 'text',
    currency: 'text',
    balance: 'big',
    credit: 'big',
    leverage: 'big',
    marginMode: 'text',
    hedgedMargin: 'text',
    tradeState: 'text',
    disabledReason: 'text',
    book: 'text',
    lps: 'json',
    maxOpenPositions: 'int',
    version: 'int',
    lastEventSeq: 'int',
  },
};

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
    sl: 'big',
    tp: 'big',
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
    doneAtMs: 'int',
    version: 'int',
  },
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
    initialVolume: 'big',
    openPrice: 'big',
    sl: 'big',
    tp: 'big',
    margin: 'big',
    swap: 'big',
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
    commission: 'big',
    conversionRate: 'big',
    lp: 'text',
    lpExecId: 'text',
    timeMs: 'int',
  },
};

export const postings: TableSpec<Posting> = {
  name: 'postings',
  key: ['id'],
  columns: {
    id: 'int',
    debit: 'text',
    credit: 'text',
    amount: 'big',
    type: 'text',
    refType: 'text',
    refId: 'text',
    atMs: 'int',
  },
};

export const outbox: TableSpec<OutboxEntry> = {
  name: 'outbox',
  key: ['orderId'],
  columns: { orderId: 'text', lp: 'text', expiresAtMs: 'int' },
};

export const idempotency: TableSpec<Remembered> = {
  name: 'idempotency',
  key: ['scope', 'key'],
  columns: {
    scope: 'text',
    key: 'text',
    fingerprint: 'text',
    orderId: 'text',
    answer: 'json',
    refusal: 'json',
    createdAtMs: 'int',
    expiresAtMs: 'int',
  },
};

export const breaks: TableSpec<Break> = {
  name: 'breaks',
  key: ['seq'],
  columns: { seq: 'int', orderId: 'text', report: 'json', reason: 'text', atMs: 'int' },
};
