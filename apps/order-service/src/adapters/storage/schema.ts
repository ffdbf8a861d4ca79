/**
 * The tables of the order service, in words that SQLite and PostgreSQL both take. A step that has shipped is never
 * edited; a change is a new step at the end.
 */

/** A step's statements, and the tables that from then on only ever grow. */
export interface SchemaStep {
  readonly sql: string;
  readonly appendOnly: readonly string[];
}

const FIRST = `
CREATE TABLE users (
  id TEXT PRIMARY KEY, username TEXT NOT NULL, full_name TEXT NOT NULL, password_hash TEXT NOT NULL,
  role TEXT NOT NULL, locale TEXT NOT NULL, status TEXT NOT NULL, token_generation BIGINT NOT NULL,
  created_at_ms BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE UNIQUE INDEX users_by_name ON users (lower(username));

CREATE TABLE refresh_sessions (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), token_hash TEXT,
  token_generation BIGINT NOT NULL, ip TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL, last_used_at_ms BIGINT NOT NULL, expires_at_ms BIGINT NOT NULL,
  ended_at_ms BIGINT, end_reason TEXT);
CREATE INDEX refresh_sessions_of_user ON refresh_sessions (user_id, created_at_ms);
CREATE INDEX refresh_sessions_expiry ON refresh_sessions (expires_at_ms);

CREATE TABLE signing_keys (id TEXT PRIMARY KEY, keys TEXT NOT NULL);

CREATE TABLE instruments (
  name TEXT PRIMARY KEY, description TEXT NOT NULL, category TEXT NOT NULL,
  base_currency TEXT NOT NULL, quote_currency TEXT NOT NULL, digits INTEGER NOT NULL,
  pip_points BIGINT NOT NULL, contract_size BIGINT NOT NULL, min_volume BIGINT NOT NULL,
  max_volume BIGINT NOT NULL, volume_step BIGINT NOT NULL, max_total_volume BIGINT, calc_mode TEXT NOT NULL,
  margin_rate BIGINT NOT NULL, max_leverage BIGINT NOT NULL, trade_mode TEXT NOT NULL,
  stops_level BIGINT NOT NULL, freeze_level BIGINT NOT NULL, quote_ttl_ms BIGINT NOT NULL,
  commission_per_lot BIGINT NOT NULL, swap TEXT NOT NULL, schedule_id TEXT NOT NULL, halt TEXT,
  version BIGINT NOT NULL);

CREATE TABLE accounts (
  id BIGINT PRIMARY KEY, account_number TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id), group_id TEXT NOT NULL, currency TEXT NOT NULL, balance BIGINT NOT NULL,
  credit BIGINT NOT NULL, leverage BIGINT NOT NULL, margin_mode TEXT NOT NULL,
  trade_state TEXT NOT NULL, disabled_reason TEXT, book TEXT NOT NULL,
  lps TEXT NOT NULL, is_demo BIGINT NOT NULL,
  withdrawal_daily_limit BIGINT, withdrawal_monthly_limit BIGINT, margin_call_active BIGINT NOT NULL,
  created_at_ms BIGINT NOT NULL, version BIGINT NOT NULL,
  last_event_seq BIGINT NOT NULL);
CREATE INDEX accounts_of_user ON accounts (user_id, id);

CREATE TABLE orders (
  id TEXT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES accounts (id), symbol TEXT NOT NULL,
  side TEXT NOT NULL, type TEXT NOT NULL, volume BIGINT NOT NULL, filled_volume BIGINT NOT NULL,
  avg_fill_price BIGINT, limit_price BIGINT, trigger_price BIGINT, sl BIGINT, tp BIGINT,
  tif TEXT NOT NULL, expires_at_ms BIGINT, max_deviation BIGINT, status TEXT NOT NULL, reject TEXT, book TEXT NOT NULL,
  lp TEXT, client_order_id TEXT, reduces BIGINT, position_id BIGINT,
  reserved_margin BIGINT NOT NULL CHECK (reserved_margin >= 0), requested_price BIGINT NOT NULL,
  source TEXT NOT NULL, created_at_ms BIGINT NOT NULL, triggered_at_ms BIGINT, done_at_ms BIGINT, version BIGINT NOT NULL);
CREATE INDEX orders_of_account ON orders (account_id, created_at_ms, id);
CREATE UNIQUE INDEX orders_by_client_id ON orders (account_id, client_order_id)
  WHERE client_order_id IS NOT NULL;
CREATE INDEX orders_working ON orders (account_id) WHERE done_at_ms IS NULL;
CREATE INDEX orders_working_by_age ON orders (created_at_ms, id) WHERE done_at_ms IS NULL;

CREATE TABLE order_states (
  order_id TEXT NOT NULL REFERENCES orders (id), version BIGINT NOT NULL, status TEXT NOT NULL,
  at_ms BIGINT NOT NULL, PRIMARY KEY (order_id, version));

CREATE TABLE positions (
  id BIGINT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES accounts (id), symbol TEXT NOT NULL,
  side TEXT NOT NULL, volume BIGINT NOT NULL CHECK (volume >= 0), initial_volume BIGINT NOT NULL,
  open_price BIGINT NOT NULL, sl BIGINT, tp BIGINT, trailing_ TEXT, margin BIGINT NOT NULL CHECK (margin >= 0),
  swap BIGINT NOT NULL, swapped_to_ms BIGINT NOT NULL, commission BIGINT NOT NULL,
  status TEXT NOT NULL, close_reason TEXT,
  close_price BIGINT, closed_at_ms BIGINT, open_time_ms BIGINT NOT NULL, book TEXT NOT NULL, lp TEXT,
  lock_order_id TEXT, realized_profit BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX positions_open ON positions (account_id, id) WHERE closed_at_ms IS NULL;
CREATE INDEX positions_open_by_id ON positions (id) WHERE closed_at_ms IS NULL;

CREATE TABLE deals (
  id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id),
  position_id BIGINT NOT NULL REFERENCES positions (id), account_id BIGINT NOT NULL,
  symbol TEXT NOT NULL, side TEXT NOT NULL, entry TEXT NOT NULL, volume BIGINT NOT NULL,
  price BIGINT NOT NULL, profit BIGINT NOT NULL, swap BIGINT NOT NULL, commission BIGINT NOT NULL,
  conversion_rate BIGINT NOT NULL, lp TEXT, lp_exec_id TEXT, time_ms BIGINT NOT NULL);
CREATE UNIQUE INDEX deals_by_execution ON deals (lp, lp_exec_id) WHERE lp_exec_id IS NOT NULL;
CREATE INDEX deals_of_order ON deals (order_id);
CREATE INDEX deals_of_account ON deals (account_id, time_ms, id);

CREATE TABLE postings (
  id BIGINT PRIMARY KEY, account_id BIGINT, balance_after BIGINT, credit_after BIGINT,
  debit TEXT NOT NULL, credit TEXT NOT NULL, amount BIGINT NOT NULL CHECK (amount > 0), type TEXT NOT NULL, ref_type TEXT NOT NULL,
  ref_id TEXT NOT NULL, at_ms BIGINT NOT NULL, CHECK (debit <> credit));
CREATE INDEX postings_of_account ON postings (account_id, at_ms, id);

CREATE TABLE outbox (
  order_id TEXT PRIMARY KEY REFERENCES orders (id), lp TEXT NOT NULL, expires_at_ms BIGINT NOT NULL);

CREATE TABLE idempotency (
  id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, order_id TEXT, answer TEXT, refusal TEXT,
  created_at_ms BIGINT NOT NULL, expires_at_ms BIGINT NOT NULL);
CREATE INDEX idempotency_expiry ON idempotency (expires_at_ms);
CREATE INDEX idempotency_of_order ON idempotency (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE breaks (
  seq BIGINT PRIMARY KEY, order_id TEXT NOT NULL, report TEXT NOT NULL, reason TEXT NOT NULL,
  at_ms BIGINT NOT NULL);

CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);

CREATE TABLE withdrawals (
  id TEXT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES accounts (id),
  amount BIGINT NOT NULL CHECK (amount > 0), currency TEXT NOT NULL, method TEXT NOT NULL,
  destination_masked TEXT NOT NULL, status TEXT NOT NULL, requested_at_ms BIGINT NOT NULL,
  decided_at_ms BIGINT, decided_by TEXT, reason TEXT, version BIGINT NOT NULL);
CREATE INDEX withdrawals_of_account ON withdrawals (account_id, requested_at_ms, id);
CREATE INDEX withdrawals_by_status ON withdrawals (status, requested_at_ms, id);
CREATE INDEX withdrawals_by_age ON withdrawals (requested_at_ms, id);

CREATE TABLE limit_requests (
  id TEXT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES accounts (id), period TEXT NOT NULL,
  requested_limit BIGINT NOT NULL CHECK (requested_limit > 0), reason TEXT NOT NULL,
  status TEXT NOT NULL, requested_at_ms BIGINT NOT NULL, decided_at_ms BIGINT, decided_by TEXT,
  version BIGINT NOT NULL);
CREATE INDEX limit_requests_by_age ON limit_requests (requested_at_ms, id);

CREATE TABLE funds (
  id TEXT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES accounts (id), type TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount <> 0), method TEXT, reference TEXT, description TEXT NOT NULL,
  actor_id TEXT NOT NULL, at_ms BIGINT NOT NULL);
CREATE UNIQUE INDEX funds_by_reference ON funds (account_id, type, reference)
  WHERE reference IS NOT NULL;

CREATE TABLE account_events (
  account_id BIGINT NOT NULL, seq BIGINT NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL,
  at_ms BIGINT NOT NULL, PRIMARY KEY (account_id, seq));

CREATE TABLE audit (
  seq BIGINT PRIMARY KEY, actor_id TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL,
  target TEXT NOT NULL, before_ TEXT, after_ TEXT, reason TEXT, request_id TEXT NOT NULL,
  ip TEXT NOT NULL, at_ms BIGINT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX audit_of_actor ON audit (actor_id, seq);
CREATE INDEX audit_of_target ON audit (target, seq);

CREATE TABLE account_groups (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, currency TEXT NOT NULL, max_leverage BIGINT NOT NULL,
  hedged_margin TEXT NOT NULL, margin_call_level BIGINT NOT NULL, stop_out_level BIGINT NOT NULL,
  stop_out_strategy TEXT NOT NULL, negative_balance_protection BIGINT NOT NULL,
  max_open_positions BIGINT NOT NULL, max_pending_orders BIGINT NOT NULL,
  partial_close BIGINT NOT NULL, hedging BIGINT NOT NULL, withdrawal_daily_limit BIGINT NOT NULL,
  withdrawal_monthly_limit BIGINT NOT NULL, withdrawal_auto_approve BIGINT NOT NULL,
  swap_free BIGINT NOT NULL, version BIGINT NOT NULL);

CREATE TABLE schedules (
  id TEXT PRIMARY KEY, timezone TEXT NOT NULL, weekly TEXT NOT NULL, holidays TEXT NOT NULL,
  version BIGINT NOT NULL);

CREATE TABLE routing_rules (
  id TEXT PRIMARY KEY, position_ BIGINT NOT NULL, enabled BIGINT NOT NULL, when_ TEXT NOT NULL,
  route TEXT NOT NULL, note TEXT NOT NULL, version BIGINT NOT NULL);

CREATE TABLE settings (
  id TEXT PRIMARY KEY, broker_name TEXT NOT NULL, defaults TEXT NOT NULL, broker TEXT NOT NULL, maintenance TEXT,
  version BIGINT NOT NULL);
`;

