/** Every statement on the service's own tables, prepared once. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export const prepareBook = (database: DatabaseSync) => ({
  ...prepareOrders(database),
  ...prepareReports(database),
});

/** Takes a whole row, and of it what it names. */
function named(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setAllowUnknownNamedParameters(true);
  return statement;
}

function prepareOrders(database: DatabaseSync) {
  return {
    insertOrder: named(
      database,
      `INSERT INTO lp_orders (order_id, leg, lp, session_id, cl_ord_id, symbol, lp_symbol,
         volume_factor, side, qty, type, price, tif, fills, acknowledged, in_doubt, number_lost,
         request_count, sent_at_ms)
       VALUES (:order_id, :leg, :lp, :session_id, :cl_ord_id, :symbol, :lp_symbol, :volume_factor,
         :side, :qty, :type, :price, :tif, :fills, :acknowledged, :in_doubt, :number_lost,
         :request_count, :sent_at_ms)`,
    ),
    updateOrder: named(
      database,
      `UPDATE lp_orders SET cl_ord_id = :cl_ord_id, qty = :qty, price = :price,
         lp_order_id = :lp_order_id, fills = :fills, ending = :ending,
         acknowledged = :acknowledged, in_doubt = :in_doubt, number_lost = :number_lost,
         denied_at_ms = :denied_at_ms, request = :request, request_count = :request_count,
         restored_at_ms = :restored_at_ms, done_at_ms = :done_at_ms
       WHERE number = :number`,
    ),
    name: database.prepare('INSERT INTO order_names (cl_ord_id, number) VALUES (?, ?)'),
    orderById: database.prepare(
      'SELECT * FROM lp_orders WHERE order_id = ? ORDER BY leg DESC LIMIT 1',
    ),
    orderByClOrdId: database.prepare(
      'SELECT * FROM lp_orders WHERE number = (SELECT number FROM order_names WHERE cl_ord_id = ?)',
    ),
    openOrders: database.prepare(
      'SELECT * FROM lp_orders WHERE done_at_ms IS NULL ORDER BY number',
    ),
    saveRoute: database.prepare(
      `INSERT INTO routes (order_id, lps, expires_at_ms) VALUES (?, ?, ?)
       ON CONFLICT (order_id) DO UPDATE SET refused_leg = NULL`,
    ),
    route: database.prepare('SELECT * FROM routes WHERE order_id = ?'),
    refuseLeg: database.prepare('UPDATE routes SET refused_leg = ? WHERE order_id = ?'),
    keepLeg: database.prepare(
      'UPDATE routes SET refused_leg = NULL WHERE order_id = ? AND refused_leg = ?',
    ),
    reroutes: database.prepare(
      `SELECT lp_orders.*, lps, expires_at_ms FROM routes
         JOIN lp_orders ON lp_orders.order_id = routes.order_id AND leg = refused_leg
       WHERE refused_leg IS NOT NULL ORDER BY number`,
    ),
    reroute: database.prepare(
      `SELECT lp_orders.*, lps, expires_at_ms FROM routes
         JOIN lp_orders ON lp_orders.order_id = routes.order_id AND leg = refused_leg
       WHERE refused_leg IS NOT NULL AND routes.order_id = ?`,
    ),
    insertNotSent: database.prepare(
      `INSERT INTO not_sent (order_id, refusal, at_ms) VALUES (?, ?, ?)
       ON CONFLICT (order_id) DO NOTHING`,
    ),
    notSent: database.prepare('SELECT refusal FROM not_sent WHERE order_id = ?'),
  };
}

function prepareReports(database: DatabaseSync) {
  return {
    execution: database.prepare('SELECT order_id FROM executions WHERE lp = ? AND exec_id = ?'),
    insertExecution: database.prepare(
      'INSERT INTO executions (lp, exec_id, order_id) VALUES (?, ?, ?)',
    ),
    // Nothing is ever deleted, so the numbers have no gaps; what is rolled back leaves none either.
    insertReport: named(
      database,
      `INSERT INTO reports (seq, order_id, lp_order_id, lp, kind, exec_id, qty, price, refusal, at_ms)
       VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM reports), :order_id, :lp_order_id, :lp,
         :kind, :exec_id, :qty, :price, :refusal, :at_ms)`,
    ),
    reportsAfter: database.prepare('SELECT * FROM reports WHERE seq > ? ORDER BY seq LIMIT ?'),
    providers: database.prepare('SELECT config FROM providers ORDER BY number'),
    saveProvider: database.prepare(
      `INSERT INTO providers (id, config) VALUES (?, ?)
       ON CONFLICT (id) DO UPDATE SET config = excluded.config`,
    ),
    insertAudit: named(
      database,
      `INSERT INTO audit (at_ms, actor, action, target, reason, request_id, before, after)
       VALUES (:at_ms, :actor, :action, :target, :reason, :request_id, :before, :after)`,
    ),
    session: database.prepare(
      'SELECT last_connected_ms, wanted_up, reset_at_logon FROM lp_sessions WHERE session_id = ?',
    ),
    saveConnected: database.prepare(
      `INSERT INTO lp_sessions (session_id, last_connected_ms, wanted_up) VALUES (?, ?, 1)
       ON CONFLICT (session_id) DO UPDATE SET last_connected_ms = excluded.last_connected_ms`,
    ),
    saveWanted: database.prepare(
      `INSERT INTO lp_sessions (session_id, wanted_up) VALUES (?, ?)
       ON CONFLICT (session_id) DO UPDATE SET wanted_up = excluded.wanted_up`,
    ),
    saveResetWanted: database.prepare(
      `INSERT INTO lp_sessions (session_id, wanted_up, reset_at_logon) VALUES (?, 1, ?)
       ON CONFLICT (session_id) DO UPDATE SET reset_at_logon = excluded.reset_at_logon`,
    ),
  };
}

export type BookStatements = ReturnType<typeof prepareBook>;
