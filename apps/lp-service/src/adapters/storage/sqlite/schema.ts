/** The tables of the LP service beside those of its FIX sessions. Forward only: a step that has shipped is never edited. */
import type { Migration } from '@faultline/service';

const forbid = (table: string, act: 'UPDATE' | 'DELETE'): string =>
  `CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
   BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;

const FIRST: Migration = `
CREATE TABLE lp_orders (
  number INTEGER PRIMARY KEY AUTOINCREMENT, order_id TEXT NOT NULL UNIQUE, lp TEXT NOT NULL,
  session_id TEXT NOT NULL, cl_ord_id TEXT NOT NULL UNIQUE, symbol TEXT NOT NULL,
  side TEXT NOT NULL, qty TEXT NOT NULL, fills TEXT NOT NULL, ending TEXT,
  acknowledged INTEGER NOT NULL, in_doubt INTEGER NOT NULL, sent_at_ms INTEGER NOT NULL,
  restored_at_ms INTEGER, done_at_ms INTEGER) STRICT;
CREATE INDEX lp_orders_open ON lp_orders (number) WHERE done_at_ms IS NULL;

CREATE TABLE not_sent (
  order_id TEXT PRIMARY KEY, refusal TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;

CREATE TABLE executions (
  lp TEXT NOT NULL, exec_id TEXT NOT NULL, order_id TEXT NOT NULL,
  PRIMARY KEY (lp, exec_id, order_id)) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
  seq INTEGER PRIMARY KEY, order_id TEXT NOT NULL, lp_order_id TEXT NOT NULL, lp TEXT NOT NULL,
  kind TEXT NOT NULL, exec_id TEXT, qty TEXT, price TEXT, refusal TEXT,
  at_ms INTEGER NOT NULL) STRICT;
${forbid('reports', 'UPDATE')}
${forbid('reports', 'DELETE')}
${forbid('not_sent', 'UPDATE')}
${forbid('not_sent', 'DELETE')}

CREATE TABLE lp_sessions (
  session_id TEXT PRIMARY KEY, last_connected_ms INTEGER, wanted_up INTEGER NOT NULL) STRICT;
`;

/** Orders get legs, terms and requests; what was there were first legs at the market. */
const LEGS: Migration = `
CREATE TABLE lp_orders_2 (
  number INTEGER PRIMARY KEY AUTOINCREMENT, order_id TEXT NOT NULL, leg INTEGER NOT NULL,
  lp TEXT NOT NULL, session_id TEXT NOT NULL, cl_ord_id TEXT NOT NULL UNIQUE, symbol TEXT NOT NULL,
  lp_symbol TEXT NOT NULL, volume_factor TEXT NOT NULL, side TEXT NOT NULL, qty TEXT NOT NULL,
  type TEXT NOT NULL, price TEXT, tif TEXT NOT NULL, lp_order_id TEXT, fills TEXT NOT NULL,
  ending TEXT, acknowledged INTEGER NOT NULL, in_doubt INTEGER NOT NULL,
  number_lost INTEGER NOT NULL, denied_at_ms INTEGER, request TEXT,
  request_count INTEGER NOT NULL, sent_at_ms INTEGER NOT NULL, restored_at_ms INTEGER,
  done_at_ms INTEGER, UNIQUE (order_id, leg)) STRICT;
INSERT INTO lp_orders_2
  SELECT number, order_id, 1, lp, session_id, cl_ord_id, symbol, symbol, '1', side, qty, 'MARKET',
    NULL, 'IOC', NULL, fills,
    CASE WHEN ending IS NULL THEN NULL ELSE json_object('cumQty', ending ->> 'cumQty', 'refused',
      CASE WHEN ending ->> 'refusal' IS NULL THEN NULL
        ELSE json_object('refusal', json(ending -> 'refusal'), 'elsewhere', json('false')) END) END,
    acknowledged, in_doubt, 0, NULL, NULL, 0, sent_at_ms, restored_at_ms, done_at_ms
  FROM lp_orders;
DROP TABLE lp_orders;
ALTER TABLE lp_orders_2 RENAME TO lp_orders;
CREATE INDEX lp_orders_open ON lp_orders (number) WHERE done_at_ms IS NULL;

CREATE TABLE order_names (cl_ord_id TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;
INSERT INTO order_names SELECT cl_ord_id, number FROM lp_orders;

CREATE TABLE routes (
  order_id TEXT PRIMARY KEY, lps TEXT NOT NULL, expires_at_ms INTEGER NOT NULL,
  refused_leg INTEGER) STRICT;
CREATE INDEX routes_refused ON routes (order_id) WHERE refused_leg IS NOT NULL;
`;

/** Providers are configured by people, and who did it is kept. */
const PROVIDERS: Migration = `
CREATE TABLE providers (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, config TEXT NOT NULL) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  target TEXT NOT NULL, reason TEXT NOT NULL, request_id TEXT NOT NULL, before TEXT, after TEXT) STRICT;
${forbid('audit', 'UPDATE')}
${forbid('audit', 'DELETE')}
`;

/** Somebody wants the numbers of a session to start again with its next logon. */
const RESETS: Migration = `
ALTER TABLE lp_sessions ADD COLUMN reset_at_logon INTEGER NOT NULL DEFAULT 0;
`;

export const MIGRATIONS: readonly Migration[] = [FIRST, LEGS, PROVIDERS, RESETS];
