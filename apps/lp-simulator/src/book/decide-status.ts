/** OrderStatusRequest(H): what the simulator says about an order, if anything. */
import { ExecType, OrdStatus, type ExecutionReport, type OrderStatusRequest } from '@faultline/fix';
import type { Instrument } from '../quotes/instruments.ts';
import { quantity, stateOf, type BookOrder } from './order.ts';

export interface StatusFacts {
  readonly order: BookOrder | undefined;
  readonly instrument: Instrument | undefined;
  /** Unique: a status is told anew each time. */
  readonly execId: string;
}

/** OrdRejReason(103). */
const UNKNOWN_ORDER = 5;

/** Null: no answer, because the order is withheld. */
export function decideStatus(
  request: OrderStatusRequest,
  { order, instrument, execId }: StatusFacts,
): ExecutionReport | null {
  const { ordStatusReqId } = request;
  if (order === undefined || instrument === undefined) {
    return { ...unknown(request, execId), ordStatusReqId };
  }
  if (order.withheld === 'until-reset' || order.withheld === 'unanswered-until-due') return null;
  return { ...stateOf(order, execId, instrument), execType: ExecType.OrderStatus, ordStatusReqId };
}

function unknown({ clOrdId, symbol, side }: OrderStatusRequest, execId: string): ExecutionReport {
  return {
    msgType: '8',
    execType: ExecType.OrderStatus,
    ordStatus: OrdStatus.Rejected,
    orderId: 'NONE',
    execId,
    clOrdId,
    symbol,
    side,
    leavesQty: quantity(0n),
    cumQty: quantity(0n),
    avgPx: quantity(0n),
    ordRejReason: UNKNOWN_ORDER,
    text: 'unknown order',
  };
}
