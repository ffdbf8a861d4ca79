/** Every statement on the service's own tables, prepared once. */
import type { DatabaseSync } from 'node:sqlite';

export function prepareBook(database: DatabaseSync) {
  return {
    insertOrder: database.prepare(
      `INSERT INTO lp_orders (order_id, lp, session_id, cl_ord_id, symbol, side, qty, fills,
         acknowledged, in_doubt, sent_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, '[]', 0, 0, ?)`,
    ),
    updateOrder: database.prepare(
      `UPDATE lp_orders SET fills = ?, ending = ?, acknowledged = ?, in_doubt = ?,
         restored_at_ms = ?, done_at_ms = ? WHERE order_id = ?`,
    ),
    orderById: database.prepare('SELECT * FROM lp_orders WHERE order_id = ?'),
    orderByClOrdId: database.prepare('SELECT * FROM lp_orders WHERE cl_ord_id = ?'),
    openOrders: database.prepare(
      'SELECT * FROM lp_orders WHERE done_at_ms IS NULL ORDER BY number',
    ),
    insertNotSent: database.prepare(
      `INSERT INTO not_sent (order_id, refusal, at_ms) VALUES (?, ?, ?)
       ON CONFLICT (order_id) DO NOTHING`,
    ),
    notSent: database.prepare('SELECT refusal FROM not_sent WHERE order_id = ?'),
    execution: database.prepare('SELECT order_id FROM executions WHERE lp = ? AND exec_id = ?'),
    insertExecution: database.prepare(
      'INSERT INTO executions (lp, exec_id, order_id) VALUES (?, ?, ?)',
    ),
    // Nothing is ever deleted, so the numbers have no gaps; what is rolled back leaves none either.
    insertReport: database.prepare(
      `INSERT INTO reports (seq, order_id, lp_order_id, lp, kind, exec_id, qty, price, refusal, at_ms)
       VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM reports), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    reportsAfter: database.prepare('SELECT * FROM reports WHERE seq > ? ORDER BY seq LIMIT ?'),
    session: database.prepare(
      'SELECT last_connected_ms, wanted_up FROM lp_sessions WHERE session_id = ?',
    ),
    saveConnected: database.prepare(
      `INSERT INTO lp_sessions (session_id, last_connected_ms, wanted_up) VALUES (?, ?, 1)
       ON CONFLICT (session_id) DO UPDATE SET last_connected_ms = excluded.last_connected_ms`,
    ),
    saveWanted: database.prepare(
      `INSERT INTO lp_sessions (session_id, wanted_up) VALUES (?, ?)
       ON CONFLICT (session_id) DO UPDATE SET wanted_up = excluded.wanted_up`,
    ),
  };
}

export type BookStatements = ReturnType<typeof prepareBook>;
