/** OrderMassStatusRequest(AF): one report for every open order and for the latest of the others. Pure. */
import { ExecType, OrdStatus, encodeTyped, type Fix44 } from '@faultline/fix';
import { INSTRUMENTS } from '../quotes/instruments.ts';
import { ORD_STATUS, isOver, quantity, stateOf, type BookOrder } from './order.ts';

/** Orders that are over are told of only so far back: the answer must fit through a link in one go. */
const OVER_MAX = 500;
/** OrdRejReason(103) and the symbol of an answer that is about none. */
const UNKNOWN_ORDER = 5;
const NO_SYMBOL = '[N/A]';

/** MassStatusReqType(585): of one security, or of everything. */
export function isMassStatusSupported({
  massStatusReqType,
}: Fix44.OrderMassStatusRequest): boolean {
  return massStatusReqType === 1 || massStatusReqType === 7;
}

/**
 * @param orders - those of the provider, in the order in which they came; what is withheld stays unsaid
 * @param execId - a new ExecID(17) at each call
 */
export function massStatus(
  request: Fix44.OrderMassStatusRequest,
  orders: readonly BookOrder[],
  execId: () => string,
): readonly string[] {
  const { massStatusReqId, massStatusReqType, symbol } = request;
  const told = orders.filter(
    (order) =>
      (order.withheld === null || order.withheld === 'until-due') &&
      (massStatusReqType === 7 || order.symbol === symbol),
  );
  const over = told.filter(isOver).slice(-OVER_MAX);
  const reported = [...told.filter((order) => !isOver(order)), ...over];
  if (reported.length === 0) {
    return [encodeTyped({ ...nothing(execId()), massStatusReqId, totNumReports: 0 })];
  }
  return reported.map((order, index) =>
    encodeTyped({
      ...statusOf(order, execId()),
      massStatusReqId,
      totNumReports: reported.length,
      lastRptRequested: index === reported.length - 1,
    }),
  );
}

function statusOf(order: BookOrder, execId: string): Fix44.ExecutionReport {
  const instrument = INSTRUMENTS.get(order.symbol);
  if (instrument === undefined) throw new Error(`the book holds an unknown symbol ${order.symbol}`);
  return {
    ...stateOf(order, execId, instrument),
    execType: ExecType.OrderStatus,
    ordStatus: ORD_STATUS[order.status],
    // Whoever set the reason of a rejection may have set one that FIX does not have.
    ordRejReason: undefined,
  };
}

function nothing(execId: string): Fix44.ExecutionReport {
  const none = quantity(0n);
  return {
    msgType: '8',
    execType: ExecType.OrderStatus,
    orderId: 'NONE',
    execId,
    ordStatus: OrdStatus.Rejected,
    symbol: NO_SYMBOL,
    side: '1',
    leavesQty: none,
    cumQty: none,
    avgPx: none,
    ordRejReason: UNKNOWN_ORDER,
    text: 'no orders',
  };
}
