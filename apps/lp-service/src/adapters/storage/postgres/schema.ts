/**
 * The tables of the LP service in PostgreSQL, in a schema of their own: the order service may have the rest of the
 * database. Forward only: a step that has shipped is never edited.
 */
import { POSTGRES_SESSION_TABLES } from '@faultline/fix/node';
import type { Migration } from '@faultline/service';

export const SCHEMA_NAME = 'lp_service';

const appendOnly = (table: string): string => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const BOOK: Migration = `
CREATE TABLE lp_orders (
  number BIGINT PRIMARY KEY, order_id TEXT NOT NULL, leg BIGINT NOT NULL, lp TEXT NOT NULL,
  session_id TEXT NOT NULL, cl_ord_id TEXT NOT NULL UNIQUE, symbol TEXT NOT NULL,
  lp_symbol TEXT NOT NULL, volume_factor TEXT NOT NULL, side TEXT NOT NULL, qty TEXT NOT NULL,
  type TEXT NOT NULL, price TEXT, tif TEXT NOT NULL, lp_order_id TEXT, fills TEXT NOT NULL,
  ending TEXT, acknowledged BIGINT NOT NULL, in_doubt BIGINT NOT NULL, number_lost BIGINT NOT NULL,
  denied_at_ms BIGINT, request TEXT, request_count BIGINT NOT NULL, sent_at_ms BIGINT NOT NULL,
  restored_at_ms BIGINT, done_at_ms BIGINT, UNIQUE (order_id, leg));
CREATE INDEX lp_orders_open ON lp_orders (number) WHERE done_at_ms IS NULL;
CREATE TABLE order_names (cl_ord_id TEXT PRIMARY KEY, number BIGINT NOT NULL);
CREATE TABLE routes (
  order_id TEXT PRIMARY KEY, lps TEXT NOT NULL, expires_at_ms BIGINT NOT NULL, refused_leg BIGINT);
CREATE INDEX routes_refused ON routes (order_id) WHERE refused_leg IS NOT NULL;
CREATE TABLE not_sent (order_id TEXT PRIMARY KEY, refusal TEXT NOT NULL, at_ms BIGINT NOT NULL);
CREATE TABLE executions (
  exec_id TEXT NOT NULL, lp TEXT NOT NULL, order_id TEXT NOT NULL,
  PRIMARY KEY (exec_id, lp, order_id));
CREATE TABLE reports (
  seq BIGINT PRIMARY KEY, order_id TEXT NOT NULL, lp_order_id TEXT NOT NULL, lp TEXT NOT NULL,
  kind TEXT NOT NULL, exec_id TEXT, qty TEXT, price TEXT, refusal TEXT, at_ms BIGINT NOT NULL);
CREATE TABLE lp_sessions (
  session_id TEXT PRIMARY KEY, last_connected_ms BIGINT, wanted_up BIGINT NOT NULL);
CREATE TABLE providers (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  config TEXT NOT NULL);
CREATE TABLE audit (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at_ms BIGINT NOT NULL, actor TEXT NOT NULL,
  action TEXT NOT NULL, target TEXT NOT NULL, reason TEXT NOT NULL, request_id TEXT NOT NULL,
  before TEXT, after TEXT);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
${['reports', 'not_sent', 'audit'].map(appendOnly).join('')}
`;

/** One row: who owns the FIX sessions, until when, and how often he has committed. */
const LEASE: Migration = `
CREATE TABLE session_lease (
  name TEXT PRIMARY KEY CHECK (name = 'fix'), owner TEXT NOT NULL, token BIGINT NOT NULL,
  commits BIGINT NOT NULL, expires_at TIMESTAMPTZ NOT NULL);
INSERT INTO session_lease VALUES ('fix', '', 0, 0, '-infinity');
`;

/** Somebody wants the numbers of a session to start again with its next logon. */
const RESETS: Migration = `
ALTER TABLE lp_sessions ADD COLUMN reset_at_logon BIGINT NOT NULL DEFAULT 0;
`;

export const MIGRATIONS: readonly Migration[] = [
  `${POSTGRES_SESSION_TABLES}${BOOK}`,
  LEASE,
  RESETS,
];