/**
 * The outbox keeps what was decided: the worst price and every provider that may be asked, and cancels beside orders. What
 * waits in it was to be sent to one provider, at a price that followed from the order.
 */
const DECIDED_OUTBOX = `
CREATE TABLE outbox_entries (
  id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id), kind TEXT NOT NULL, lps TEXT NOT NULL,
  worst_price BIGINT, expires_at_ms BIGINT NOT NULL);
INSERT INTO outbox_entries (id, order_id, kind, lps, worst_price, expires_at_ms)
  SELECT order_id, order_id, 'SUBMIT', '["' || lp || '"]',
    CASE WHEN moved IS NULL OR limit_price <= moved AND side = 'BUY' OR limit_price >= moved AND side = 'SELL'
      THEN limit_price ELSE moved END,
    sent_until_ms
  FROM (
    SELECT outbox.order_id, outbox.lp, outbox.expires_at_ms AS sent_until_ms, orders.side, orders.limit_price,
      COALESCE(trigger_price, requested_price) + CASE side WHEN 'BUY' THEN max_deviation ELSE -max_deviation END AS moved
    FROM outbox JOIN orders ON orders.id = outbox.order_id) AS waiting;
DROP TABLE outbox;
ALTER TABLE outbox_entries RENAME TO outbox;
`;

