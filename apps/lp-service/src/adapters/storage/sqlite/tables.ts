/** The tables of the book in SQLite: each call is a statement of the transaction that is open. */
import { providerColumn } from '../provider-rows.ts';
import {
  auditRow,
  newOrder,
  numberOf,
  orderOf,
  orderRow,
  reportRow,
  rerouteOf,
  type Row,
  routeOf,
} from '../rows.ts';
import type { BookTables } from '../tables.ts';
import type { BookStatements } from './statements.ts';

const read = <Found>(row: Row | undefined, as: (row: Row) => Found): Found | undefined =>
  row === undefined ? undefined : as(row);

export const sqliteTables = (on: BookStatements): BookTables => ({
  ...orderTables(on),
  ownersOf: (lp, execId) => on.execution.all(lp, execId).map((row) => String(row['order_id'])),
  insertExecution: (lp, execId, orderId) => void on.insertExecution.run(lp, execId, orderId),
  insertReport: (report) => void on.insertReport.run(reportRow(report)),
  saveConnected: (sessionId, atMs) => void on.saveConnected.run(sessionId, atMs),
  saveWanted: (sessionId, up) => void on.saveWanted.run(sessionId, up ? 1 : 0),
  saveResetWanted: (sessionId, wanted) => void on.saveResetWanted.run(sessionId, wanted ? 1 : 0),
  saveProvider: (provider) => void on.saveProvider.run(provider.id, providerColumn(provider)),
  insertAudit: (entry) => void on.insertAudit.run(auditRow(entry)),
});

type Later =
  | 'ownersOf'
  | `insert${'Execution' | 'Report' | 'Audit'}`
  | `save${'Connected' | 'Wanted' | 'ResetWanted' | 'Provider'}`;

const orderTables = (on: BookStatements): Omit<BookTables, Later> => ({
  order: (orderId) => read(on.orderById.get(orderId), orderOf),
  orderNamed: (clOrdId) => read(on.orderByClOrdId.get(clOrdId), orderOf),
  openOrders: () => on.openOrders.all().map(orderOf),
  insertOrder: (order) => {
    const { lastInsertRowid } = on.insertOrder.run(orderRow(newOrder(order, 0)));
    const inserted = newOrder(order, Number(lastInsertRowid));
    on.name.run(order.clOrdId, lastInsertRowid);
    return inserted;
  },
  updateOrder: (order) => void on.updateOrder.run(orderRow(order)),
  name: (clOrdId, order) => void on.name.run(clOrdId, numberOf(order)),
  route: (orderId) => read(on.route.get(orderId), routeOf),
  saveRoute: (orderId, { lps, expiresAtMs }) =>
    void on.saveRoute.run(orderId, JSON.stringify(lps), expiresAtMs),
  refuseLeg: (orderId, leg) => void on.refuseLeg.run(leg, orderId),
  keepLeg: (orderId, leg) => void on.keepLeg.run(orderId, leg),
  reroute: (orderId) => read(on.reroute.get(orderId), rerouteOf),
  insertNotSent: (orderId, refusal, atMs) =>
    void on.insertNotSent.run(orderId, JSON.stringify(refusal), atMs),
});
