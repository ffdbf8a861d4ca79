/** Orders and reports as the order service sees them. */
import type { Handlers, LpContract } from '@faultline/contract';
import { avgPxOf, cumQtyOf, type LpOrder, stateOf } from '../order-machine/lp-order.ts';
import type { StoredReport } from '../ports/order-book.ts';

export type ExecutionHandlers = Handlers<LpContract>['execution'];
type OrderView = Awaited<ReturnType<ExecutionHandlers['status']>>;
type ReportView = Awaited<ReturnType<ExecutionHandlers['reports']>>['reports'][number];

export const orderView = (order: LpOrder): OrderView => ({
  id: order.id,
  orderId: order.orderId,
  leg: order.leg,
  lp: order.lp,
  sessionId: order.sessionId,
  clOrdId: order.clOrdId,
  lpOrderId: order.lpOrderId,
  symbol: order.symbol,
  side: order.side,
  qty: order.qty,
  type: order.type,
  price: order.price,
  tif: order.tif,
  cumQty: cumQtyOf(order),
  avgPx: avgPxOf(order),
  state: stateOf(order),
  sentAtMs: order.sentAtMs,
  doneAtMs: order.doneAtMs,
});

export const reportView = ({ refusal, ...report }: StoredReport): ReportView => ({
  ...report,
  reject: refusal === null ? null : { code: refusal.code, details: refusal.details },
});
