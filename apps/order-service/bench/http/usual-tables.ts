/** The tables of the comparison, as a service of this kind usually has them. */
import {
  bigint,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  serial,
  text,
} from 'drizzle-orm/pg-core';

const money = (name: string) => numeric(name, { precision: 18, scale: 2, mode: 'number' });
const price = (name: string) => numeric(name, { precision: 18, scale: 5, mode: 'number' });
const timeMs = (name: string) => bigint(name, { mode: 'number' }).notNull();

export const accounts = pgTable('accounts', {
  id: integer().primaryKey(),
  userId: text('user_id').notNull(),
  balance: money('balance').notNull(),
  leverage: integer().notNull(),
  lastEventSeq: integer('last_event_seq').notNull(),
});

export const orders = pgTable(
  'orders',
  {
    id: serial().primaryKey(),
    accountId: integer('account_id').notNull(),
    symbol: text().notNull(),
    side: text().notNull(),
    volume: price('volume').notNull(),
    price: price('price').notNull(),
    status: text().notNull(),
    createdAtMs: timeMs('created_at_ms'),
  },
  (table) => [index('orders_of_account').on(table.accountId, table.createdAtMs)],
);

export const orderStates = pgTable('order_states', {
  id: serial().primaryKey(),
  orderId: integer('order_id').notNull(),
  status: text().notNull(),
  atMs: timeMs('at_ms'),
});

export const positions = pgTable(
  'positions',
  {
    id: serial().primaryKey(),
    accountId: integer('account_id').notNull(),
    symbol: text().notNull(),
    volume: price('volume').notNull(),
    openPrice: price('open_price').notNull(),
    margin: money('margin').notNull(),
  },
  (table) => [index('positions_of_account').on(table.accountId, table.symbol)],
);

export const deals = pgTable(
  'deals',
  {
    id: serial().primaryKey(),
    orderId: integer('order_id').notNull(),
    accountId: integer('account_id').notNull(),
    volume: price('volume').notNull(),
    price: price('price').notNull(),
    profit: money('profit').notNull(),
    commission: money('commission').notNull(),
    timeMs: timeMs('time_ms'),
  },
  (table) => [index('deals_of_account').on(table.accountId, table.timeMs)],
);

export const postings = pgTable(
  'postings',
  {
    id: serial().primaryKey(),
    accountId: integer('account_id').notNull(),
    amount: money('amount').notNull(),
    balanceAfter: money('balance_after').notNull(),
    type: text().notNull(),
    orderId: integer('order_id').notNull(),
    atMs: timeMs('at_ms'),
  },
  (table) => [index('postings_of_account').on(table.accountId, table.atMs)],
);

export const accountEvents = pgTable(
  'account_events',
  {
    accountId: integer('account_id').notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    payload: jsonb().notNull(),
    atMs: timeMs('at_ms'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.seq] })],
);

export const idempotency = pgTable('idempotency', {
  key: text().primaryKey(),
  answer: jsonb().notNull(),
});

/** What a migration would have made. */
export const SCHEMA = `
CREATE TABLE accounts (id int PRIMARY KEY, user_id text NOT NULL, balance numeric(18,2) NOT NULL, leverage int NOT NULL,
  last_event_seq int NOT NULL);
CREATE TABLE orders (id serial PRIMARY KEY, account_id int NOT NULL, symbol text NOT NULL, side text NOT NULL,
  volume numeric(18,5) NOT NULL, price numeric(18,5) NOT NULL, status text NOT NULL, created_at_ms bigint NOT NULL);
CREATE INDEX orders_of_account ON orders (account_id, created_at_ms);
CREATE TABLE order_states (id serial PRIMARY KEY, order_id int NOT NULL, status text NOT NULL, at_ms bigint NOT NULL);
CREATE TABLE positions (id serial PRIMARY KEY, account_id int NOT NULL, symbol text NOT NULL,
  volume numeric(18,5) NOT NULL, open_price numeric(18,5) NOT NULL, margin numeric(18,2) NOT NULL);
CREATE INDEX positions_of_account ON positions (account_id, symbol);
CREATE TABLE deals (id serial PRIMARY KEY, order_id int NOT NULL, account_id int NOT NULL, volume numeric(18,5) NOT NULL,
  price numeric(18,5) NOT NULL, profit numeric(18,2) NOT NULL, commission numeric(18,2) NOT NULL, time_ms bigint NOT NULL);
CREATE INDEX deals_of_account ON deals (account_id, time_ms);
CREATE TABLE postings (id serial PRIMARY KEY, account_id int NOT NULL, amount numeric(18,2) NOT NULL,
  balance_after numeric(18,2) NOT NULL, type text NOT NULL, order_id int NOT NULL, at_ms bigint NOT NULL);
CREATE INDEX postings_of_account ON postings (account_id, at_ms);
CREATE TABLE account_events (account_id int NOT NULL, seq int NOT NULL, type text NOT NULL, payload jsonb NOT NULL,
  at_ms bigint NOT NULL, PRIMARY KEY (account_id, seq));
CREATE TABLE idempotency (key text PRIMARY KEY, answer jsonb NOT NULL);
`;