/** What a user has taken off the list of prices, what prices have been, and how much an account may hold. */
const PRICES_KEPT = `
CREATE TABLE hidden_symbols (
  user_id TEXT NOT NULL REFERENCES users (id), symbol TEXT NOT NULL, hidden_at_ms BIGINT NOT NULL,
  PRIMARY KEY (user_id, symbol));

CREATE TABLE price_candles (
  lp TEXT NOT NULL, symbol TEXT NOT NULL, length_ms BIGINT NOT NULL, start_ms BIGINT NOT NULL,
  open BIGINT NOT NULL, high BIGINT NOT NULL, low BIGINT NOT NULL, close BIGINT NOT NULL,
  changes BIGINT NOT NULL, PRIMARY KEY (lp, symbol, length_ms, start_ms));

ALTER TABLE account_groups ADD COLUMN max_exposure BIGINT;
`;

/** A day's executions at one provider, for their comparison with its own account of them; those in our own book cost nothing. */
const DEALS_AT_PROVIDERS = `
CREATE INDEX deals_at_lp ON deals (lp, time_ms, id) WHERE lp IS NOT NULL;
`;

/** A report that was set aside waits until a person has settled it, and says how. */
const BREAKS_SETTLED = `
ALTER TABLE breaks ADD COLUMN settled_at_ms BIGINT;
ALTER TABLE breaks ADD COLUMN settled_by TEXT;
ALTER TABLE breaks ADD COLUMN evidence TEXT;
CREATE INDEX breaks_open ON breaks (seq) WHERE settled_at_ms IS NULL;
`;

