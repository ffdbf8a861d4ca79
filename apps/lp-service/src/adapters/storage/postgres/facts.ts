/** What changes may ask for when they are decided, read in one go before. */
import type { Ask } from '@faultline/fix/node';
import type { BookChange } from '../../../ports/order-book.ts';
import type { LpOrder } from '../../../order-machine/lp-order.ts';
import { numberOf, orderOf, type Row, routeOf } from '../rows.ts';
import type { StoredRoute } from './draft.ts';

export interface Facts {
  /** By their number: every leg of each order that is asked for. */
  readonly orders: ReadonlyMap<number, LpOrder>;
  /** Number by any name that an order ever had. */
  readonly names: ReadonlyMap<string, number>;
  readonly routes: ReadonlyMap<string, StoredRoute>;
  readonly executions: readonly Row[];
}

interface Wanted {
  readonly orderIds: Set<string>;
  readonly clOrdIds: Set<string>;
  readonly execIds: Set<string>;
  allOpen: boolean;
}

/** The orders that are meant, by id or by any name of any leg. */
const MEANT = `
  SELECT unnest($1::text[]) AS order_id
  UNION SELECT order_id FROM order_names JOIN lp_orders USING (number)
  WHERE order_names.cl_ord_id = ANY($2)`;
const ORDERS = `SELECT * FROM lp_orders WHERE order_id IN (${MEANT}) ORDER BY number`;
const ROUTES = `SELECT * FROM routes WHERE order_id IN (${MEANT})`;
const NAMES = 'SELECT cl_ord_id, number FROM order_names WHERE cl_ord_id = ANY($1)';
const EXECUTIONS = 'SELECT exec_id, lp, order_id FROM executions WHERE exec_id = ANY($1)';
const OPEN = 'SELECT * FROM lp_orders WHERE done_at_ms IS NULL ORDER BY number';

export async function loadFacts(changes: readonly BookChange[], ask: Ask): Promise<Facts> {
  const { allOpen, ...wanted } = wantedBy(changes);
  const [orderIds, clOrdIds, execIds] = [wanted.orderIds, wanted.clOrdIds, wanted.execIds].map(
    (names) => [...names],
  ) as [string[], string[], string[]];
  const meansOrders = orderIds.length + clOrdIds.length > 0;
  const nothing: readonly Row[] = [];
  const [orders, routes, names, executions, open] = await Promise.all([
    meansOrders ? ask(ORDERS, [orderIds, clOrdIds]) : nothing,
    meansOrders ? ask(ROUTES, [orderIds, clOrdIds]) : nothing,
    clOrdIds.length > 0 ? ask(NAMES, [clOrdIds]) : nothing,
    execIds.length > 0 ? ask(EXECUTIONS, [execIds]) : nothing,
    allOpen ? ask(OPEN, []) : nothing,
  ]);
  return {
    orders: new Map([...orders, ...open].map(orderOf).map((order) => [numberOf(order), order])),
    names: new Map(names.map((row) => [String(row['cl_ord_id']), Number(row['number'])])),
    routes: new Map(routes.map((row) => [String(row['order_id']), storedRoute(row)])),
    executions,
  };
}

const storedRoute = (row: Row): StoredRoute => ({
  ...routeOf(row),
  refusedLeg: row['refused_leg'] === null ? null : Number(row['refused_leg']),
});

function wantedBy(changes: readonly BookChange[]): Wanted {
  const wanted: Wanted = {
    orderIds: new Set(),
    clOrdIds: new Set(),
    execIds: new Set(),
    allOpen: false,
  };
  for (const change of changes) want(change, wanted);
  return wanted;
}

function want(change: BookChange, wanted: Wanted): void {
  const { orderIds, clOrdIds, execIds } = wanted;
  if ('orderId' in change) orderIds.add(change.orderId);
  if ('clOrdId' in change) clOrdIds.add(change.clOrdId);
  if (change.kind === 'sent') orderIds.add(change.order.orderId);
  if (change.kind === 'request-rejected') clOrdIds.add(change.reject.clOrdId);
  if (change.kind === 'captured') execIds.add(change.trade.execId);
  if (change.kind === 'numbers-reset') wanted.allOpen = true;
  if (change.kind !== 'reported') return;
  for (const name of [change.report.clOrdId, change.report.origClOrdId]) {
    if (name !== undefined) clOrdIds.add(name);
  }
  execIds.add(change.report.execId).add(`status:${change.report.orderId}`);
}
