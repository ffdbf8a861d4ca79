/** Cancel and replace of a working order: asked for, sent, answered. Pure. */
import { refuse } from '@faultline/errors';
import type { ExecutionReport } from '@faultline/fix';
import {
  isDone,
  type LpOrder,
  type Outcome,
  type Request,
  type RequestRefusal,
  stateOf,
} from './lp-order.ts';
import { onOverdue } from './on-silence.ts';
import { PLAIN } from './outcome.ts';
import { tidy } from './refusals.ts';

const CXL_TOO_LATE = 0;
const CXL_UNKNOWN_ORDER = 1;
const CXL_BROKER = 2;

/** A cancel is kept until the order can be asked about; another one while the first has no answer changes nothing. */
export function onRequested(order: LpOrder, request: Request): Outcome {
  if (isDone(order) || order.request !== null) return { order, reports: [] };
  return {
    order: { ...order, request, requestCount: order.requestCount + 1 },
    reports: [],
  };
}

export const onRequestSent = (order: LpOrder, atMs: number): Outcome => ({
  order:
    order.request === null ? order : { ...order, request: { ...order.request, sentAtMs: atMs } },
  reports: [],
});

/** OrderCancelReject(9), or a refusal of the message that carried the request. */
export interface RequestReject {
  readonly clOrdId: string;
  /** CxlRejReason(102). */
  readonly reason: number | undefined;
  readonly text: string | undefined;
  readonly atMs: number;
}

/** The order goes on as it was. A provider that says it knows no such order has to be asked what became of it. */
export function onRequestReject(order: LpOrder, reject: RequestReject): Outcome {
  if (order.request?.clOrdId !== reject.clOrdId) return { order, reports: [] };
  const told = { ...PLAIN, kind: 'REQUEST_REJECTED', refusal: refusalOf(order, reject) } as const;
  const kept = { ...order, request: null };
  const unknown = reject.reason === CXL_UNKNOWN_ORDER;
  const { order: after, reports } = unknown
    ? onOverdue(kept, reject.atMs)
    : { order: kept, reports: [] };
  return { order: after, reports: [told, ...reports] };
}

function refusalOf(order: LpOrder, { reason, text }: RequestReject): RequestRefusal {
  const { orderId, lp } = order;
  if (reason === CXL_TOO_LATE) {
    return refuse('ORDER_NOT_PENDING', { orderId, status: stateOf({ ...order, request: null }) });
  }
  if (reason === CXL_UNKNOWN_ORDER) return refuse('ORDER_NOT_FOUND', { orderId });
  const lpText = tidy(text);
  return refuse('ORDER_REJECTED', {
    orderId,
    lp,
    reason: reason === CXL_BROKER ? 'BROKER_OPTION' : 'OTHER',
    ...(lpText === '' ? {} : { lpText }),
  });
}

type Replacement = Pick<ExecutionReport, 'clOrdId' | 'orderQty'>;

/** ExecType(150)=5: the order has new terms and, from now on, the name of the request. */
export function replaced(order: LpOrder, told: Replacement): LpOrder {
  const { request } = order;
  if (request?.kind !== 'REPLACE') return order;
  return {
    ...order,
    clOrdId: told.clOrdId ?? request.clOrdId,
    qty: told.orderQty ?? request.qty ?? order.qty,
    price: request.price ?? order.price,
    request: null,
  };
}
