/** The older doors of orders. */
import { get, orderContract, OrderView, post, remove } from '@faultline/contract';
import { z } from 'zod';
import { leadingTo, olderDoor, type OlderDoor, sameDoor } from './older-door.ts';
import { placeByType, TypedOrder } from './typed-order.ts';

const Cancelled = z.strictObject({
  success: z.literal(true),
  orderId: z.string(),
  order: OrderView,
});
const cancelling = {
  input: orderContract.orders.cancel.input,
  to: (given: z.output<typeof orderContract.orders.cancel.input>) => given,
  output: Cancelled,
  from: (order: z.output<typeof OrderView>) => ({
    success: true as const,
    orderId: order.id,
    order,
  }),
};

export const ORDER_DOORS: readonly OlderDoor[] = [
  /** Would like to go to a provider; the broker's routing rules decide. */
  leadingTo(
    post('/order'),
    ['orders.placeMarket', 'orders.placeLimit', 'orders.placeStop', 'orders.placeStopLimit'],
    {
      input: TypedOrder,
      output: z.strictObject({
        success: z.literal(true),
        order: OrderView,
        message: z.string(),
      }),
      run: async (given, { orders }, call) => {
        const order = await placeByType(given, orders, call);
        return { success: true as const, order, message: `Order ${order.id} is ${order.status}` };
      },
    },
  ),
  olderDoor(
    get('/orders/pending', {
      accountId: 'integer',
      symbol: 'text',
      cursor: 'text',
      limit: 'integer',
    }),
    'orders.list',
    {
      input: orderContract.orders.list.input.pick({
        accountId: true,
        symbol: true,
        cursor: true,
        limit: true,
      }),
      to: (given) => ({ ...given, status: ['PENDING' as const] }),
      output: z.array(OrderView),
      from: ({ items }) => [...items],
    },
  ),
  sameDoor(post('/order/limit'), 'orders.placeLimit'),
  sameDoor(post('/order/stop'), 'orders.placeStop'),
  sameDoor(post('/order/stop-limit'), 'orders.placeStopLimit'),
  olderDoor(post('/order/cancel'), 'orders.cancel', cancelling),
  olderDoor(remove('/api/orders/:orderId', { orderId: 'text' }), 'orders.cancel', cancelling),
];
