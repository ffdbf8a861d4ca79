/**
 * `execution.cancel` and `execution.replace`: kept with the order before anybody is asked. An order in doubt is asked about
 * first; what was wanted of it is sent when it proves to be alive.
 */
import type { Decimal } from '@faultline/errors';
import { isPositive } from '../decimals.ts';
import { isDone, type LpOrder, type Request, stateOf } from '../order-machine/lp-order.ts';
import type { OrderBook } from '../ports/order-book.ts';
import type { RequestSender } from '../requests/request-sender.ts';
import { clOrdIdOf } from './cl-ord-id.ts';
import { type ExecutionHandlers, orderView } from './views.ts';

export interface RequestDeps {
  readonly book: OrderBook;
  readonly sender: RequestSender;
  readonly now: () => number;
}

export function cancel(deps: RequestDeps): ExecutionHandlers['cancel'] {
  return async ({ orderId }, call) => {
    const order = working(await deps.book.order(orderId), orderId, call);
    if (order.request?.kind === 'CANCEL') return orderView(order);
    return orderView(await request(order, { kind: 'CANCEL', qty: null, price: null }, deps));
  };
}

export function replace(deps: RequestDeps): ExecutionHandlers['replace'] {
  return async ({ orderId, qty, price }, call) => {
    const fits = (value: Decimal | null) => value === null || isPositive(value);
    if (!fits(qty) || !fits(price) || (qty === null && price === null)) {
      throw call.fail('INVALID_REQUEST', { reason: 'a new qty or price > 0 is needed' });
    }
    const order = working(await deps.book.order(orderId), orderId, call);
    return orderView(await request(order, { kind: 'REPLACE', qty, price }, deps));
  };
}

type RequestCall = Parameters<ExecutionHandlers['replace']>[1];

/** @throws ORDER_NOT_PENDING for one that has ended, or is being changed already. */
function working(
  order: LpOrder | null,
  orderId: string,
  { fail }: Pick<RequestCall, 'fail'>,
): LpOrder {
  if (order === null) throw fail('ORDER_NOT_FOUND', { orderId });
  const isBusy = order.request?.kind === 'REPLACE';
  if (isDone(order) || isBusy) throw fail('ORDER_NOT_PENDING', { orderId, status: stateOf(order) });
  return order;
}

async function request(
  order: LpOrder,
  wanted: Pick<Request, 'kind' | 'qty' | 'price'>,
  { book, sender, now }: RequestDeps,
): Promise<LpOrder> {
  const { orderId, leg, requestCount } = order;
  const clOrdId = clOrdIdOf(orderId, { leg, request: requestCount + 1 });
  const kept = { ...wanted, clOrdId, sentAtMs: null };
  await book.commit([{ kind: 'requested', orderId, request: kept, atMs: now() }]);
  await sender.send((await book.order(orderId)) ?? order);
  return (await book.order(orderId)) ?? order;
}
