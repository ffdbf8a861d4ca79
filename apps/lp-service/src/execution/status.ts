/** `execution.status`: where an order stands, as far as it is known here. */
import type { OrderBook } from '../ports/order-book.ts';
import { type ExecutionHandlers, orderView } from './views.ts';

export const status =
  (book: OrderBook): ExecutionHandlers['status'] =>
  async ({ orderId }, call) => {
    const order = await book.order(orderId);
    if (order === null) throw call.fail('ORDER_NOT_FOUND', { orderId });
    return orderView(order);
  };
