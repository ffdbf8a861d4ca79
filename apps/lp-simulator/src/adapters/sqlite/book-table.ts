/** The book on disk. Rows are written inside the transaction that numbers the reports about them. */
import type { DatabaseSync } from 'node:sqlite';
import { ExecType, Side, TimeInForce, isCode } from '@faultline/fix';
import type { BookOrder, BookStatus, Execution, Withheld } from '../../book/order.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS provider_orders (
    order_id TEXT PRIMARY KEY,
    cl_ord_id TEXT NOT NULL,
    lp TEXT NOT NULL,
    session TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    qty INTEGER NOT NULL CHECK (qty > 0),
    time_in_force TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    status TEXT NOT NULL,
    withheld TEXT,
    due_ms INTEGER,
    ord_rej_reason INTEGER,
    text TEXT,
    reports INTEGER NOT NULL,
    current_cl_ord_id TEXT NOT NULL,
    limit_points INTEGER,
    resting INTEGER NOT NULL,
    UNIQUE (lp, cl_ord_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS provider_executions (
    exec_id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES provider_orders,
    qty INTEGER NOT NULL CHECK (qty > 0),
    price INTEGER NOT NULL,
    exec_type TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
`;

export interface BookTable {
  readonly load: () => readonly BookOrder[];
  /** Writes the order as it now is. */
  readonly save: (order: BookOrder) => void;
}

export function openBookTable(database: DatabaseSync): BookTable {
  database.exec(SCHEMA);
  const saveOrder = database.prepare(
    `INSERT INTO provider_orders
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (order_id) DO UPDATE SET status = excluded.status, withheld = excluded.withheld,
       due_ms = excluded.due_ms, ord_rej_reason = excluded.ord_rej_reason, text = excluded.text,
       updated_ms = excluded.updated_ms, reports = excluded.reports, qty = excluded.qty,
       current_cl_ord_id = excluded.current_cl_ord_id, limit_points = excluded.limit_points,
       resting = excluded.resting`,
  );
  const saveExecution = database.prepare(
    'INSERT INTO provider_executions VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (exec_id) DO NOTHING',
  );
  return {
    load: () => loadOrders(database),
    save: (order) => {
      saveOrder.run(...columnsOf(order));
      for (const { execId, qty, price, execType, atMs } of order.executions) {
        saveExecution.run(execId, order.orderId, qty, price, execType, atMs);
      }
    },
  };
}

function columnsOf(order: BookOrder) {
  return [
    order.orderId,
    order.clOrdId,
    order.lp,
    order.session,
    order.symbol,
    order.side,
    order.qty,
    order.timeInForce,
    order.receivedMs,
    order.updatedMs,
    order.status,
    order.withheld,
    order.dueMs,
    order.ordRejReason,
    order.text,
    order.reports,
    order.currentClOrdId,
    order.limit,
    order.resting ? 1 : 0,
  ] as const;
}

type Row = Record<string, unknown>;

function loadOrders(database: DatabaseSync): readonly BookOrder[] {
  const orders = database.prepare('SELECT * FROM provider_orders ORDER BY rowid');
  const executions = database.prepare('SELECT * FROM provider_executions ORDER BY rowid');
  orders.setReadBigInts(true);
  executions.setReadBigInts(true);
  const byOrder = Map.groupBy(executions.all(), (row) => String(row.order_id));
  return orders
    .all()
    .map((row) => bookOrder(row, (byOrder.get(String(row.order_id)) ?? []).map(execution)));
}

function execution(row: Row): Execution {
  return {
    execId: String(row.exec_id),
    execType: code(TRADES, row.exec_type),
    qty: bigint(row.qty),
    price: bigint(row.price),
    atMs: Number(row.at_ms),
  };
}

const STATUSES = {
  PENDING_NEW: 'PENDING_NEW',
  NEW: 'NEW',
  PARTIALLY_FILLED: 'PARTIALLY_FILLED',
  FILLED: 'FILLED',
  CANCELED: 'CANCELED',
  EXPIRED: 'EXPIRED',
  REJECTED: 'REJECTED',
} as const satisfies Record<BookStatus, BookStatus>;
const TRADES = { trade: ExecType.Trade, cancel: ExecType.TradeCancel } as const;
const WITHHELD = {
  reset: 'until-reset',
  due: 'until-due',
  unanswered: 'unanswered-until-due',
} as const satisfies Record<string, Withheld>;

function bookOrder(row: Row, executions: readonly Execution[]): BookOrder {
  const withheld = row.withheld === null ? null : code(WITHHELD, row.withheld);
  return {
    orderId: String(row.order_id),
    clOrdId: String(row.cl_ord_id),
    lp: String(row.lp),
    session: String(row.session),
    symbol: String(row.symbol),
    side: code(Side, row.side),
    qty: bigint(row.qty),
    timeInForce: code(TimeInForce, row.time_in_force),
    currentClOrdId: String(row.current_cl_ord_id),
    limit: row.limit_points === null ? null : bigint(row.limit_points),
    resting: row.resting === 1n,
    receivedMs: Number(row.received_ms),
    updatedMs: Number(row.updated_ms),
    status: code(STATUSES, row.status),
    withheld,
    dueMs: row.due_ms === null ? null : Number(row.due_ms),
    ordRejReason: row.ord_rej_reason === null ? null : Number(row.ord_rej_reason),
    text: typeof row.text === 'string' ? row.text : null,
    reports: Number(row.reports),
    executions,
  };
}

function bigint(value: unknown): bigint {
  if (typeof value !== 'bigint') throw new TypeError('the book is damaged: a number was expected');
  return value;
}

function code<Codes extends Record<string, string>>(codes: Codes, value: unknown) {
  if (typeof value !== 'string' || !isCode(codes, value)) {
    throw new TypeError(`the book is damaged: ${String(value)} means nothing here`);
  }
  return value;
}