/**
 * Keys before the scopes that they hold in: keys that begin with the time, as ours do, land on one page together and not
 * each on one of its own. A key has no colon in it, so that it is what comes after the last.
 */
const KEYS_FIRST = `
UPDATE idempotency SET id =
  substr(id, length(rtrim(id, replace(id, ':', ''))) + 1) || ':' ||
  substr(id, 1, length(rtrim(id, replace(id, ':', ''))) - 1);
`;

/** Where money was to go, so that a new destination can wait; what was asked for before says nothing of it. */
const DESTINATIONS_LOCKED = `
ALTER TABLE withdrawals ADD COLUMN destination_key TEXT;
ALTER TABLE withdrawals ADD COLUMN locked_until_ms BIGINT;
ALTER TABLE settings ADD COLUMN destination_lock_ms BIGINT NOT NULL DEFAULT 86400000;
`;

/**
 * How much of a position the house covers on its hedge account, and why it could not. Rules that were made before say
 * nothing of it, and cover nothing.
 */
const HEDGED = `
ALTER TABLE positions ADD COLUMN hedge_volume BIGINT NOT NULL DEFAULT 0
  CHECK (hedge_volume >= 0 AND hedge_volume <= volume);
CREATE INDEX positions_covered ON positions (symbol, side) WHERE closed_at_ms IS NULL AND hedge_volume > 0;
ALTER TABLE settings ADD COLUMN hedge_account TEXT;
UPDATE routing_rules SET route = '{"hedgePercent":0,' || substr(route, 2);

CREATE TABLE hedge_setbacks (symbol TEXT PRIMARY KEY, code TEXT NOT NULL, since_ms BIGINT NOT NULL);
`;

export const SCHEMA: readonly SchemaStep[] = [
  { sql: FIRST, appendOnly: ['postings', 'deals', 'order_states', 'funds', 'audit'] },
  { sql: DECIDED_OUTBOX, appendOnly: [] },
  { sql: PRICES_KEPT, appendOnly: [] },
  { sql: DEALS_AT_PROVIDERS, appendOnly: [] },
  { sql: BREAKS_SETTLED, appendOnly: [] },
  { sql: KEYS_FIRST, appendOnly: [] },
  { sql: DESTINATIONS_LOCKED, appendOnly: [] },
  { sql: HEDGED, appendOnly: [] },
];
