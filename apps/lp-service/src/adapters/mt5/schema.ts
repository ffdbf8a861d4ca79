/**
 * The tables of MT5 supervision, for both databases. `mt5_state` is the state store where there is no Redis: a copy that
 * can be thrown away. Everything else lasts.
 */

const TABLES = `
CREATE TABLE mt5_instances (
  instance_id TEXT PRIMARY KEY, server TEXT NOT NULL, login {integer} NOT NULL,
  terminal TEXT NOT NULL, password TEXT NOT NULL, agent_token TEXT, state TEXT NOT NULL,
  version {integer} NOT NULL, removed_at_ms {integer});

CREATE TABLE mt5_tombstones (
  instance_id TEXT PRIMARY KEY, server TEXT NOT NULL, login {integer} NOT NULL,
  fingerprint TEXT NOT NULL, failure TEXT, at_ms {integer} NOT NULL);
CREATE INDEX mt5_tombstones_account ON mt5_tombstones (server, login);

CREATE TABLE mt5_logins (server TEXT NOT NULL, instance_id TEXT NOT NULL, at_ms {integer} NOT NULL);
CREATE INDEX mt5_logins_at ON mt5_logins (at_ms);

CREATE TABLE mt5_events (
  seq {integer} PRIMARY KEY, instance_id TEXT NOT NULL, at_ms {integer} NOT NULL, body TEXT NOT NULL);

CREATE TABLE mt5_notices (
  id TEXT PRIMARY KEY, body TEXT NOT NULL, tries {integer} NOT NULL, due_at_ms {integer} NOT NULL);
CREATE INDEX mt5_notices_due ON mt5_notices (due_at_ms);

CREATE TABLE mt5_audit (
  seq {integer} PRIMARY KEY, at_ms {integer} NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  target TEXT NOT NULL, reason TEXT NOT NULL, request_id TEXT NOT NULL, before TEXT, after TEXT);

CREATE TABLE mt5_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE mt5_state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

export const mt5Tables = (database: 'sqlite' | 'postgres'): string =>
  TABLES.replaceAll('{integer}', database === 'sqlite' ? 'INTEGER' : 'BIGINT');
