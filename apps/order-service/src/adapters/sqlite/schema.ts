/** The tables of the order service. A step that has shipped is never edited; a change is a new step at the end. */
import type { Migration } from '@faultline/service';

const append = (table: string): string =>
  ['UPDATE', 'DELETE']
    .map(
      (action) => `
CREATE TRIGGER ${table}_no_${action.toLowerCase()} BEFORE ${action} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
    )
    .join('');

const FIRST: Migration = `
CREATE TABLE users (
  id TEXT PRIMARY KEY, username TEXT NOT NULL, password_hash TEXT NOT NULL,
  role TEXT NOT NULL, status TEXT NOT NULL);
CREATE UNIQUE INDEX users_by_name ON users (lower(username));

CREATE TABLE instruments (
  name TEXT PRIMARY KEY, description TEXT NOT NULL, category TEXT NOT NULL,
  base_currency TEXT NOT NULL, quote_currency TEXT NOT NULL, digits INTEGER NOT NULL,
  pip_points BIGINT NOT NULL, contract_size BIGINT NOT NULL, min_volume BIGINT NOT NULL,
  max_volume BIGINT NOT NULL, volume_step BIGINT NOT NULL, calc_mode TEXT NOT NULL,
  margin_rate BIGINT NOT NULL, max_leverage BIGINT NOT NULL, trade_mode TEXT NOT NULL,
  stops_level BIGINT NOT NULL, quote_ttl_ms BIGINT NOT NULL, commission_per_lot BIGINT NOT NULL);

CREATE TABLE accounts (
  id BIGINT PRIMARY KEY, account_number TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id), currency TEXT NOT NULL, balance BIGINT NOT NULL,
  credit BIGINT NOT NULL, leverage BIGINT NOT NULL, margin_mode TEXT NOT NULL,
  hedged_margin TEXT NOT NULL, trade_state TEXT NOT NULL, disabled_reason TEXT, book TEXT NOT NULL,
  lps TEXT NOT NULL, max_open_positions BIGINT NOT NULL, version BIGINT NOT NULL,
  last_event_seq BIGINT NOT NULL);
CREATE INDEX accounts_of_user ON accounts (user_id, id);

CREATE TABLE orders (
  id TEXT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES accounts (id), symbol TEXT NOT NULL,
  side TEXT NOT NULL, type TEXT NOT NULL, volume BIGINT NOT NULL, filled_volume BIGINT NOT NULL,
  avg_fill_price BIGINT, sl BIGINT, tp BIGINT, status TEXT NOT NULL, reject TEXT, book TEXT NOT NULL,
  lp TEXT, client_order_id TEXT, reduces BIGINT, position_id BIGINT,
  reserved_margin BIGINT NOT NULL CHECK (reserved_margin >= 0), requested_price BIGINT NOT NULL,
  source TEXT NOT NULL, created_at_ms BIGINT NOT NULL, done_at_ms BIGINT, version BIGINT NOT NULL);
CREATE UNIQUE INDEX orders_by_client_id ON orders (account_id, client_order_id)
  WHERE client_order_id IS NOT NULL;
CREATE INDEX orders_working ON orders (account_id) WHERE done_at_ms IS NULL;

CREATE TABLE order_states (
  order_id TEXT NOT NULL REFERENCES orders (id), version BIGINT NOT NULL, status TEXT NOT NULL,
  at_ms BIGINT NOT NULL, PRIMARY KEY (order_id, version));

CREATE TABLE positions (
  id BIGINT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES accounts (id), symbol TEXT NOT NULL,
  side TEXT NOT NULL, volume BIGINT NOT NULL CHECK (volume >= 0), initial_volume BIGINT NOT NULL,
  open_price BIGINT NOT NULL, sl BIGINT, tp BIGINT, margin BIGINT NOT NULL CHECK (margin >= 0),
  swap BIGINT NOT NULL, commission BIGINT NOT NULL, status TEXT NOT NULL, close_reason TEXT,
  close_price BIGINT, closed_at_ms BIGINT, open_time_ms BIGINT NOT NULL, book TEXT NOT NULL, lp TEXT,
  lock_order_id TEXT, realized_profit BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX positions_open ON positions (account_id, id) WHERE closed_at_ms IS NULL;

CREATE TABLE deals (
  id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id),
  position_id BIGINT NOT NULL REFERENCES positions (id), account_id BIGINT NOT NULL,
  symbol TEXT NOT NULL, side TEXT NOT NULL, entry TEXT NOT NULL, volume BIGINT NOT NULL,
  price BIGINT NOT NULL, profit BIGINT NOT NULL, commission BIGINT NOT NULL,
  conversion_rate BIGINT NOT NULL, lp TEXT, lp_exec_id TEXT, time_ms BIGINT NOT NULL);
CREATE UNIQUE INDEX deals_by_execution ON deals (lp, lp_exec_id) WHERE lp_exec_id IS NOT NULL;
CREATE INDEX deals_of_order ON deals (order_id);

CREATE TABLE postings (
  id BIGINT PRIMARY KEY, debit TEXT NOT NULL, credit TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0), type TEXT NOT NULL, ref_type TEXT NOT NULL,
  ref_id TEXT NOT NULL, at_ms BIGINT NOT NULL, CHECK (debit <> credit));
CREATE INDEX postings_debit ON postings (debit, at_ms);
CREATE INDEX postings_credit ON postings (credit, at_ms);
${append('postings')}
${append('deals')}

CREATE TABLE outbox (
  order_id TEXT PRIMARY KEY REFERENCES orders (id), lp TEXT NOT NULL, expires_at_ms BIGINT NOT NULL);

CREATE TABLE idempotency (
  scope TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, order_id TEXT, answer TEXT,
  refusal TEXT, created_at_ms BIGINT NOT NULL, expires_at_ms BIGINT NOT NULL,
  PRIMARY KEY (scope, key));
CREATE INDEX idempotency_of_order ON idempotency (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE breaks (
  seq BIGINT PRIMARY KEY, order_id TEXT NOT NULL, report TEXT NOT NULL, reason TEXT NOT NULL,
  at_ms BIGINT NOT NULL);

CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
`;

export const MIGRATIONS: readonly Migration[] = [FIRST];
